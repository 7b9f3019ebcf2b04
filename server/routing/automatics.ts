/**
 * R42: acts on a live chat that a newer message makes wrong. The runtime asks what is due,
 * locks those conversations' rows, reads the log number of their last change of turn, and passes
 * the numbers in the tick; a rule acts only where its number still holds.
 */
import { DEADLINE } from "./deadline-kinds.ts";
import type { ConversationRow, RoutingState } from "./state.ts";
import type { Stepping } from "./stepping.ts";

export interface DueAutomatic {
  conversationId: string;
  /** The log number the engine goes by. */
  turnSeq: number;
}

/** Conversations on which a tick at `at` would act by itself, in the order in which rows are locked. */
export function dueAutomatics(state: RoutingState, at: number): DueAutomatic[] {
  const due = new Map<string, DueAutomatic>();
  for (const { a, b, id } of state.index.deadlines) {
    if (a > at) break;
    const conversation = automaticOf(state, b, id);
    if (conversation !== null)
      due.set(conversation.id, { conversationId: conversation.id, turnSeq: conversation.turnSeq });
  }
  return [...due.values()].sort((x, y) => (x.conversationId < y.conversationId ? -1 : 1));
}

const ON_CHATS: ReadonlySet<number> = new Set([
  DEADLINE.quietWarn,
  DEADLINE.quietClose,
  DEADLINE.promise,
  DEADLINE.ladder,
]);

function automaticOf(state: RoutingState, kind: number, id: string): ConversationRow | null {
  if (kind === DEADLINE.connect)
    return state.conversations.get(state.assignments.get(id)?.conversationId ?? "") ?? null;
  if (ON_CHATS.has(kind)) return state.conversations.get(id) ?? null;
  if (kind !== DEADLINE.customerGrace) return null;
  const conversation = state.conversations.get(id);
  return conversation?.state === "assigned" ? conversation : null;
}

/**
 * Whether the number still holds. If not, notes the lapse and returns when to look again:
 * the event of the newer message is on its way and will set the clocks right.
 */
export function recheckAt(
  s: Stepping,
  conversation: ConversationRow,
  turnSeqs: Readonly<Record<string, number>>,
): number | null {
  const foundSeq = Object.hasOwn(turnSeqs, conversation.id) ? (turnSeqs[conversation.id] ?? null) : null;
  if (foundSeq === conversation.turnSeq) return null;
  const at = s.at + s.state.settings.recheckMs;
  s.notices.push({
    type: "automatic:lapsed",
    conversationId: conversation.id,
    seenSeq: conversation.turnSeq,
    foundSeq,
    recheckAt: at,
  });
  return at;
}
