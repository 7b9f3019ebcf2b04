/** R48: "I owe an answer by": the quiet clocks stand still while somebody has promised. The ladder does not. */
import { quietDeadlines } from "./assignments.ts";
import type { Handler } from "./rules.ts";
import type { ConversationRow } from "./state.ts";
import { putConversation, type Stepping } from "./stepping.ts";

export const makePromise: Handler<"promise:made"> = (s, event) => {
  const conversation = s.state.conversations.get(event.conversationId);
  if (conversation === undefined) return "unknown_conversation";
  if (conversation.state !== "assigned") return "not_assigned";
  if (conversation.assigneeId !== event.agentId) return "not_yours";
  const { until } = event;
  if (until !== null && !(Number.isFinite(until) && until > s.at)) return "invalid";
  if (until === conversation.promisedAt) return null;
  const row = { ...conversation, promisedAt: until, promiseMadeAt: until === null ? null : s.at };
  putConversation(s, { ...row, ...quietDeadlines(s.state, row, s.at) });
  tellPromise(s, row);
  return null;
};

function tellPromise(s: Stepping, { id, assigneeId, promisedAt }: ConversationRow): void {
  s.notices.push({ type: "promise:made", conversationId: id, agentId: assigneeId ?? "", promisedAt });
}

/** A line within this time of the promise tells the customer of it; it is not the answer. */
export const PROMISE_LINE_MS = 60_000;

type Promised = Pick<ConversationRow, "promisedAt" | "promiseMadeAt">;

/** The customer has been answered: nothing is owed any more. Returns what is left of the promise. */
export function keptPromise(s: Stepping, conversation: ConversationRow): Promised {
  const { promisedAt, promiseMadeAt } = conversation;
  if (promisedAt === null) return { promisedAt: null, promiseMadeAt: null };
  if (promiseMadeAt !== null && s.at - promiseMadeAt < PROMISE_LINE_MS) return { promisedAt, promiseMadeAt };
  tellPromise(s, { ...conversation, promisedAt: null });
  return { promisedAt: null, promiseMadeAt: null };
}
