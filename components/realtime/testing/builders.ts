import type {
  ConversationHead,
  ConversationId,
  ConversationView,
  CustomerConversation,
  CustomerId,
  CustomerItem,
  Desk,
  Item,
  ItemId,
  OfferId,
  OfferView,
  RequestId,
  RequestView,
  SiteId,
  StaffId,
  TeamId,
} from "#server/contract/index.ts";
import type { AgentOutput, CustomerOutput } from "../command-shapes.ts";

/** A UUID that a test can read: the kind and the number are in it. Ids are branded strings; here is where they are made. */
const uuid = (kind: number, n: number): string => `0000000${kind}-0000-4000-8000-${String(n).padStart(12, "0")}`;
export const conversationId = (n: number) => uuid(1, n) as ConversationId;
export const itemId = (conversation: number, seq: number) => uuid(2, conversation * 100_000 + seq) as ItemId;
export const staffId = (n: number) => uuid(3, n) as StaffId;
export const customerId = (n: number) => uuid(4, n) as CustomerId;
export const teamId = (n: number) => uuid(5, n) as TeamId;
export const offerId = (n: number) => uuid(6, n) as OfferId;
export const requestId = (n: number) => uuid(7, n) as RequestId;
const siteId = uuid(8, 1) as SiteId;

export const site = { id: siteId, key: "shop", name: "Shop", greeting: { en: "Hello" }, accentColor: "#aa0000" };
export const me = {
  id: staffId(1),
  email: "lin@example.com",
  name: "Lin",
  roles: ["agent" as const],
  language: "en",
  mustChangePassword: false,
};

type MessageOf<T extends { kind: string }> = Extract<T, { kind: "message" }>;

/** A message as its customer reads it. */
export function customerMessage(
  conversation: number,
  seq: number,
  change: Partial<MessageOf<CustomerItem>> = {},
): MessageOf<CustomerItem> {
  return {
    id: itemId(conversation, seq),
    conversationId: conversationId(conversation),
    seq,
    author: { kind: "customer", name: null },
    clientId: null,
    createdAt: 1_000 * seq,
    kind: "message",
    data: { text: `${conversation}/${seq}`, picture: null, reply: null, requestId: null, auto: null },
    ...change,
  };
}
export const customerAssigned = (conversation: number, seq: number): CustomerItem => ({
  id: itemId(conversation, seq),
  conversationId: conversationId(conversation),
  seq,
  author: { kind: "system", name: null },
  clientId: null,
  createdAt: 1_000 * seq,
  kind: "assigned",
  data: { agentName: "Lin" },
});
export function customerConversation(n: number, change: Partial<CustomerConversation> = {}): CustomerConversation {
  const cursor = { deliveredSeq: 0, readSeq: 0 };
  return {
    id: conversationId(n),
    state: "library",
    openedAt: n * 1_000,
    closedAt: null,
    closeReason: null,
    agentName: null,
    isRated: false,
    headSeq: 0,
    staffCursor: cursor,
    ownCursor: cursor,
    ...change,
  };
}
export function threadSnapshot(change: Partial<CustomerOutput<"thread:open">> = {}): CustomerOutput<"thread:open"> {
  return {
    site,
    customer: { id: customerId(1), name: null, contact: null, language: "en" },
    conversations: [],
    items: [],
    hasEarlier: false,
    place: null,
    peopleOnline: 2,
    hours: { teamId: teamId(1), isOpen: true, nextTurnAt: null },
    ...change,
  };
}

/** A message as staff read it. */
export function message(conversation: number, seq: number, change: Partial<MessageOf<Item>> = {}): MessageOf<Item> {
  return {
    id: itemId(conversation, seq),
    conversationId: conversationId(conversation),
    seq,
    publicSeq: seq,
    author: { kind: "customer", id: customerId(conversation), name: "Wei" },
    clientId: null,
    createdAt: 1_000 * seq,
    kind: "message",
    data: { text: `${conversation}/${seq}`, picture: null, reply: null, requestId: null, answerId: null, auto: null },
    ...change,
  };
}
export function conversationView(n: number, change: Partial<ConversationView> = {}): ConversationView {
  return {
    id: conversationId(n),
    state: "served",
    customerId: customerId(n),
    customerName: "Wei",
    language: "en",
    teamId: teamId(1),
    teamName: "Orders",
    assigneeId: me.id,
    assigneeName: "Lin",
    headSeq: 0,
    turn: "nobody",
    turnSince: 0,
    owedSince: null,
    ladderStep: 0,
    promisedAt: null,
    isReoffered: false,
    lastText: null,
    lastAuthorKind: null,
    lastAt: 0,
    openedAt: n,
    closedAt: null,
    closeReason: null,
    outcome: null,
    lowestDegree: null,
    meanDegree: null,
    rating: null,
    isCustomerPresent: true,
    unread: 0,
    ...change,
  };
}
export function headOf(view: ConversationView): ConversationHead {
  const {
    language: _language,
    customerId: _customerId,
    customerName: _customerName,
    teamName: _teamName,
    assigneeName: _assigneeName,
    openedAt: _openedAt,
    isCustomerPresent: _present,
    ladderStep: _ladderStep,
    promisedAt: _promisedAt,
    isReoffered: _isReoffered,
    unread: _unread,
    ...head
  } = view;
  return head;
}
export function opened(
  view: ConversationView,
  items: Item[],
  change: Partial<AgentOutput<"conversation:open">> = {},
): AgentOutput<"conversation:open"> {
  return {
    conversation: view,
    customer: {
      id: view.customerId,
      name: "Wei",
      contact: null,
      language: "en",
      kind: "customer",
      isVip: false,
      isPresent: true,
      pageUrl: null,
      firstSeenAt: 0,
      lastSeenAt: 0,
    },
    items,
    hasEarlier: false,
    customerCursor: { deliveredSeq: 0, readSeq: 0 },
    ownCursor: { deliveredSeq: 0, readSeq: 0 },
    earlier: [],
    requests: [],
    may: { send: true, note: true, transfer: true, close: true, steer: false },
    ...change,
  };
}
export function offer(n: number, change: Partial<OfferView> = {}): OfferView {
  return {
    id: offerId(n),
    conversation: conversationView(n, { state: "waiting" }),
    isTransfer: false,
    kind: "queue",
    fromName: null,
    note: null,
    quote: null,
    waitingSince: n,
    createdAt: n,
    deadlineAt: n + 30_000,
    now: n,
    decision: null,
    ...change,
  };
}
export function desk(change: Partial<Desk> = {}): Desk {
  return {
    seq: 0,
    me,
    availability: "available",
    busyReason: null,
    availabilityAt: 0,
    availabilityUntil: null,
    isAwayByItself: false,
    notResponding: null,
    leavingAt: null,
    wrapUps: [],
    load: 0,
    capacity: 3,
    teams: [],
    offers: [],
    conversations: [],
    busyReasons: [],
    owedLimitMs: 180_000,
    awayAfterMs: null,
    openRequests: 0,
    site,
    ...change,
  };
}
export function request(n: number, change: Partial<RequestView> = {}): RequestView {
  return {
    id: requestId(n),
    number: n,
    state: "stored",
    conversationId: conversationId(n),
    customerId: customerId(n),
    customerName: "Wei",
    contact: null,
    language: "en",
    teamId: null,
    teamName: null,
    text: "Call me",
    isAutomatic: false,
    createdAt: n,
    claimedBy: null,
    claimedAt: null,
    answeredAt: null,
    answerText: null,
    readAt: null,
    ...change,
  };
}
