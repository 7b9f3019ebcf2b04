/** R1–R9, R57, R79, R86: into the line and out of it. */
import type { Place } from "./assignments.ts";
import type { EventOf } from "./events.ts";
import { NO_RUN } from "./ladder.ts";
import type { RefusalCode, ReasonWhy } from "./outcome.ts";
import { enterLine, leaveEngine } from "./queue-line.ts";
import { reasonAlone, waitNumbers } from "./reasons.ts";
import type { Handler } from "./rules.ts";
import type { ConversationRow, EntryRow, TeamRow } from "./state.ts";
import { must, putConversation, type Stepping } from "./stepping.ts";
import { type NotTaken, takerOf } from "./taking.ts";

type Requested = EventOf<"handoff:requested">;

function refusal(s: Stepping, event: Requested): RefusalCode | null {
  const { state } = s;
  const { degree, former } = event;
  if (degree !== null && !(degree >= 0 && degree <= 1)) return "invalid";
  if (former !== null && !(former.creditMs >= 0 && former.enteredAt <= former.endedAt && former.endedAt <= s.at))
    return "invalid";
  if (!state.teams.has(event.teamId)) return "unknown_team";
  const live = state.conversations.get(event.conversationId);
  if (live !== undefined) return live.state === "waiting" ? "already_waiting" : "already_assigned";
  return state.index.conversationOfCustomer.has(event.customerId) ? "customer_has_conversation" : null;
}

function newConversation(s: Stepping, event: Requested, teamId: string): ConversationRow {
  const customerPresentOn = [...new Set(event.customerPresentOn)].sort();
  const isAway = customerPresentOn.length === 0;
  return {
    id: event.conversationId,
    customerId: event.customerId,
    teamId,
    state: "waiting",
    assigneeId: null,
    turn: "agent",
    turnSince: s.at,
    turnSeq: event.turnSeq,
    customerPresentOn,
    customerGoneAt: isAway ? s.at : null,
    customerGraceUntil: isAway ? s.at + s.state.settings.graceCustomerMs : null,
    quietWarnAt: null,
    quietCloseAt: null,
    hops: 0,
    ...NO_RUN,
  };
}

export const requestHandoff: Handler<"handoff:requested"> = (s, event) => {
  const code = refusal(s, event);
  if (code !== null) return code;
  const wants = { language: event.language ?? null, skill: event.skill ?? null };
  const taker = takerOf(s.state, must(s.state.teams, event.teamId), wants);
  if (typeof taker === "string") return taker;
  const conversation = newConversation(s, event, taker.team.id);
  putConversation(s, conversation);
  const entry = enterLine(s, conversation, {
    place: placeFor(s, event, taker.team),
    why: "handoff",
    declinedBy: [],
    preferAgentId: event.preferAgentId,
    wants,
  });
  if (taker.not !== null) tellOverflow(s, entry, event.teamId, taker.not);
  return null;
};

/** R2, R3, R86: the place it has by now, or the one it lost by being away, whichever is better. */
function placeFor(s: Stepping, event: Requested, team: TeamRow): Place {
  const { degree, former } = event;
  const { settings } = s.state;
  const isVip = event.isVip === true;
  const creditMs = s.rules.creditMs(degree, isVip ? team.vipCreditMs : 0, settings);
  const fresh = { entryKey: s.at - creditMs, enteredAt: s.at, creditMs, degree, needs: null, isVip };
  if (former === null || s.at - former.endedAt > settings.placeKeptMs) return fresh;
  const keptMs = Math.min(former.creditMs, settings.creditBoundMs);
  const entryKey = former.enteredAt - keptMs;
  return entryKey < fresh.entryKey ? { ...fresh, entryKey, enteredAt: former.enteredAt, creditMs: keptMs } : fresh;
}

const OVERFLOW_WHY: Record<NotTaken, ReasonWhy> = {
  team_closed: "overflow_closed",
  nobody_available: "overflow_nobody",
  queue_full: "overflow_full",
};

/** The team that was asked did not take it; `teamId` of the reason is that team's. */
function tellOverflow(s: Stepping, entry: EntryRow, teamId: string, not: NotTaken): void {
  const { id, conversationId } = entry;
  const alone = reasonAlone(s.state, { id, teamId }, OVERFLOW_WHY[not], waitNumbers(s.state, entry, s.at));
  s.reasons.push({ about: "diversion", id, conversationId, at: s.at, ...alone });
}

export const leaveQueue: Handler<"queue:left"> = (s, event) => {
  const conversation = s.state.conversations.get(event.conversationId);
  if (conversation === undefined) return "unknown_conversation";
  if (conversation.state !== "waiting") return "not_waiting";
  leaveEngine(s, conversation, { how: event.how, by: "customer", byId: null });
  return null;
};
