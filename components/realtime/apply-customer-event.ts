import type { CustomerEvents } from "#server/contract/index.ts";
import type { EventData, NameOf } from "./command-shapes.ts";
import { addItems, laterPlace, type CustomerThread } from "./customer-state.ts";
import { laterCursor } from "./later-cursor.ts";
import { noteHead } from "./stream-log.ts";

type Name = NameOf<CustomerEvents>;
type Reducers = { [N in Name]: (thread: CustomerThread, data: EventData<CustomerEvents, N>) => CustomerThread };

/** THE place where what a customer's socket hears becomes state. Pure; gives the same object when nothing changed. */
const reducers: Reducers = {
  "item:created": (thread, { item, conversation }) => addItems(thread, conversation, [item]),
  "queue:moved": (thread, place) => ({ ...thread, place: laterPlace(thread.place, place) }),
  "typing:changed": (thread, { conversationId, name, isTyping }) => {
    if (isTyping) return { ...thread, typing: { conversationId, name } };
    return thread.typing?.conversationId === conversationId ? { ...thread, typing: null } : thread;
  },
  "cursor:moved": (thread, { conversationId, by, cursor }) => {
    const conversations = thread.conversations.map((conversation) => {
      if (conversation.id !== conversationId) return conversation;
      if (by === "staff") return { ...conversation, staffCursor: laterCursor(conversation.staffCursor, cursor) };
      return { ...conversation, ownCursor: laterCursor(conversation.ownCursor, cursor) };
    });
    return { ...thread, conversations };
  },
  "hours:turned": (thread, hours) => ({ ...thread, hours }),
  "people:changed": (thread, { online }) => ({ ...thread, peopleOnline: online }),
  "heads:moved": (thread, { heads }) => {
    const logs = { ...thread.logs };
    for (const { conversationId, seq } of heads) {
      const log = logs[conversationId];
      if (log) logs[conversationId] = noteHead(log, seq);
    }
    return { ...thread, logs };
  },
};

export const customerEventNames = Object.keys(reducers) as Name[];

export function applyCustomerEvent<N extends Name>(
  thread: CustomerThread,
  name: N,
  data: EventData<CustomerEvents, N>,
): CustomerThread {
  return reducers[name](thread, data);
}
