/** R1–R8: into the line and out of it. */
import type { EventOf } from "./events.ts";
import { enterLine, leaveEngine } from "./queue-line.ts";
import type { Handler } from "./rules.ts";
import type { RefusalCode } from "./outcome.ts";
import type { ConversationRow } from "./state.ts";
import { putConversation, type Stepping } from "./stepping.ts";

function refusal(s: Stepping, event: EventOf<"handoff:requested">): RefusalCode | null {
  const { state } = s;
  const { degree, former } = event;
  if (degree !== null && !(degree >= 0 && degree <= 1)) return "invalid";
  if (former !== null && !(former.creditMs >= 0 && former.enteredAt <= former.endedAt && former.endedAt <= s.at))
    return "invalid";
  const team = state.teams.get(event.teamId);
  if (team === undefined) return "unknown_team";
  const live = state.conversations.get(event.conversationId);
  if (live !== undefined) return live.state === "waiting" ? "already_waiting" : "already_assigned";
  if (state.index.conversationOfCustomer.has(event.customerId)) return "customer_has_conversation";
  const line = state.index.teams.get(team.id);
  if (line === undefined || line.reachable === 0) return "nobody_available";
  if (team.maxWaiting !== null && line.ready.size === 0 && line.waiting.size >= team.maxWaiting) return "queue_full";
  return null;
}

export const requestHandoff: Handler<"handoff:requested"> = (s, event) => {
  const code = refusal(s, event);
  if (code !== null) return code;
  const { settings } = s.state;
  const customerPresentOn = [...new Set(event.customerPresentOn)].sort();
  const isAway = customerPresentOn.length === 0;
  const conversation: ConversationRow = {
    id: event.conversationId,
    customerId: event.customerId,
    teamId: event.teamId,
    state: "waiting",
    assigneeId: null,
    turn: "agent",
    turnSince: s.at,
    turnSeq: event.turnSeq,
    customerPresentOn,
    customerGoneAt: isAway ? s.at : null,
    customerGraceUntil: isAway ? s.at + settings.graceCustomerMs : null,
    quietWarnAt: null,
    quietCloseAt: null,
  };
  putConversation(s, conversation);
  const creditMs = s.rules.creditMs(event.degree, settings);
  const fresh = { entryKey: s.at - creditMs, enteredAt: s.at, creditMs, degree: event.degree };
  enterLine(s, conversation, {
    place: restoredPlace(s, event, fresh) ?? fresh,
    why: "handoff",
    declinedBy: [],
    preferAgentId: event.preferAgentId,
  });
  return null;
};

/** R3: a place lost by being away is given back for a while, if it is the better one. */
function restoredPlace(s: Stepping, event: EventOf<"handoff:requested">, fresh: { entryKey: number }) {
  const { former, degree } = event;
  const { settings } = s.state;
  if (former === null || s.at - former.endedAt > settings.placeKeptMs) return null;
  const creditMs = Math.min(former.creditMs, settings.creditBoundMs);
  const entryKey = former.enteredAt - creditMs;
  return entryKey < fresh.entryKey ? { entryKey, enteredAt: former.enteredAt, creditMs, degree } : null;
}

export const leaveQueue: Handler<"queue:left"> = (s, event) => {
  const conversation = s.state.conversations.get(event.conversationId);
  if (conversation === undefined) return "unknown_conversation";
  if (conversation.state !== "waiting") return "not_waiting";
  leaveEngine(s, conversation, { how: event.how, by: "customer", byId: null });
  return null;
};
