import type { Ack } from "#server/contract/errors.ts";
import type { CustomerCommands, CustomerEvents, CustomerHead, CustomerItem } from "#server/contract/index.ts";
import { applyCustomerEvent, customerEventNames } from "./apply-customer-event.ts";
import { patch, type Cache } from "./cache.ts";
import { derivedClientId } from "./client-id.ts";
import type { Clock } from "./clock.ts";
import type { CustomerOutput, EventData, NameOf } from "./command-shapes.ts";
import { createCursorSender } from "./cursor-sender.ts";
import { addEarlier, addItems, openThread, threadItems, threadKey, type CustomerThread } from "./customer-state.ts";
import type { OutboxEntry } from "./outbox-store.ts";
import { RefusedError } from "./refused-error.ts";
import { createResumer } from "./resumer.ts";
import type { ServerClock } from "./server-clock.ts";
import type { SocketClient } from "./socket-client.ts";
import { hasHole, noteHead } from "./stream-log.ts";
import { TYPING_LASTS_MS } from "./typing-sender.ts";

/** Even without any sign of trouble, what is held is compared this often: a lost push heals without a reload. */
export const REPAIR_EVERY_MS = 30_000;
/** The stream name of "the thread as a whole", beside the chapters' ids. */
const THREAD = "thread";

export type CustomerClient = SocketClient<CustomerCommands, CustomerEvents>;

export interface CustomerSession {
  start(): void;
  stop(): void;
  loadEarlier(): Promise<void>;
  read(conversationId: string, seq: number): void;
  /** Takes what an answer to an outbox entry brought, before the entry disappears. */
  takeAck(entry: OutboxEntry, data: unknown): void;
  takeConversation(conversation: CustomerHead): void;
}

/**
 * The customer's side of the wire without any screen: opens the thread, applies events, repairs holes, acknowledges
 * the connection to an agent, tells what was received. A page and a Node client of a test use the very same.
 */
