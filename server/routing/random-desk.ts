/** Test support: what agents do at their desks, and what admins set for reminders, at random. See `random-shop.ts`. */
import type { Loose } from "./scene.ts";
import type { RoutingState } from "./state.ts";
import { NO_LADDER, type TeamRules } from "./team-rules.ts";

type Draw = () => number;
const SECOND = 1_000;

const ms = (draw: Draw, upTo: number): number => SECOND + Math.floor(draw() * upTo);
const perhaps = (draw: Draw, upTo: number): number | null => (draw() < 0.75 ? ms(draw, upTo) : null);

/** Ladders of minutes, in any order of lengths; some teams have none. */
export function randomDeskRules(draw: Draw): Partial<TeamRules> {
  const ladder = {
    agentMs: perhaps(draw, 20 * SECOND),
    customerMs: perhaps(draw, 40 * SECOND),
    supervisorMs: perhaps(draw, 60 * SECOND),
    reofferMs: perhaps(draw, 60 * SECOND),
    unresponsiveMs: draw() < 0.4 ? ms(draw, 120 * SECOND) : null,
    maxHops: Math.floor(draw() * 4),
  };
  const quiet = { warnMs: perhaps(draw, 60 * SECOND), closeMs: perhaps(draw, 120 * SECOND) };
  return {
    ladder: draw() < 0.7 ? ladder : NO_LADDER,
    quiet: draw() < 0.5 ? quiet : null,
    wrapUpMs: draw() < 0.5 ? ms(draw, 40 * SECOND) : null,
    lapsesAllowed: draw() < 0.5 ? 1 + Math.floor(draw() * 3) : null,
  };
}

/** @param agentId whose desk, if nobody's in particular is better */
export function randomDeskEvent(draw: Draw, state: RoutingState, at: number, agentId: string): Loose {
  const is = (probability: number): boolean => draw() < probability;
  const one = <T>(list: readonly T[]): T | undefined => list[Math.floor(draw() * list.length)];
  const someAgent = (has: (id: string) => boolean): string => one([...state.agents.keys()].filter(has)) ?? agentId;
  const agent = (id: string) => state.agents.get(id);
  const pick = draw();
  if (pick < 0.25) {
    const id = someAgent((other) => agent(other)?.notResponding != null);
    return { type: "agent:returned", agentId: id };
  }
  if (pick < 0.4) {
    const isBack = is(0.4);
    const id = isBack ? someAgent((other) => agent(other)?.leavingAt != null) : agentId;
    return { type: "leaving:set", agentId: id, inMs: isBack ? null : Math.floor(draw() * 90_000) - 1_000, byId: null };
  }
  if (pick < 0.55) {
    const id = someAgent((other) => (agent(other)?.wrapUps.length ?? 0) > 0);
    const conversationId = one(agent(id)?.wrapUps ?? [])?.conversationId ?? "nobody";
    return { type: "wrap-up:ended", agentId: id, conversationId };
  }
  if (pick < 0.75) {
    const row = one([...state.assignments.values()]);
    const by = is(0.9) ? (row?.agentId ?? agentId) : agentId;
    const until = is(0.2) ? null : at + Math.floor(draw() * 120_000) - 5_000;
    return { type: "promise:made", conversationId: row?.conversationId ?? "nobody", agentId: by, until };
  }
  if (pick < 0.85) {
    const sideWork = { requests: Math.floor(draw() * 3) - (is(0.05) ? 1 : 0), consults: Math.floor(draw() * 2) };
    return { type: "side-work:changed", agentId, sideWork };
  }
  const isAutomatic = is(0.6);
  const isBusy = is(0.5);
  return {
    type: "availability:set",
    agentId,
    availability: isBusy ? "busy" : "available",
    busyReason: isAutomatic ? "away" : "lunch",
    byId: is(0.1) ? "s1" : null,
    until: !isAutomatic && is(0.8) ? at + Math.floor(draw() * 120_000) - 5_000 : null,
    isAutomatic,
  };
}
