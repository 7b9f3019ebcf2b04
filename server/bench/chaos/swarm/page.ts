/** One open page of a customer or a member of staff: the browser's own client over one link, watched. */
import { createAgentSide, type AgentSide } from "#components/realtime/agent-side.ts";
import {
  conversationKey,
  deskKey,
  openConversations,
  type OpenConversation,
} from "#components/realtime/agent-state.ts";
import { createMemoryCache, type Cache, type CacheKey } from "#components/realtime/cache.ts";
import { systemClock } from "#components/realtime/clock.ts";
import { createCustomerSide, type CustomerSide } from "#components/realtime/customer-side.ts";
import { threadKey, type CustomerThread } from "#components/realtime/customer-state.ts";
import type { OutboxStore } from "#components/realtime/outbox-store.ts";
import { hasHole } from "#components/realtime/stream-log.ts";
import { noTabs } from "#components/realtime/tab-lock.ts";
import type { Ack, Board, Desk } from "#server/contract/index.ts";
import type { ShopCustomer, ShopPerson } from "#server/testing/chat-shop.ts";
import { boardKey } from "#components/realtime/agent-state.ts";
import { createDisplay, type Display } from "./display.ts";
import type { Ledger } from "./ledger.ts";
import { nodeSocket, type WireEar } from "./node-socket.ts";

export interface PageOptions {
  url: string;
  ledger: Ledger;
  name: string;
  store: OutboxStore;
  random: () => number;
  /** Something this page knows has changed. */
  onChange(): void;
  /** `performance.now()` from when on this client could have been connected again, given when it lost its way. */
  canServeSince(lostAt: number, at: number): number;
}

interface Common {
  /** Connected, opened, nothing missing that it knows of. */
  isWhole(): boolean;
  start(): void;
  /** The page is closed; nothing of it is measured any more. */
  stop(): void;
}
export interface CustomerPage extends Common {
  side: CustomerSide;
  thread(): CustomerThread | undefined;
}
export interface AgentPage extends Common {
  side: AgentSide;
  desk(): Desk | undefined;
  board(): Board | undefined;
  conversation(id: string): OpenConversation | undefined;
  conversations(): { id: string; open: OpenConversation }[];
}

const noUpload = async () => ({ ok: false as const, error: { code: "unavailable" as const } });
const idOfAck = (data: unknown): string | null => {
  const found = data as { conversation?: { id: string }; conversationId?: string | null };
  return found.conversation?.id ?? found.conversationId ?? null;
};

/** What customer and staff pages share: when the wire is whole, and what was answered on it. */
function createWatch(options: PageOptions, personId: string, isCustomer: boolean, isWholeNow: () => boolean) {
  const { ledger, name } = options;
  let isClosed = false;
  let lostAt: number | null = null;
  /** Opened since the last connect: `thread:open`, `desk:open`, conversations. */
  const opened = new Set<string>();
  let wholeSince: number | null = null;
  /** Since the way was lost: what was tried, at which ms. */
  let story: string[] = [];
  const tell = (what: string): void => {
    if (lostAt !== null && story.length < 40) story.push(`${Math.round(performance.now() - lostAt)} ${what}`);
  };

  function look(): void {
    if (isClosed || wholeSince !== null || opened.size === 0 || !isWholeNow()) return;
    wholeSince = Date.now();
    if (lostAt === null) return;
    const at = performance.now();
    const since = options.canServeSince(lostAt, at);
    story.push(`${Math.round(since - lostAt)} can be served`, `${Math.round(at - lostAt)} whole`);
    ledger.reconnects.push({ by: name, ms: Math.max(0, at - since), story: story.join(", ") });
    lostAt = null;
    story = [];
  }
  function noteAnswer(command: string, input: Readonly<Record<string, unknown>>, data: unknown): void {
    const clientId = input["clientId"];
    if (typeof clientId !== "string") return;
    if (command === "message:send" || command === "note:add") {
      const { item } = data as { item: { id: string; conversationId: string; seq: number } };
      const { id: itemId, conversationId, seq } = item;
      ledger.ackMessage({ by: name, clientId, itemId, conversationId, seq, isCustomer });
      return;
    }
    const conversationId = idOfAck(data) ?? (input["conversationId"] as string | undefined) ?? null;
    ledger.acts.push({ by: name, personId, command, clientId, input, conversationId });
    if (command === "offer:accept") ledger.acceptedAt.push(performance.now());
  }
  const ear: WireEar = {
    onTry: () => tell("tries"),
    onRefused: ({ code, isStickyMissing }) => tell(`refused ${code ?? ""}${isStickyMissing ? "(not sticky)" : ""}`),
    onConnect() {
      tell("connected");
      opened.clear();
    },
    onDisconnect() {
      if (!isClosed) lostAt ??= performance.now();
      tell("lost");
      wholeSince = null;
      opened.clear();
    },
    onAnswer(command, input, answer: Ack<unknown>) {
      if (!answer.ok) return;
      noteAnswer(command, input, answer.data);
      if (command === "thread:open" || command === "desk:open") opened.add(command);
      else if (command === "conversation:open") opened.add(String(input["conversationId"]));
      else if (command === "stream:resume") {
        ledger.resumeBytes += JSON.stringify(answer.data).length;
        ledger.resumedItems += (answer.data as { items: unknown[] }).items.length;
      }
      // The session takes the answer in a moment.
      queueMicrotask(() => queueMicrotask(look));
    },
  };
  return {
    ear,
    look,
    opened,
    isWhole: () => wholeSince !== null && isWholeNow(),
    wholeSince: () => wholeSince,
    close() {
      isClosed = true;
    },
  };
}

