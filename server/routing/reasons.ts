/** Why somebody was chosen, in numbers (C6); taken before the choice takes effect. */
import type { Candidate, IneligibleCode, Reason, ReasonWhy } from "./outcome.ts";
import { candidate } from "./queries.ts";
import type { EntryRow, RoutingState } from "./state.ts";

const NEXT = 5;

export type ReasonFor = Omit<Reason, "about" | "id" | "at" | "conversationId">;

/** A choice out of a team's service queue. */
export function reasonFromQueue(state: RoutingState, entry: EntryRow, agentId: string, why: ReasonWhy): ReasonFor {
  const team = state.index.teams.get(entry.teamId);
  const next: Candidate[] = [];
  for (const { id } of team?.ready ?? []) {
    if (next.length >= NEXT) break;
    if (id !== agentId && !entry.declinedBy.includes(id)) next.push(candidate(state, id));
  }
  const notEligible = noneIneligible();
  if (team !== undefined) {
    for (const code of ["disabled", "offline", "busy", "absent", "full"] as const)
      notEligible[code] = team.standings[code];
  }
  const isMember = (id: string) => state.index.agents.get(id)?.teamIds.has(entry.teamId) === true;
  notEligible.declined = entry.declinedBy.filter(
    (id) => isMember(id) && state.index.agents.get(id)?.placed?.standing === "ready",
  ).length;
  return { teamId: entry.teamId, entryKey: entry.key, why, chosen: candidate(state, agentId), next, notEligible };
}

/** A person named the agent, or the agent accepted: nobody was compared. */
export function reasonNamed(
  state: RoutingState,
  at: { teamId: string; entryKey: number },
  agentId: string,
  why: ReasonWhy,
): ReasonFor {
  return { ...at, why, chosen: candidate(state, agentId), next: [], notEligible: noneIneligible() };
}

function noneIneligible(): Record<IneligibleCode, number> {
  return { disabled: 0, offline: 0, busy: 0, absent: 0, full: 0, declined: 0 };
}
