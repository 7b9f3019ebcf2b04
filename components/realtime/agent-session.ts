import type { AgentCommands, AgentEvents, ConversationId, Desk, Item } from "#server/contract/index.ts";
import {
  addConversationItems,
  addEarlierItems,
  boardKey,
  conversationErrorKey,
  conversationKey,
  conversationLists,
  deskKey,
  isUnreadKind,
  openConversation,
  requestLists,
  type OpenConversation,
} from "./agent-state.ts";
import { agentEventNames, applyAgentEvent } from "./apply-agent-event.ts";
import { patch, type Cache } from "./cache.ts";
import type { Clock } from "./clock.ts";
import type { AgentOutput, EventData, NameOf } from "./command-shapes.ts";
import { createCursorSender } from "./cursor-sender.ts";
import { deskEventOf, offersAdded, type DeskEvent } from "./desk-events.ts";
import { createHoldSet } from "./hold-set.ts";
import type { OutboxEntry } from "./outbox-store.ts";
import { RefusedError } from "./refused-error.ts";
import { createResumer } from "./resumer.ts";
import type { ServerClock } from "./server-clock.ts";
import type { SocketClient } from "./socket-client.ts";
import { hasHole } from "./stream-log.ts";
import { TYPING_LASTS_MS } from "./typing-sender.ts";

const REPAIR_EVERY_MS = 30_000;
/** How long a conversation nobody looks at any more is still followed. */
const LINGER_MS = 30_000;
const DESK = "desk";
const BOARD = "board";
/** After these, what the reader may do here, or what hangs on the conversation, has changed: read its head again. */
const steeringKinds: ReadonlySet<Item["kind"]> = new Set<Item["kind"]>([
  "queued",
  "left_queue",
  "assigned",
  "unassigned",
  "closed",
  "request",
  "transfer",
  "offer_ended",
]);

export type AgentClient = SocketClient<AgentCommands, AgentEvents>;

export interface AgentSession {
  start(): void;
  stop(): void;
  /** Opens and follows a conversation until released. */
  follow(id: ConversationId): () => void;
  /** Opens the live board until released. */
  watchBoard(): () => void;
  loadEarlier(id: ConversationId): Promise<void>;
  read(id: ConversationId, seq: number): void;
  takeAck(entry: OutboxEntry, data: unknown): void;
  onDeskEvent(run: (event: DeskEvent) => void): () => void;
}

/**
 * The staff side of the wire without any screen: the desk, every conversation on it and every one looked at, the board.
 * The conversations of the own desk are followed whether shown or not, so that unread counts and alerts are right.
 */