/** Memory as a page has it; each change of the watched pieces is looked at. */
function watchedCache(onWrite: (path: readonly unknown[], value: unknown) => void): Cache {
  const memory = createMemoryCache();
  return {
    ...memory,
    // Nothing is shown from here by the swarm: kept marks would only grow.
    invalidate: () => undefined,
    write<T>(key: CacheKey<T>, value: T) {
      memory.write(key, value);
      onWrite(key.path, value);
    },
    remove(key) {
      memory.remove(key);
      onWrite(key.path, undefined);
    },
  };
}

export function openCustomerPage(options: PageOptions, customer: ShopCustomer): CustomerPage {
  const { url, ledger, name, store, random, onChange } = options;
  const known = new Set<string>();
  const thread = (): CustomerThread | undefined => cache.read(threadKey);
  const watch = createWatch(options, customer.customerId, true, () => {
    const held = thread();
    return held !== undefined && watch.opened.has("thread:open") && !Object.values(held.logs).some(hasHole);
  });
  const display: Display = createDisplay(ledger, name, true, name, watch.wholeSince);
  const cache = watchedCache((path, value) => {
    if (path[0] !== "thread" || value === undefined) return;
    const { logs } = value as CustomerThread;
    for (const id of known) if (!(id in logs)) ledger.sights.vanished.push(`${name} no longer sees chapter ${id}`);
    for (const [id, log] of Object.entries(logs)) {
      known.add(id);
      display.log(id, log);
    }
    watch.look();
    onChange();
  });
  const side = createCustomerSide({
    url,
    cache,
    store,
    random,
    site: null,
    token: () => customer.token,
    pageUrl: () => null,
    tabs: noTabs,
    upload: noUpload,
    openSocket: nodeSocket(watch.ear, {}),
    clock: systemClock,
  });
  side.outbox.onChange(onChange);
  return {
    side,
    thread,
    isWhole: watch.isWhole,
    start: side.start,
    stop() {
      watch.close();
      side.stop();
    },
  };
}

export function openAgentPage(options: PageOptions, person: ShopPerson): AgentPage {
  const { url, ledger, name, store, random, onChange } = options;
  const desk = (): Desk | undefined => cache.read(deskKey);
  const conversation = (id: string): OpenConversation | undefined => cache.read(conversationKey(id as never));
  const watch = createWatch(options, person.staffId, false, () => {
    const held = desk();
    if (held === undefined || !watch.opened.has("desk:open")) return false;
    return held.conversations.every(({ id }) => {
      const open = conversation(id);
      return watch.opened.has(id) && open !== undefined && !hasHole(open.log);
    });
  });
  const display = createDisplay(ledger, name, false, person.name, watch.wholeSince);
  const cache = watchedCache((path, value) => {
    if (path[0] === "conversation") {
      const id = String(path[1]);
      if (value === undefined) display.gone(id);
      else display.log(id, (value as OpenConversation).log);
    } else if (path[0] === "board") return onChange();
    else if (path[0] !== "desk") return;
    watch.look();
    onChange();
  });
  const side = createAgentSide({
    url,
    cache,
    store,
    random,
    staffId: person.staffId,
    tabs: noTabs,
    upload: noUpload,
    openSocket: nodeSocket(watch.ear, { cookie: person.cookie }),
    clock: systemClock,
  });
  side.outbox.onChange(onChange);
  return {
    side,
    desk,
    conversation,
    board: () => cache.read(boardKey),
    conversations: () =>
      cache.held(openConversations).map(({ key, value }) => ({ id: String(key.path[1]), open: value })),
    isWhole: watch.isWhole,
    start: side.start,
    stop() {
      watch.close();
      side.stop();
    },
  };
}
