import { type Drafts, isTeamDraft, SHOP } from "../draft/routing-draft.ts";
import { isSame } from "../draft/paths.ts";

/** One thing that is otherwise than it was on the day, as the replay is told. */
export interface Change {
  path: string[];
  value: number | boolean | string | null;
}

export interface Changes {
  changes: Change[];
  /** Fields that differ and cannot be part of a replay: its day has its hours, and a group that was off has no parts. */
  leftOut: string[];
}

/** Only for the screens, or asked before the engine is: no part of a replay, and nothing to say about. */
const silent: ReadonlySet<string> = new Set(["owedLimitMs", "awayAfterMs"]);
/** Known to whoever asks for a person, not to the engine. */
const unknown: ReadonlySet<string> = new Set(["lastAgentMs"]);

const isGroup = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;

/** What differs between the rules in force and those written here, in the words of the replay. */
export function changesOf(drafts: Drafts, saved: Drafts): Changes {
  const found: Changes = { changes: [], leftOut: [] };
  const compare = (path: string[], now: unknown, was: unknown) => {
    const name = path.at(-1) ?? "";
    if (isSame(now ?? null, was ?? null) || silent.has(name)) return;
    if (unknown.has(name) || (isGroup(now) && !isGroup(was))) found.leftOut.push(name);
    else if (isGroup(now) && isGroup(was))
      for (const key of Object.keys(now)) compare([...path, key], now[key], was[key]);
    else if (now === null || typeof now === "string" || typeof now === "boolean" || Number.isFinite(now))
      found.changes.push({ path, value: now as Change["value"] });
  };
  for (const [target, draft] of Object.entries(drafts)) {
    const was = saved[target];
    if (was === undefined) continue;
    if (isTeamDraft(draft) && isTeamDraft(was)) {
      compare(["team", target], draft.rules, was.rules);
      if (!isSame(draft.timetable, was.timetable)) found.leftOut.push("timetable");
    } else if (target === SHOP && !isTeamDraft(draft) && !isTeamDraft(was)) {
      compare(["settings"], draft.intervals, was.intervals);
      compare(["settings", "weights"], draft.weights, was.weights);
    }
  }
  return found;
}
