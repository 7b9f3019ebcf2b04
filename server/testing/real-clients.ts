/**
 * The browser's own client in Node: the same sessions, reducers, outbox and reconnecting as a page, with memory where a
 * page has IndexedDB and a `Cookie` header where a browser has cookies.
 */
import { conversationKey, deskKey, type OpenConversation } from "#components/realtime/agent-state.ts";
import { createAgentSide, type AgentSide } from "#components/realtime/agent-side.ts";
import { createMemoryCache, type Cache } from "#components/realtime/cache.ts";
import { systemClock } from "#components/realtime/clock.ts";
import { createCustomerSide, type CustomerSide } from "#components/realtime/customer-side.ts";
import { threadItems, threadKey, type CustomerThread } from "#components/realtime/customer-state.ts";
import { createMemoryOutboxStore } from "#components/realtime/outbox-store.ts";
import type { OpenSocket, SocketPort } from "#components/realtime/socket-port.ts";
import { noTabs } from "#components/realtime/tab-lock.ts";
import type { UploadPicture } from "#components/realtime/upload-picture.ts";
import type { CustomerItem } from "../contract/customer-items.ts";
import type { Desk } from "../contract/views.ts";
import type { ShopCustomer, ShopPerson } from "./chat-shop.ts";
import { openSocket, PATIENCE_MS } from "./wire.ts";

export interface NodeSocketOptions {
  headers?: Record<string, string>;
  /** Events it answers true to are lost on the way. */
  isLost?: (name: string, data: unknown) => boolean;
}

/** What `components/realtime/open-socket.ts` does, with headers. */
export const nodeSocket =
  ({ headers = {}, isLost = () => false }: NodeSocketOptions = {}): OpenSocket =>
  ({ url, namespace, auth }) => {
    const socket = openSocket({ url, namespace, headers });
    socket.auth = (give) => give({ ...auth() });
    const port: SocketPort = {
      connect: () => void socket.connect(),
      disconnect: () => void socket.disconnect(),
      emit: (name, input, ack) => void socket.emit(name, input, ack),
      onConnect: (run) => void socket.on("connect", run),
      onDisconnect: (run) => void socket.on("disconnect", () => run()),
      onRefused: (run) =>
        void socket.on("connect_error", (error: Error & { data?: { code?: string } }) =>
          run({ code: error.data?.code ?? null, isStickyMissing: false }),
        ),
      onEvent: (run) =>
        void socket.onAny((name: string, data: unknown) => void (isLost(name, data) || run(name, data))),
      onPing: (run) => void socket.io.on("ping", run),
    };
    return port;
  };

const noUpload: UploadPicture = async () => ({ ok: false, error: { code: "unavailable" } });

interface Watched {
  cache: Cache;
  /** Resolves once it holds; looked at after each change of what the page knows. */
  until<T>(what: string, look: () => T | undefined | null | false, patienceMs?: number): Promise<T>;
  /** Runs after each change of what the page knows. */
  watch(run: () => void): void;
  changed(): void;
}

function watched(): Watched {
  const memory = createMemoryCache();
  const looks = new Set<() => void>();
  const changed = () => {
    for (const look of [...looks]) look();
  };
  const cache: Cache = {
    ...memory,
    write(key, value) {
      memory.write(key, value);
      changed();
    },
    remove(key) {
      memory.remove(key);
      changed();
    },
  };
  return {
    cache,
    changed,
    watch: (run) => void looks.add(run),
    until: (what, find, patienceMs = 1.5 * PATIENCE_MS) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const found = find();
          if (found === undefined || found === null || found === false) return;
          clearTimeout(timer);
          looks.delete(look);
          resolve(found as never);
        };
        const timer = setTimeout(() => {
          looks.delete(look);
          reject(new Error(`never: ${what}`));
        }, patienceMs);
        looks.add(look);
        look();
      }),
  };
}

export interface RealCustomer extends CustomerSide, Pick<Watched, "until" | "watch"> {
  customer: ShopCustomer;
  thread(): CustomerThread | undefined;
  /** Everything shown, in order. */
  items(): CustomerItem[];
}

export function realCustomer(url: string, customer: ShopCustomer, socket: NodeSocketOptions = {}): RealCustomer {
  const { cache, until, watch, changed } = watched();
  const side = createCustomerSide({
    url,
    cache,
    site: null,
    token: () => customer.token,
    pageUrl: () => null,
    store: createMemoryOutboxStore(),
    tabs: noTabs,
    upload: noUpload,
    openSocket: nodeSocket(socket),
    clock: systemClock,
    random: Math.random,
  });
  side.outbox.onChange(changed);
  side.client.onConnection(changed);
  const thread = () => cache.read(threadKey);
  return {
    ...side,
    customer,
    until,
    watch,
    thread,
    items: () => threadItems(thread() ?? { conversations: [], logs: {} }),
  };
}

export interface RealAgent extends AgentSide, Pick<Watched, "until" | "watch"> {
  person: ShopPerson;
  desk(): Desk | undefined;
  conversation(id: string): OpenConversation | undefined;
}

export function realAgent(url: string, person: ShopPerson): RealAgent {
  const { cache, until, watch, changed } = watched();
  const side = createAgentSide({
    url,
    cache,
    staffId: person.staffId,
    store: createMemoryOutboxStore(),
    tabs: noTabs,
    upload: noUpload,
    openSocket: nodeSocket({ headers: { cookie: person.cookie } }),
    clock: systemClock,
    random: Math.random,
  });
  side.outbox.onChange(changed);
  side.client.onConnection(changed);
  return {
    ...side,
    person,
    until,
    watch,
    desk: () => cache.read(deskKey),
    conversation: (id) => cache.read(conversationKey(id as never)),
  };
}
