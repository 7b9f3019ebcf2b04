import type { DecisionEntry } from "../contract/desk-commands.ts";
import type { Sql } from "../store/database.ts";
import type { StoredReason } from "../store/routing-reasons.ts";
import { readNames } from "./names.ts";

/** Ids come from the journal as plain strings. */
type Branded = "teamId" | "chosen" | "next";

/** Stored reasons as the screens take them. Names are read now: who was erased has none any more. */
export async function decisionEntries(sql: Sql, stored: readonly StoredReason[]): Promise<DecisionEntry[]> {
  const people = ({ reason }: StoredReason) =>
    [reason.chosen, ...reason.next].flatMap((candidate) => (candidate === null ? [] : [candidate.agentId]));
  const names = await readNames(
    sql,
    stored.flatMap(people),
    stored.map(({ reason }) => reason.teamId),
  );
  return stored.map((each) => {
    const { journalSeq, position, reason } = each;
    const known = people(each).flatMap((id) => {
      const name = names.staff.get(id);
      return name === undefined ? [] : [[id, name] as const];
    });
    const team = names.teams.get(reason.teamId);
    const entry: Omit<DecisionEntry, Branded> & Record<Branded, unknown> = {
      journalSeq,
      position,
      at: reason.at,
      about: reason.about,
      why: reason.why,
      teamId: reason.teamId,
      chosen: reason.chosen,
      next: reason.next,
      notEligible: Object.fromEntries(Object.entries(reason.notEligible).filter(([, count]) => count > 0)),
      // Reasons stored by an older release have none.
      numbers: { entryKey: reason.entryKey, ...reason.numbers },
      names: Object.fromEntries([...known, ...(team === undefined ? [] : [[reason.teamId, team] as const])]),
    };
    return entry as DecisionEntry;
  });
}
