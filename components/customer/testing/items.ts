import type {
  ConversationId,
  CustomerConversation,
  CustomerItem,
  ItemId,
  MediaId,
  RequestId,
  SiteId,
  SiteView,
} from "#server/contract/index.ts";

type ItemOf<K extends CustomerItem["kind"]> = Extract<CustomerItem, { kind: K }>;

export const site: SiteView = {
  id: "0198a000-0000-7000-8000-000000000001" as SiteId,
  key: "main",
  name: "Fennel & Oak",
  greeting: {
    en: "Hello! Ask us anything about lamps, tables and deliveries.",
    zh: "您好！灯具、桌子、配送，都可以问我们。",
  },
  accentColor: "#2f5bd8",
};

export const conversationId = "0198a000-0000-7000-8000-0000000000c1" as ConversationId;

/** A chapter as it stands; reads 0 on both sides unless told. */
export function conversation(change: Partial<CustomerConversation> = {}): CustomerConversation {
  return {
    id: conversationId,
    state: "library",
    openedAt: 0,
    closedAt: null,
    closeReason: null,
    agentName: null,
    isRated: false,
    headSeq: 0,
    staffCursor: { deliveredSeq: 0, readSeq: 0 },
    ownCursor: { deliveredSeq: 0, readSeq: 0 },
    ...change,
  };
}

/** Writes a log in order: each call adds the next item, a minute apart unless `at` says otherwise. */
export function logWriter(start: number, inConversation: ConversationId = conversationId) {
  const items: CustomerItem[] = [];
  let at = start;
  const base = (author: CustomerItem["author"], clientId: string | null) => {
    const seq = items.length + 1;
    const id = `0198a000-0000-7000-8000-${inConversation.slice(-4)}${String(seq).padStart(8, "0")}` as ItemId;
    return { id, conversationId: inConversation, seq, author, clientId, createdAt: at };
  };
  const nobody = { text: null, picture: null, reply: null, requestId: null, auto: null };
  const put = <I extends CustomerItem>(item: I): I => {
    items.push(item);
    return item;
  };
  return {
    items,
    at: (next: number) => {
      at = next;
    },
    mine: (text: string | null, more: Partial<ItemOf<"message">["data"]> = {}, clientId = `client-${items.length}`) =>
      put({
        ...base({ kind: "customer", name: null }, clientId),
        kind: "message" as const,
        data: { ...nobody, text, ...more },
      }),
    agent: (name: string, text: string | null, more: Partial<ItemOf<"message">["data"]> = {}) =>
      put({ ...base({ kind: "agent", name }, null), kind: "message" as const, data: { ...nobody, text, ...more } }),
    library: (text: string | null, reply: Partial<NonNullable<ItemOf<"message">["data"]["reply"]>> = {}) =>
      put({
        ...base({ kind: "library", name: null }, null),
        kind: "message" as const,
        data: {
          ...nobody,
          text,
          reply: {
            say: "answer" as const,
            title: null,
            suggestions: [],
            prompt: null,
            pictures: [],
            quickReplies: [],
            followUps: [],
            ...reply,
          },
        },
      }),
    warning: () =>
      put({
        ...base({ kind: "system", name: null }, null),
        kind: "message" as const,
        data: { ...nobody, auto: "quiet_warning" },
      }),
    line: <K extends Exclude<CustomerItem["kind"], "message">>(
      kind: K,
      data: ItemOf<K>["data"],
      author: CustomerItem["author"] = { kind: "system", name: null },
    ) => put({ ...base(author, null), kind, data } as ItemOf<K>),
  };
}

export const picture = { mediaId: "0198a000-0000-7000-8000-0000000000a1" as MediaId, width: 800, height: 600 };
export const requestId = "0198a000-0000-7000-8000-0000000000d1" as RequestId;
