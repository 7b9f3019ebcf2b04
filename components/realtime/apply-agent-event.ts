import type { AgentEvents, ConversationId, ConversationView, Desk, RequestState } from "#server/contract/index.ts";
import {
  addConversationItems,
  boardKey,
  conversationKey,
  conversationLists,
  deskKey,
  isUnreadKind,
  mergeHead,
  openConversations,
  requestLists,
  sessionEndedKey,
  unreadIn,
  type ConversationList,
  type OpenConversation,
  type RequestList,
  type Which,
} from "./agent-state.ts";
import { applyDeskChange } from "./apply-desk-change.ts";
import { patch, type Cache, type CacheKey } from "./cache.ts";
import type { AgentOutput, EventData, NameOf } from "./command-shapes.ts";
import { laterCursor } from "./later-cursor.ts";
import { noteHead } from "./stream-log.ts";

type Name = NameOf<AgentEvents>;
type Data<N extends Name> = EventData<AgentEvents, N>;

/** Reads that an admin's change makes stale, by what was changed. */
const staleCommands: Record<Data<"settings:changed">["what"], readonly string[]> = {
  answers: [
    "answer:list",
    "answer:get",
    "assist:suggest",
    "answer:try",
    "library:list",
    "library:get",
    "library:diff",
    "library:versions",
    "unanswered:list",
    "learned:list",
  ],
  people: ["person:list", "colleague:list"],
  teams: ["person:list", "colleague:list"],
  settings: ["settings:get"],
  canned: ["canned:list"],
};
/** Reads that any move of the library makes stale. */
const libraryReads = [
  "library:list",
  "library:get",
  "library:diff",
  "library:versions",
  "library:collisions",
  "library:suggest-questions",
  "answer:try",
  "unanswered:list",
  "learned:list",
];
/** After these the lists of conversations are not what they were. */
const movingKinds: ReadonlySet<string> = new Set(["queued", "left_queue", "assigned", "unassigned", "closed"]);

/** THE place where what a staff socket hears becomes state: pure reducers below, and here which pieces each one touches. */
const reducers: { [N in Name]: (cache: Cache, data: Data<N>) => void } = {
  "item:created": (cache, data) => {
    const open = patch(cache, conversationKey(data.conversation.id), (held) =>
      addConversationItems(held, data.conversation, [data.item]),
    );
    eachView(cache, data.conversation.id, (view) => viewWithItem(view, data, open));
    for (const { key } of cache.held(conversationLists))
      patch(cache, key, (list) => keepState(list, key.path[1] as Which));
    if (movingKinds.has(data.item.kind)) cache.invalidate(conversationLists.path);
  },
  "desk:changed": (cache, { seq, change }) => {
    patch(cache, deskKey, (desk) => applyDeskChange(desk, seq, change));
    if (change.kind === "conversation_taken" || change.kind === "conversation_gone")
      cache.invalidate(conversationLists.path);
  },
  "typing:changed": (cache, data) =>
    void patch(cache, conversationKey(data.conversationId), (open) => withTypist(open, data)),
  "cursor:moved": (cache, { conversationId, by, cursor }) => {
    const open = patch(cache, conversationKey(conversationId), (held) => withCursor(held, by, cursor));
    if (open && by === "staff")
      eachView(cache, conversationId, (view) =>
        view.unread === open.conversation.unread ? view : { ...view, unread: open.conversation.unread },
      );
  },
  "customer:presence-changed": (cache, { customerId, isPresent, pageUrl }) => {
    const change = (view: ConversationView): ConversationView =>
      view.customerId === customerId && view.isCustomerPresent !== isPresent
        ? { ...view, isCustomerPresent: isPresent }
        : view;
    eachView(cache, null, change);
    for (const { key } of cache.held(openConversations)) {
      patch(cache, key, (open) =>
        open.customer.id === customerId
          ? { ...open, conversation: change(open.conversation), customer: { ...open.customer, isPresent, pageUrl } }
          : open,
      );
    }
  },
  "request:changed": (cache, data) => {
    patch(cache, deskKey, (desk) => ({ ...desk, openRequests: data.openRequests }));
    for (const { key, value } of cache.held(requestLists)) {
      if (data.boxSeq > value.boxSeq + 1) cache.invalidate(key.path);
      else patch(cache, key, (list) => withRequest(list, key.path[1] as readonly RequestState[], data));
    }
    for (const { key } of cache.held(openConversations))
      patch(cache, key, (open) => withCustomersRequest(open, data.request));
  },
  // Passing: told to whoever listens, held by nobody.
  "agent:alerted": () => undefined,
  "queue:alerted": () => undefined,
  "board:changed": (cache, board) => void patch(cache, boardKey, (held) => (held.at > board.at ? held : board)),
  "queue:changed": (cache) => cache.invalidate([...conversationLists.path, "waiting"]),
  "settings:changed": (cache, { what }) => {
    for (const name of staleCommands[what]) cache.invalidate(["command", name]);
  },
  "library:changed": (cache) => {
    for (const name of libraryReads) cache.invalidate(["command", name]);
  },
  "unanswered:changed": (cache) => cache.invalidate(["command", "unanswered:list"]),
  "learned:changed": (cache) => {
    for (const name of ["learned:list", "answer:try"]) cache.invalidate(["command", name]);
  },
  "library:job": (cache, { id, share, state }) => {
    const path = ["command", "library:job", { id }];
    const key: CacheKey<AgentOutput<"library:job">> = { path };
    // What it found comes with the job itself.
    if (state === "running" || state === "writing") patch(cache, key, (job) => ({ ...job, share, state }));
    else for (const stale of [path, ["command", "library:jobs"]]) cache.invalidate(stale);
  },
  "heads:moved": (cache, { heads, boxSeq }) => {
    for (const { conversationId, seq } of heads)
      patch(cache, conversationKey(conversationId), (open) => ({ ...open, log: noteHead(open.log, seq) }));
    if (boxSeq !== null && cache.held(requestLists).some(({ value }) => value.boxSeq < boxSeq))
      cache.invalidate(requestLists.path);
  },
  "session:ended": (cache, { reason }) => cache.write(sessionEndedKey, reason),
};