export function createAgentSession(options: {
  client: AgentClient;
  cache: Cache;
  clock: Clock;
  random: () => number;
  serverClock: ServerClock;
}): AgentSession {
  const { client, cache, clock, random, serverClock } = options;
  const stops: (() => void)[] = [];
  const deskRuns = new Set<(event: DeskEvent) => void>();
  /** Opened on the present socket, so their events come. */
  const opened = new Set<string>();
  const stale = new Set<string>();
  /** Highest number heard of per stream: an event may come before the snapshot it follows. */
  const heard = new Map<string, number>();
  const deskHolds = new Map<ConversationId, () => void>();
  const typingTimers = new Map<string, () => void>();
  let isDeskOpened = false;
  let mustReset = false;
  let cancelRepair: (() => void) | null = null;

  const desk = (): Desk | undefined => cache.read(deskKey);
  const isOnline = (): boolean => client.connection().status === "online";
  const tell = (event: DeskEvent): void => {
    for (const run of deskRuns) run(event);
  };

  const cursors = createCursorSender(clock, async (id, cursor) => {
    if (!isOnline()) return false;
    return (await client.call("cursor:advance", { conversationId: id as ConversationId, ...cursor })).ok;
  });
  const follows = createHoldSet<ConversationId>(clock, LINGER_MS, {
    onFirst: (id) => isOnline() && resumer.resume(id),
    onLast(id) {
      opened.delete(id);
      cache.remove(conversationKey(id));
      cache.remove(conversationErrorKey(id));
      if (isOnline()) void client.call("conversation:leave", { conversationId: id });
    },
  });
  const board = createHoldSet<typeof BOARD>(clock, LINGER_MS, {
    onFirst: () => isOnline() && resumer.resume(BOARD),
    onLast: () => isOnline() && void client.call("board:leave", {}),
  });

  const resumer = createResumer({
    clock,
    random,
    hasHole(stream) {
      if (stream === BOARD) return board.has(BOARD) && !opened.has(BOARD);
      if (stream === DESK) return !isDeskOpened || (desk()?.seq ?? 0) < (heard.get(DESK) ?? 0);
      const id = stream as ConversationId;
      if (!follows.has(id)) return false;
      const log = cache.read(conversationKey(id))?.log;
      return (
        !opened.has(id) ||
        stale.has(id) ||
        (log !== undefined && hasHole(log)) ||
        (log?.head ?? 0) < (heard.get(id) ?? 0)
      );
    },
    fetchPage(stream) {
      if (stream === BOARD) return fetchBoard();
      if (stream === DESK) return isDeskOpened ? resumeDesk() : openDesk();
      const id = stream as ConversationId;
      return opened.has(id) && !stale.has(id) ? resumeConversation(id) : openOne(id);
    },
  });
  type Outcome = "more" | "done" | "failed";

  async function fetchBoard(): Promise<Outcome> {
    const ack = await client.call("board:open", {});
    if (!ack.ok) return ack.error.code === "forbidden" ? "done" : "failed";
    opened.add(BOARD);
    cache.write(boardKey, ack.data);
    serverClock.hear(ack.data.at);
    return "done";
  }

  async function openDesk(): Promise<Outcome> {
    const ack = await client.call("desk:open", {});
    if (!ack.ok) return "failed";
    const before = desk();
    isDeskOpened = true;
    if (!before || mustReset || ack.data.seq >= before.seq) {
      mustReset = false;
      cache.write(deskKey, ack.data);
      for (const event of offersAdded(before, ack.data)) tell(event);
    }
    followDesk();
    return "done";
  }
  async function resumeDesk(): Promise<Outcome> {
    const ack = await client.call("desk:resume", { afterSeq: desk()?.seq ?? 0 });
    if (!ack.ok) return "failed";
    if (ack.data.kind === "reset") {
      // The server does not count from where this page stands: whatever it says now is right.
      mustReset = true;
      isDeskOpened = false;
      return "more";
    }
    for (const entry of ack.data.changes) changeDesk(entry);
    return ack.data.isDone || ack.data.changes.length === 0 ? "done" : "more";
  }
  function changeDesk(data: EventData<AgentEvents, "desk:changed">): void {
    const before = desk()?.seq;
    heard.set(DESK, Math.max(data.seq, heard.get(DESK) ?? 0));
    applyAgentEvent(cache, "desk:changed", data);
    const after = desk()?.seq;
    if (before !== undefined && after === before && data.seq > before) resumer.hole(DESK);
    if (before === after) return;
    const { change } = data;
    if (change.kind === "offer_made") serverClock.hear(change.offer.now);
    const event = deskEventOf(change);
    if (event) tell(event);
    // What this reader may do in it has changed, whether it came or went.
    if (change.kind === "conversation_gone" && follows.has(change.conversationId)) refresh(change.conversationId);
    if (change.kind === "conversation_taken" && follows.has(change.conversation.id)) refresh(change.conversation.id);
    followDesk();
  }
  /** Follows exactly the conversations of the desk, besides what screens hold. */
  function followDesk(): void {
    const wanted = new Set(desk()?.conversations.map(({ id }) => id));
    for (const [id, release] of deskHolds) {
      if (wanted.has(id)) continue;
      release();
      deskHolds.delete(id);
    }
    for (const id of wanted) if (!deskHolds.has(id)) deskHolds.set(id, follows.hold(id));
  }

  function refresh(id: ConversationId): void {
    stale.add(id);
    resumer.resume(id);
  }
  async function openOne(id: ConversationId): Promise<Outcome> {
    stale.delete(id);
    const ack = await client.call("conversation:open", { conversationId: id });
    if (!ack.ok) {
      if (ack.error.code !== "not_found" && ack.error.code !== "forbidden") {
        if (opened.has(id)) stale.add(id);
        return "failed";
      }
      // Not this reader's (any more): what was held must not stay on screen. Marked as opened, so nothing asks again.
      opened.add(id);
      heard.delete(id);
      cache.remove(conversationKey(id));
      cache.write(conversationErrorKey(id), ack.error.code);
      return "done";
    }
    opened.add(id);
    const before = cache.read(conversationKey(id));
    const after = openConversation(before, ack.data);
    cache.write(conversationKey(id), after);
    cache.write(conversationErrorKey(id), null);
    took(id, before, after);
    return "done";
  }
  async function resumeConversation(id: ConversationId): Promise<Outcome> {
    const before = cache.read(conversationKey(id));
    if (!before) return "done";
    const ack = await client.call("stream:resume", { conversationId: id, afterSeq: before.log.last });
    if (!ack.ok) {
      if (ack.error.code !== "not_found") return "failed";
      opened.delete(id);
      return "more";
    }
    const held = cache.read(conversationKey(id));
    const after = patch(cache, conversationKey(id), (open) =>
      addConversationItems(open, ack.data.conversation, ack.data.items),
    );
    if (!after) return "done";
    took(id, held, after);
    // The word that steered it was lost; with it may have gone what this reader may do, and whether they hear more.
    if (ack.data.items.some(({ kind }) => steeringKinds.has(kind))) stale.add(id);
    return stale.has(id) || (!ack.data.isDone && after.log.last !== before.log.last) ? "more" : "done";
  }

  /** After items of a conversation came, by whatever way: received cursors and alerts. */
  function took(id: ConversationId, before: OpenConversation | undefined, after: OpenConversation): void {
    const isMine = desk()?.conversations.some((conversation) => conversation.id === id) ?? false;
    if (!isMine) return;
    const newest = after.log.items.findLast(isUnreadKind);
    if (newest && newest.seq <= after.log.last && newest.seq > after.ownCursor.deliveredSeq)
      cursors.delivered(id, newest.seq);
    if (!before || before.log.items === after.log.items) return;
    const known = new Set(before.log.items.map(({ seq }) => seq));
    for (const item of after.log.items) {
      if (item.seq > before.log.floor && isUnreadKind(item) && !known.has(item.seq))
        tell({ kind: "message", item, conversation: after.conversation });
    }
  }

  function hear<N extends NameOf<AgentEvents>>(name: N, data: EventData<AgentEvents, N>): void {
    if (name === "desk:changed") return changeDesk(data as EventData<AgentEvents, "desk:changed">);
    if (name === "item:created") return hearItem(data as EventData<AgentEvents, "item:created">);
    applyAgentEvent(cache, name, data);
    if (name === "typing:changed") watchTyping(data as EventData<AgentEvents, "typing:changed">);
    else if (name === "board:changed") serverClock.hear((data as EventData<AgentEvents, "board:changed">).at);
    else if (name === "agent:alerted")
      tell({ kind: "overdue", alert: data as EventData<AgentEvents, "agent:alerted"> });
    else if (name === "queue:alerted")
      tell({ kind: "long_wait", alert: data as EventData<AgentEvents, "queue:alerted"> });
    else if (name === "heads:moved") hearHeads(data as EventData<AgentEvents, "heads:moved">);
    else if (name === "settings:changed") {
      const { what } = data as EventData<AgentEvents, "settings:changed">;
      // Reasons, teams and the shop's name stand on the desk too.
      if (what !== "answers" && what !== "canned") {
        isDeskOpened = false;
        resumer.resume(DESK);
      }
    }
  }
  function hearItem(data: EventData<AgentEvents, "item:created">): void {
    const { id } = data.conversation;
    serverClock.hear(data.item.createdAt);
    const before = cache.read(conversationKey(id));
    if (!before) heard.set(id, Math.max(data.item.seq, heard.get(id) ?? 0));
    applyAgentEvent(cache, "item:created", data);
    const after = cache.read(conversationKey(id));
    if (!before || !after) return;
    took(id, before, after);
    if (hasHole(after.log)) resumer.hole(id);
    if (steeringKinds.has(data.item.kind) && follows.has(id)) refresh(id);
  }
  function hearHeads({ heads, deskSeq, boxSeq }: EventData<AgentEvents, "heads:moved">): void {
    for (const { conversationId } of heads) {
      const log = cache.read(conversationKey(conversationId))?.log;
      if (log && hasHole(log)) resumer.resume(conversationId);
    }
    if (boxSeq !== null) {
      // The desk carries how many requests are open, and no change of it tells that number: it is read again whole.
      isDeskOpened = false;
      resumer.resume(DESK);
    } else if (deskSeq !== null && deskSeq > (desk()?.seq ?? 0)) resumer.resume(DESK);
  }
  function watchTyping(data: EventData<AgentEvents, "typing:changed">): void {
    const key = `${data.conversationId} ${data.by} ${data.staffId ?? ""}`;
    typingTimers.get(key)?.();
    typingTimers.delete(key);
    if (!data.isTyping) return;
    const end = (): void => {
      typingTimers.delete(key);
      applyAgentEvent(cache, "typing:changed", { ...data, isTyping: false });
    };
    typingTimers.set(key, clock.after(TYPING_LASTS_MS, end));
  }

  function resumeAll(): void {
    resumer.resume(DESK);
    for (const id of follows.keys()) resumer.resume(id);
  }
  function repairSoon(): void {
    cancelRepair = clock.after(REPAIR_EVERY_MS, () => {
      if (isOnline()) resumeAll();
      repairSoon();
    });
  }

  return {
    start() {
      for (const name of agentEventNames) stops.push(client.on(name, (data) => hear(name, data)));
      stops.push(
        client.onOnline(() => {
          serverClock.forget();
          resumer.rest();
          opened.clear();
          isDeskOpened = false;
          resumeAll();
          if (board.has(BOARD)) resumer.resume(BOARD);
          for (const path of [conversationLists.path, requestLists.path, ["command"]]) cache.invalidate(path);
          cursors.flush();
        }),
        client.onNudge(resumeAll),
      );
      repairSoon();
    },
    stop() {
      for (const stop of stops.splice(0)) stop();
      for (const cancel of typingTimers.values()) cancel();
      typingTimers.clear();
      for (const release of deskHolds.values()) release();
      deskHolds.clear();
      follows.stop();
      board.stop();
      cancelRepair?.();
      resumer.rest();
      cursors.stop();
      opened.clear();
      isDeskOpened = false;
    },
    follow: (id) => follows.hold(id),
    watchBoard: () => board.hold(BOARD),
    async loadEarlier(id) {
      const open = cache.read(conversationKey(id));
      if (!open?.hasEarlier) return;
      const ack = await client.call("conversation:earlier", { conversationId: id, beforeSeq: open.log.floor + 1 });
      if (!ack.ok) throw new RefusedError(ack.error);
      patch(cache, conversationKey(id), (held) => addEarlierItems(held, ack.data));
    },
    read(id, seq) {
      const open = cache.read(conversationKey(id));
      if (!open || open.ownCursor.readSeq >= seq) return;
      // Shown as read at once here; other tabs and the customer hear it from the server.
      applyAgentEvent(cache, "cursor:moved", {
        conversationId: id,
        by: "staff",
        cursor: { deliveredSeq: seq, readSeq: seq },
      });
      cursors.read(id, seq);
    },
    takeAck(entry, data) {
      // This socket hears of its own item here and nowhere else.
      hearItem(data as AgentOutput<"message:send">);
    },
    onDeskEvent(run) {
      deskRuns.add(run);
      return () => void deskRuns.delete(run);
    },
  };
}
