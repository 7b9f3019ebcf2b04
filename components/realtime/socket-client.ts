import type { Ack, ErrorCode } from "#server/contract/errors.ts";
import type { CommandMap, EventMap } from "#server/contract/command.ts";
import { backoffMs } from "./backoff.ts";
import type { Clock } from "./clock.ts";
import type { Call, EventData, NameOf } from "./command-shapes.ts";
import type { OpenSocket, SocketPlace, SocketPort } from "./socket-port.ts";

export type Status = "connecting" | "online" | "offline" | "refused" | "reload_needed";
export interface Connection {
  status: Status;
  /** Why the server refuses, when it does. */
  code: ErrorCode | null;
  /** Long polling reached a node that does not know this session: the balancer must be sticky. */
  isStickyMissing: boolean;
}

export interface SocketClient<C extends CommandMap, E extends EventMap> {
  start(): void;
  stop(): void;
  call: Call<C>;
  /** Hears one kind of event; returns how to stop. */
  on<N extends NameOf<E>>(name: N, run: (data: EventData<E, N>) => void): () => void;
  /** Runs after each (re)connect, and at once when online. */
  onOnline(run: () => void): () => void;
  /** Runs when the page came back (focus, visible, network): resume what is held. */
  onNudge(run: () => void): () => void;
  connection(): Connection;
  onConnection(run: (connection: Connection) => void): () => void;
  /** The page came back: reconnect now, or make sure that the connection still lives. */
  nudge(): void;
  /** The browser says the network is gone. */
  networkLost(): void;
}

export const ACK_TIMEOUT_MS = 10_000;
/** The server pings every 10 s and gives 5 s: a connection silent for longer is dead even if nobody told us. */
const SILENCE_MS = 15_000;
/** A blip shorter than this is not worth a banner. */
const OFFLINE_AFTER_MS = 3_000;
const STABLE_AFTER_MS = 5_000;
const RECONNECT = { firstMs: 400, maxMs: 2_000 };
/** After about a minute without luck nobody expects to be back within seconds, and the server is spared. */
const PATIENT = { firstMs: 400, maxMs: 8_000 };
const PATIENT_AFTER_ATTEMPTS = 40;
/** A server that took this many connections and cut them at once has trouble that more of them only make worse. */
const PATIENT_AFTER_CUTS = 3;
const AT_ONCE_MS = 300;

interface Waiting {
  /** Emits when connected; undefined once it is on the way. */
  go: (() => void) | undefined;
  settle: (ack: Ack<never>) => void;
}

/**
 * One socket with typed commands and events, kept alive: reconnects with jittered backoff, tells a status, answers
 * every call (ack, or `unavailable` after the timeout or a lost connection). Knows nothing of what it carries.
 */