export const agentEventNames = Object.keys(reducers) as Name[];

export function applyAgentEvent<N extends Name>(cache: Cache, name: N, data: Data<N>): void {
  reducers[name](cache, data);
}

/** A row of a list after an item; the number of unread ones from the open log where there is one. */
function viewWithItem(
  view: ConversationView,
  { item, conversation }: Data<"item:created">,
  open: OpenConversation | undefined,
): ConversationView {
  if (view.id !== conversation.id) return view;
  const isNew = item.seq > view.headSeq && isUnreadKind(item);
  return { ...mergeHead(view, conversation, item), unread: open?.conversation.unread ?? view.unread + (isNew ? 1 : 0) };
}

function withTypist(
  open: OpenConversation,
  { by, staffId, name, isTyping, preview }: Data<"typing:changed">,
): OpenConversation {
  const others = open.typing.filter((typist) => typist.by !== by || typist.staffId !== staffId);
  if (!isTyping && others.length === open.typing.length) return open;
  return { ...open, typing: isTyping ? [...others, { by, staffId, name, preview }] : others };
}

function withCursor(
  open: OpenConversation,
  by: "customer" | "staff",
  cursor: Data<"cursor:moved">["cursor"],
): OpenConversation {
  if (by === "customer") return { ...open, customerCursor: laterCursor(open.customerCursor, cursor) };
  const ownCursor = laterCursor(open.ownCursor, cursor);
  const unread = unreadIn(open.log, ownCursor, open.conversation.unread);
  return { ...open, ownCursor, conversation: { ...open.conversation, unread } };
}

/** Newest first, as the server lists them. */
function withRequest(
  list: RequestList,
  states: readonly RequestState[],
  { boxSeq, request, openRequests }: Data<"request:changed">,
): RequestList {
  if (boxSeq <= list.boxSeq) return list;
  const others = list.requests.filter(({ id }) => id !== request.id);
  const requests = states.includes(request.state)
    ? [...others, request].sort((a, b) => b.createdAt - a.createdAt)
    : others;
  return { ...list, requests, boxSeq, openRequests };
}

function withCustomersRequest(open: OpenConversation, request: Data<"request:changed">["request"]): OpenConversation {
  if (open.customer.id !== request.customerId) return open;
  const others = open.requests.filter(({ id }) => id !== request.id);
  return { ...open, requests: [...others, request].sort((a, b) => b.createdAt - a.createdAt) };
}

function keepState(list: ConversationList, which: Which): ConversationList {
  const conversations = list.conversations.filter(({ state }) => state === which);
  return conversations.length === list.conversations.length ? list : { ...list, conversations };
}

/** Changes the rows of one conversation (or of all) wherever rows are shown; untouched lists keep their identity. */
function eachView(cache: Cache, id: ConversationId | null, change: (view: ConversationView) => ConversationView): void {
  const changed = <T extends readonly ConversationView[]>(views: T): T | ConversationView[] => {
    const next = views.map((view) => (id === null || view.id === id ? change(view) : view));
    return next.some((view, index) => view !== views[index]) ? next : views;
  };
  patch(cache, deskKey, (desk): Desk => {
    const conversations = changed(desk.conversations);
    return conversations === desk.conversations ? desk : { ...desk, conversations };
  });
  for (const { key } of cache.held(conversationLists)) {
    patch(cache, key, (list) => {
      const conversations = changed(list.conversations);
      return conversations === list.conversations ? list : { ...list, conversations };
    });
  }
}
