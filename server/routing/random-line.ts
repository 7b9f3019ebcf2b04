/** Test support: what a random shop sets for its lines and what happens in them, beside the plain. */
import type { HandoffRequested } from "./events.ts";
import type { Loose } from "./scene.ts";
import { DEFAULT_SETTINGS, type RoutingState } from "./state.ts";
import { type HoursRow, STRATEGIES, type TeamRules } from "./team-rules.ts";

type Draw = () => number;

const LANGUAGES = ["en", "zh-CN", "eo"];
const SKILLS = ["billing", "delivery"];

const below = (draw: Draw, n: number): number => Math.floor(draw() * n);
const oneOf = <T>(draw: Draw, list: readonly T[]): T => list[below(draw, list.length)] as T;
const orNull = <T>(draw: Draw, probability: number, make: () => T): T | null => (draw() < probability ? make() : null);

export function randomHours(draw: Draw, at: number): HoursRow {
  const turnsAt: number[] = [];
  for (let turnAt = at, left = below(draw, 4); left > 0; left -= 1) {
    turnAt += 1 + below(draw, 300_000);
    turnsAt.push(turnAt);
  }
  return { isOpen: draw() < 0.6, turnsAt };
}

/** Half of the teams are plain. */
export function randomLineRules(draw: Draw, teamIds: readonly string[], at: number): Partial<TeamRules> {
  if (draw() < 0.4) return {};
  return {
    strategy: oneOf(draw, STRATEGIES),
    preferMs: 1_000 + below(draw, 30_000),
    chatWeight: orNull(draw, 0.4, () => oneOf(draw, [0.35, 0.5, 1, 2])),
    memberCapacity: orNull(draw, 0.3, () => oneOf(draw, [0.5, 1, 2])),
    isLanguageMatched: draw() < 0.5,
    isSkillMatched: draw() < 0.5,
    skillLevel: 1 + below(draw, 3),
    needsMs: orNull(draw, 0.5, () => 5_000 + below(draw, 60_000)),
    vipCreditMs: below(draw, 400_000),
    hours: orNull(draw, 0.3, () => randomHours(draw, at)),
    offHours: oneOf(draw, ["message", "queue", "overflow"] as const),
    overflow: orNull(draw, 0.5, () => ({
      toTeamId: orNull(draw, 0.8, () => oneOf(draw, teamIds)),
      afterMs: orNull(draw, 0.6, () => 5_000 + below(draw, 60_000)),
      whenFull: draw() < 0.5,
      whenNobody: draw() < 0.5,
      whenClosed: draw() < 0.5,
    })),
    longWaitMs: orNull(draw, 0.4, () => 5_000 + below(draw, 60_000)),
  };
}

export function randomAbilities(draw: Draw): { languages?: string[]; skills?: Record<string, number> } {
  if (draw() < 0.4) return {};
  const skills = SKILLS.filter(() => draw() < 0.5).map((skill): [string, number] => [skill, 1 + below(draw, 5)]);
  return { languages: LANGUAGES.filter(() => draw() < 0.4), skills: Object.fromEntries(skills) };
}

export function randomWants(draw: Draw): Pick<HandoffRequested, "language" | "skill" | "isVip"> {
  if (draw() < 0.4) return {};
  return {
    language: orNull(draw, 0.7, () => oneOf(draw, LANGUAGES)),
    skill: orNull(draw, 0.6, () => oneOf(draw, SKILLS)),
    isVip: draw() < 0.2,
  };
}

export function randomWeights(draw: Draw): (typeof DEFAULT_SETTINGS)["weights"] {
  if (draw() < 0.5) return DEFAULT_SETTINGS.weights;
  return { chat: oneOf(draw, [0.5, 1, 1.5]), request: oneOf(draw, [0, 0.25, 0.5]), consult: oneOf(draw, [0.1, 0.5]) };
}

/** What people do with an entry in line, mostly one that is there. */
export function randomLineEvent(
  draw: Draw,
  state: RoutingState,
  at: number,
  who: { agentId: string; teamId: string },
): Loose {
  const { agentId, teamId } = who;
  const entries = [...state.entries.values()];
  const manual = entries.filter((entry) => state.teams.get(entry.teamId)?.strategy === "manual");
  const entry = draw() < 0.9 && manual.length > 0 ? oneOf(draw, manual) : entries[below(draw, entries.length)];
  const conversationId = draw() < 0.95 ? (entry?.conversationId ?? "nobody") : "nobody";
  const kind = draw();
  if (kind < 0.6) return { type: "entry:taken", conversationId, agentId };
  if (kind < 0.85) return { type: "entry:moved", conversationId, teamId, byId: "s1" };
  return { type: "team:hours-planned", teamId, hours: orNull(draw, 0.7, () => randomHours(draw, at)) };
}
