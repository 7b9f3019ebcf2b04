/** What falls due for entries in line. After each, that deadline is gone or in the future. */
import { leaveEngine, moveToTeam } from "./queue-line.ts";
import type { DeadlineHandler } from "./rules.ts";
import { must, putEntry } from "./stepping.ts";
import { whyNotTaken } from "./taking.ts";

/** A team that could not take more is asked again after so many times `recheckMs`. */
const OVERFLOW_RECHECKS = 6;

/** R17: the preferred agent has been waited for long enough. */
export const preferenceEnded: DeadlineHandler = (s, id) =>
  putEntry(s, { ...must(s.state.entries, id), preferUntil: null });

/** R9: language and skill are insisted on no longer. */
export const needsGivenUp: DeadlineHandler = (s, id) =>
  putEntry(s, { ...must(s.state.entries, id), needs: null, needsUntil: null });

/** R59: in line for longer than the team finds right: said once. */
export const waitedLong: DeadlineHandler = (s, id) => {
  const entry = must(s.state.entries, id);
  putEntry(s, { ...entry, longWaitAt: null });
  s.notices.push({
    type: "entry:long-wait",
    conversationId: entry.conversationId,
    customerId: must(s.state.conversations, entry.conversationId).customerId,
    entryId: id,
    teamId: entry.teamId,
    waitedMs: s.at - entry.enteredAt,
  });
};

/** R79: in line for too long: on to where the team says, as it says by now. Who is being offered is left alone. */
export const overflowDue: DeadlineHandler = (s, id) => {
  const entry = must(s.state.entries, id);
  const { recheckMs } = s.state.settings;
  const overflow = must(s.state.teams, entry.teamId).overflow;
  if (overflow === null || overflow.afterMs === null) return putEntry(s, { ...entry, overflowAt: null });
  if (entry.state === "offered") return putEntry(s, { ...entry, overflowAt: s.at + recheckMs });
  if (overflow.toTeamId === null) {
    const conversation = must(s.state.conversations, entry.conversationId);
    return leaveEngine(s, conversation, { how: "diverted", by: "system", byId: null });
  }
  const to = s.state.teams.get(overflow.toTeamId);
  const wants = entry.needs ?? { language: null, skill: null };
  if (to !== undefined && to.id !== entry.teamId && whyNotTaken(s.state, to, wants) === null)
    return moveToTeam(s, entry, to.id, "overflow");
  putEntry(s, { ...entry, overflowAt: s.at + recheckMs * OVERFLOW_RECHECKS });
};