export function createSocketClient<C extends CommandMap, E extends EventMap>(
  options: SocketPlace & { openSocket: OpenSocket; clock: Clock; random: () => number },
): SocketClient<C, E> {
  const { clock, random } = options;
  /** Opened with the first start: a page rendered on the server opens none. */
  let socket: SocketPort | null = null;
  const handlers = new Map<string, Set<(data: never) => void>>();
  const onlineRuns = new Set<() => void>();
  const nudgeRuns = new Set<() => void>();
  const connectionRuns = new Set<(connection: Connection) => void>();
  const waiting = new Set<Waiting>();
  let connection: Connection = { status: "connecting", code: null, isStickyMissing: false };
  let isStarted = false;
  let isConnected = false;
  let attempts = 0;
  let cuts = 0;
  let connectedAt = 0;
  let heardAt = 0;
  let cancelRetry: (() => void) | null = null;
  let cancelOffline: (() => void) | null = null;
  let cancelStable: (() => void) | null = null;

  function tell(next: Connection): void {
    const before = connection;
    if (before.status === next.status && before.code === next.code && before.isStickyMissing === next.isStickyMissing)
      return;
    connection = next;
    for (const run of connectionRuns) run(next);
  }
  const isFinal = (): boolean => connection.status === "refused" || connection.status === "reload_needed";

  /** From the first moment without a connection; a second call changes nothing. */
  function watchOffline(): void {
    if (!isFinal() && connection.status === "online") tell({ ...connection, status: "connecting" });
    cancelOffline ??= clock.after(OFFLINE_AFTER_MS, () => {
      if (!isConnected && !isFinal()) tell({ ...connection, status: "offline" });
    });
  }
  function attempt(): void {
    cancelRetry?.();
    cancelRetry = null;
    if (isStarted && !isConnected) socket?.connect();
  }
  function retryLater(): void {
    if (!isStarted || cancelRetry) return;
    const isPatient = attempts >= PATIENT_AFTER_ATTEMPTS || cuts >= PATIENT_AFTER_CUTS;
    const bounds = isPatient ? PATIENT : RECONNECT;
    cancelRetry = clock.after(backoffMs(attempts, random, bounds), attempt);
    attempts += 1;
  }
  function lost(): void {
    isConnected = false;
    if (cancelStable !== null && clock.now() - connectedAt < AT_ONCE_MS) cuts += 1;
    cancelStable?.();
    cancelStable = null;
    // What was on the way may or may not be stored: the caller repeats it with the same clientId. What had not left waits on.
    for (const call of waiting) if (!call.go) call.settle(unavailable);
    if (!isStarted) return;
    watchOffline();
    retryLater();
  }

  function bind(port: SocketPort): SocketPort {
    port.onConnect(() => {
      isConnected = true;
      // Only a connection that lasts ends the backoff: a server may take a socket and cut it at once.
      cancelStable?.();
      cancelStable = clock.after(STABLE_AFTER_MS, () => {
        cancelStable = null;
        attempts = cuts = 0;
      });
      heardAt = connectedAt = clock.now();
      cancelOffline?.();
      cancelOffline = null;
      tell({ status: "online", code: null, isStickyMissing: false });
      // First the resumes, then what waited: a send must not overtake the way back to its stream.
      for (const run of onlineRuns) run();
      for (const call of waiting) {
        const go = call.go;
        call.go = undefined;
        go?.();
      }
    });
    port.onDisconnect((isStickyMissing = false) => {
      if (isConnected) return lost();
      if (!isStarted || isFinal()) return;
      // The way opened and was lost before the server's word: nobody says "refused" then, and it is a failed attempt all the same.
      if (isStickyMissing) tell({ ...connection, isStickyMissing });
      watchOffline();
      retryLater();
    });
    port.onRefused(({ code, isStickyMissing }) => {
      if (!isStarted) return;
      if (code === "signed_out" || code === "version_mismatch") {
        tell({ status: code === "signed_out" ? "refused" : "reload_needed", code, isStickyMissing: false });
        for (const call of waiting) call.settle({ ok: false, error: { code } });
        return;
      }
      const known = code === "slow_down" || code === "unavailable" ? code : null;
      if (known || isStickyMissing) tell({ ...connection, code: known, isStickyMissing });
      watchOffline();
      retryLater();
    });
    port.onPing(() => {
      heardAt = clock.now();
    });
    port.onEvent((name, data) => {
      heardAt = clock.now();
      for (const run of handlers.get(name) ?? []) run(data as never);
    });
    return port;
  }

  /** Cuts a connection that seems dead and opens a new one at once. */
  function renew(): void {
    isConnected = false;
    socket?.disconnect();
    lost();
    attempt();
  }

  const call: Call<C> = (name, input, { timeoutMs = ACK_TIMEOUT_MS } = {}) =>
    new Promise((resolve) => {
      if (isFinal()) return resolve({ ok: false, error: { code: connection.code ?? "signed_out" } });
      // The server cuts a connection whose frame is larger; said here, nothing is cut and nothing is tried for ever.
      if (isTooLarge(input)) return resolve({ ok: false, error: { code: "too_large" } });
      let sentAt: number | null = null;
      const entry: Waiting = {
        go: undefined,
        settle(ack) {
          if (!waiting.delete(entry)) return;
          cancel();
          resolve(ack);
        },
      };
      const cancel = clock.after(timeoutMs, () => {
        entry.settle(unavailable);
        // Sends that go out while nothing comes back: a one-way connection heals only by a new one.
        if (isConnected && sentAt !== null && heardAt < sentAt) renew();
      });
      const go = (): void => {
        sentAt = clock.now();
        socket?.emit(name, input, (answer) => {
          heardAt = clock.now();
          entry.settle(answer as Ack<never>);
        });
      };
      waiting.add(entry);
      if (isConnected) go();
      else entry.go = go;
    });

  return {
    start() {
      if (isStarted) return;
      isStarted = true;
      socket ??= bind(options.openSocket(options));
      attempts = 0;
      tell({ status: "connecting", code: null, isStickyMissing: false });
      watchOffline();
      attempt();
    },
    stop() {
      isStarted = false;
      cancelRetry?.();
      cancelOffline?.();
      cancelStable?.();
      cancelRetry = cancelOffline = cancelStable = null;
      isConnected = false;
      socket?.disconnect();
      for (const entry of waiting) entry.settle(unavailable);
    },
    call,
    on(name, run) {
      const set = handlers.get(name) ?? new Set();
      handlers.set(name, set.add(run));
      return () => void set.delete(run);
    },
    onOnline(run) {
      onlineRuns.add(run);
      if (isConnected) run();
      return () => void onlineRuns.delete(run);
    },
    onNudge: (run) => keep(nudgeRuns, run),
    connection: () => connection,
    onConnection: (run) => keep(connectionRuns, run),
    nudge() {
      if (!isStarted || connection.status === "reload_needed") return;
      attempts = 0;
      if (!isConnected) return attempt();
      // A phone that slept: its timers stood still, so nobody noticed the missing pings.
      if (clock.now() - heardAt > SILENCE_MS) return renew();
      for (const run of nudgeRuns) run();
    },
    networkLost() {
      if (!isStarted || isFinal()) return;
      isConnected = false;
      socket?.disconnect();
      tell({ ...connection, status: "offline" });
      // Not final: on a machine without internet the chat server may still be reachable.
      lost();
    },
  };
}

const unavailable: Ack<never> = { ok: false, error: { code: "unavailable" } };

function keep<T>(set: Set<T>, value: T): () => void {
  set.add(value);
  return () => void set.delete(value);
}

/** What fits a frame of the server (64 KB) with its envelope. */
const LARGEST_INPUT_BYTES = 62_000;

function isTooLarge(input: unknown): boolean {
  const text = JSON.stringify(input) ?? "";
  return text.length * 3 > LARGEST_INPUT_BYTES && new TextEncoder().encode(text).length > LARGEST_INPUT_BYTES;
}