export function createCustomerSession(options: {
  client: CustomerClient;
  cache: Cache;
  clock: Clock;
  random: () => number;
  serverClock: ServerClock;
  pageUrl: () => string | null;
}): CustomerSession {
  const { client, cache, clock, random, serverClock, pageUrl } = options;
  const stops: (() => void)[] = [];
  const acknowledged = new Set<string>();
  /** Heads heard before the first snapshot was there. */
  const heardHeads = new Map<string, number>();
  const thread = (): CustomerThread | undefined => cache.read(threadKey);
  let cancelTyping: (() => void) | null = null;
  let cancelRepair: (() => void) | null = null;
  let isOpenedHere = false;
  let mustReset = false;

  const cursors = createCursorSender(clock, async (conversationId, cursor) => {
    const id = thread()?.conversations.find((conversation) => conversation.id === conversationId)?.id;
    if (!id || client.connection().status !== "online") return false;
    return (await client.call("cursor:advance", { conversationId: id, ...cursor })).ok;
  });

  const resumer = createResumer({
    clock,
    random,
    hasHole: (stream) => {
      if (stream === THREAD) return !isOpenedHere || mustReset;
      const log = thread()?.logs[stream];
      return log !== undefined && hasHole(log);
    },
    fetchPage: (stream) => (stream === THREAD ? openWhole() : resumeChapter(stream)),
  });

  async function openWhole(): Promise<"more" | "done" | "failed"> {
    const ack = await client.call("thread:open", { pageUrl: pageUrl() });
    if (!ack.ok) return "failed";
    isOpenedHere = true;
    cache.write(threadKey, openThread(mustReset ? undefined : thread(), ack.data));
    mustReset = false;
    const heard = [...heardHeads];
    heardHeads.clear();
    for (const [id, head] of heard) patchHead(id, head);
    settle();
    // One that began after the snapshot was read: once more.
    return heard.some(([id]) => !thread()?.logs[id]) ? "more" : "done";
  }

  async function resumeChapter(stream: string): Promise<"more" | "done" | "failed"> {
    const conversation = thread()?.conversations.find(({ id }) => id === stream);
    const log = thread()?.logs[stream];
    if (!conversation || !log) return "done";
    const ack = await client.call("stream:resume", { conversationId: conversation.id, afterSeq: log.last });
    if (!ack.ok) {
      if (ack.error.code !== "not_found") return "failed";
      // Erased, or another customer's now: the whole picture tells what there is.
      mustReset = true;
      resumer.resume(THREAD);
      return "done";
    }
    apply(ack.data.conversation, ack.data.items);
    const now = thread()?.logs[stream];
    // A page that brings nothing must not be asked for again and again.
    return ack.data.isDone || !now || now.last === log.last ? "done" : "more";
  }

  function apply(conversation: CustomerHead, items: readonly CustomerItem[]): void {
    // An answer may come before the first snapshot, and after that was read: nothing else tells this page what it brought.
    if (!thread()) return noteHeard(conversation.id, Math.max(conversation.headSeq, ...items.map(({ seq }) => seq)));
    if (!patch(cache, threadKey, (held) => addItems(held, conversation, items))) return;
    settle();
  }
  function noteHeard(id: string, head: number): void {
    heardHeads.set(id, Math.max(head, heardHeads.get(id) ?? 0));
  }
  function patchHead(id: string, head: number): void {
    patch(cache, threadKey, (held) => {
      const log = held.logs[id];
      return log ? { ...held, logs: { ...held.logs, [id]: noteHead(log, head) } } : held;
    });
  }

  /** After each change: holes, received cursors, and the word to the agent that this page is alive. */
  function settle(): void {
    const held = thread();
    if (!held) return;
    for (const conversation of held.conversations) {
      const log = held.logs[conversation.id];
      if (!log) continue;
      if (hasHole(log)) resumer.hole(conversation.id);
      const newest = log.items.findLast((item) => item.author.kind !== "customer");
      if (newest && newest.seq <= log.last && newest.seq > conversation.ownCursor.deliveredSeq)
        cursors.delivered(conversation.id, newest.seq);
      if (conversation.state === "served") acknowledge(conversation, log.items);
    }
  }

  /** Once per assignment, with a `clientId` every tab derives alike (C4). The items it names are already in the cache. */
  function acknowledge(conversation: CustomerHead, items: readonly CustomerItem[]): void {
    const assigned = items.findLast((item) => item.kind === "assigned");
    if (!assigned || acknowledged.has(assigned.id)) return;
    acknowledged.add(assigned.id);
    const input = { clientId: derivedClientId("connection:acknowledge", assigned.id), conversationId: conversation.id };
    void client.call("connection:acknowledge", input).then((ack) => {
      if (ack.ok || ack.error.code === "not_found" || ack.error.code === "conflict") return;
      acknowledged.delete(assigned.id);
      if (client.connection().status === "online") stops.push(clock.after(2_000, settle));
    });
  }

  function hear<N extends NameOf<CustomerEvents>>(name: N, data: EventData<CustomerEvents, N>): void {
    noteTimes(name, data);
    patch(cache, threadKey, (held) => applyCustomerEvent(held, name, data));
    settle();
  }
  function noteTimes(name: string, data: unknown): void {
    if (name === "item:created") {
      const { item, conversation } = data as EventData<CustomerEvents, "item:created">;
      serverClock.hear(item.createdAt);
      if (!thread()) noteHeard(conversation.id, item.seq);
    } else if (name === "queue:moved") serverClock.hear((data as EventData<CustomerEvents, "queue:moved">).at);
    else if (name === "typing:changed") watchTyping();
    else if (name === "heads:moved") {
      const { heads } = data as EventData<CustomerEvents, "heads:moved">;
      // A chapter never heard of: begun on another device while the word of it was lost.
      if (heads.some(({ conversationId }) => !thread()?.logs[conversationId])) resumer.resume(THREAD);
    }
  }
  /** "Is typing" ends by itself when its end is lost. */
  function watchTyping(): void {
    cancelTyping?.();
    cancelTyping = clock.after(
      TYPING_LASTS_MS,
      () => void patch(cache, threadKey, (held) => (held.typing ? { ...held, typing: null } : held)),
    );
  }

  /** The newest chapter, and any that is known to have more. */
  function resumeAll(): void {
    const held = thread();
    if (!held || !isOpenedHere) return resumer.resume(THREAD);
    for (const { id } of held.conversations) {
      const log = held.logs[id];
      if (id === held.conversations.at(-1)?.id || (log && hasHole(log))) resumer.resume(id);
    }
  }
  function repairSoon(): void {
    cancelRepair = clock.after(REPAIR_EVERY_MS, () => {
      if (client.connection().status === "online") resumeAll();
      repairSoon();
    });
  }

  return {
    start() {
      for (const name of customerEventNames) stops.push(client.on(name, (data) => hear(name, data)));
      stops.push(
        client.onOnline(() => {
          serverClock.forget();
          resumer.rest();
          // Place, cursors and people are told without numbers: only the whole picture heals them. It joins what is held.
          isOpenedHere = false;
          resumer.resume(THREAD);
          cursors.flush();
        }),
        client.onNudge(resumeAll),
      );
      repairSoon();
    },
    stop() {
      for (const stop of stops.splice(0)) stop();
      cancelTyping?.();
      cancelRepair?.();
      resumer.rest();
      cursors.stop();
    },
    async loadEarlier() {
      const held = thread();
      const oldest = held && threadItems(held)[0];
      if (!held?.hasEarlier || !oldest) return;
      const ack = await client.call("thread:earlier", { conversationId: oldest.conversationId, beforeSeq: oldest.seq });
      if (!ack.ok) throw new RefusedError(ack.error);
      patch(cache, threadKey, (now) => addEarlier(now, ack.data));
    },
    read: (conversationId, seq) => cursors.read(conversationId, seq),
    takeAck(entry, data) {
      if (entry.command === "message:send") {
        const { item, conversation } = data as CustomerOutput<"message:send">;
        apply(conversation, [item]);
      } else if (entry.command === "request:leave") apply((data as CustomerOutput<"request:leave">).conversation, []);
    },
    takeConversation: (conversation) => apply(conversation, []),
  };
}

/** Commands whose ack carries the chapter: applied at once, without waiting for the event. */
export function takeCommandAck(session: CustomerSession, name: string, ack: Ack<unknown>): void {
  if (ack.ok && name === "handoff:request")
    session.takeConversation((ack.data as CustomerOutput<"handoff:request">).conversation);
}
