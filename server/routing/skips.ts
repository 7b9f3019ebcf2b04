/** Who stood ahead and was passed over (C6): told the first time for an entry and a cause, at most five at once. */
import { isWaitedFor, SKIP_BITS } from "./index-lines.ts";
import { fits } from "./needs.ts";
import type { Reason } from "./outcome.ts";
import { reasonAlone, waitNumbers } from "./reasons.ts";
import type { EntryRow, RoutingState } from "./state.ts";
import { must, putEntry, type Stepping } from "./stepping.ts";

type Cause = keyof typeof SKIP_BITS;

const MOST_TOLD = 5;
/** Entries looked at for them: some wait for a cause that does not hold now. */
const MOST_LOOKS = 10;

/** Why this agent, who has room, was not asked for that entry. */
function causeOf(state: RoutingState, entry: EntryRow, agentId: string): Cause | null {
  if (entry.state !== "waiting") return null;
  const customer = state.conversations.get(entry.conversationId);
  if ((customer?.customerPresentOn.length ?? 0) === 0) return "absent_customer";
  if (!fits(must(state.agents, agentId), entry.needs)) return "needs";
  if (entry.preferAgentId !== agentId && isWaitedFor(state, entry)) return "waits_for_preferred";
  return entry.restUntil !== null && entry.declinedBy.includes(agentId) ? "resting" : null;
}

interface Chosen {
  teamId: string;
  key: number;
  enteredAt: number;
  id: string;
}

/**
 * Notes on the entries that it has been told, and returns the reasons.
 * @param chosen the place in the team's order of what `agentId` is asked for
 */
export function tellSkips(s: Stepping, chosen: Chosen, agentId: string): Reason[] {
  const untold = s.state.index.teams.get(chosen.teamId)?.untold;
  if (untold === undefined || untold.size === 0) return [];
  const found: { entry: EntryRow; why: Cause }[] = [];
  let looks = 0;
  for (const { a, b, id } of untold) {
    const isAhead = a !== chosen.key ? a < chosen.key : b !== chosen.enteredAt ? b < chosen.enteredAt : id < chosen.id;
    if (!isAhead || looks >= MOST_LOOKS || found.length >= MOST_TOLD) break;
    looks += 1;
    const entry = must(s.state.entries, id);
    const why = causeOf(s.state, entry, agentId);
    if (why !== null && (entry.skips & SKIP_BITS[why]) === 0) found.push({ entry, why });
  }
  return found.map(({ entry, why }): Reason => {
    const alone = reasonAlone(s.state, entry, why, waitNumbers(s.state, entry, s.at));
    putEntry(s, { ...entry, skips: entry.skips | SKIP_BITS[why] });
    return { about: "skip", id: entry.id, conversationId: entry.conversationId, at: s.at, ...alone };
  });
}
