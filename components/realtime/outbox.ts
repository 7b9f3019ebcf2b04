import type { Ack, ErrorCode } from "#server/contract/errors.ts";
import { backoffMs } from "./backoff.ts";
import { newClientId } from "./client-id.ts";
import type { Clock } from "./clock.ts";
import type { OutboxCommand, OutboxEntry, OutboxInput, OutboxStore } from "./outbox-store.ts";
import { isPassingFault } from "./refused-error.ts";
import type { Tabs } from "./tab-lock.ts";
import type { UploadPicture } from "./upload-picture.ts";

/** However long the database was away, what people wrote is stored within seconds of its return: refusing costs little. */
const RETRY = { firstMs: 500, maxMs: 4_000 };
/** A server with too much to do, or with a fault of its own, is spared. */
const SPARING = { firstMs: 500, maxMs: 15_000 };
const INTERNAL_ATTEMPTS = 5;

export interface Outbox {
  /** Loads what an earlier page left and keeps sending until stopped. */
  start(): void;
  stop(): void;
  /** Queues one entry; it is in `entries()` at once. `acked` resolves with the server's final answer. */
  add(entry: {
    lane: string;
    command: OutboxCommand;
    input: OutboxInput & Record<string, unknown>;
    picture?: Blob | null;
  }): { clientId: string; acked: Promise<Ack<unknown>> };
  retry(clientId: string): Promise<void>;
  discard(clientId: string): Promise<void>;
  /** The connection is back (or there is reason to hope): try now. */
  kick(): void;
  /** In order of writing; a new array after each change. */
  entries(): readonly OutboxEntry[];
  uploaded(): ReadonlyMap<string, number>;
  onChange(run: () => void): () => void;
}

/**
 * Keeps what people write until it is stored. Per lane strictly in order and one at a time; a passing fault (no way, no
 * answer, `slow_down`, ours) keeps the entry and its `clientId` and tries again; a refusal marks it failed. Several
 * tabs share the store; one of them sends at a time.
 */
export function createOutbox(options: {
  owner: string;
  side: "customer" | "desk";
  store: OutboxStore;
  tabs: Tabs;
  clock: Clock;
  random: () => number;
  /** Whether a send has a chance now. */
  isOnline: () => boolean;
  /** Sends one entry, `clientId` and `mediaId` filled in. */
  send: (command: OutboxCommand, input: Record<string, unknown>) => Promise<Ack<unknown>>;
  upload: UploadPicture;
  token: () => string | null;
  /** Called with the answer *before* the entry leaves, so the message is always somewhere on screen. */
  onAcked: (entry: OutboxEntry, data: unknown) => void;
}): Outbox {
  const { owner, side, store, tabs, clock, random, isOnline, send, upload, token, onAcked } = options;
  let entries: readonly OutboxEntry[] = [];
  const uploaded = new Map<string, number>();
  const acks = new Map<string, (ack: Ack<unknown>) => void>();
  const listeners = new Set<() => void>();
  /** Lanes that wait out a fault, with how to end the wait. */
  const resting = new Map<string, () => void>();
  const draining = new Set<string>();
  /** Entries the browser refused to store: they live as long as the page. */
  const unstored = new Set<string>();
  /** Writes to the store, in order; a read must not overtake them. */
  let writing: Promise<void> = Promise.resolve();
  let isRunning = false;
  let stopTabs: (() => void) | null = null;

  function show(next: readonly OutboxEntry[]): void {
    entries = next;
    for (const run of listeners) run();
  }
  function write(work: () => Promise<void>): Promise<void> {
    writing = writing.then(work, work).then(
      () => tabs.tell({ kind: "changed" }),
      () => undefined,
    );
    return writing;
  }
  const put = (clientId: string, change: Partial<OutboxEntry>): void => {
    show(entries.map((entry) => (entry.clientId === clientId ? { ...entry, ...change } : entry)));
    void write(() => store.update(clientId, change));
  };
  const take = (clientId: string): void => {
    show(entries.filter((entry) => entry.clientId !== clientId));
    uploaded.delete(clientId);
    void write(() => store.remove(clientId));
  };

  /** Takes over what all tabs have written; entries that the browser would not store stay. */
  async function load(): Promise<void> {
    let written: Promise<void>;
    let stored: OutboxEntry[] | null;
    do {
      written = writing;
      await written;
      stored = await store.list(owner).catch(() => null);
      // Something was written while the store was read: read again, or older words would overwrite newer ones.
    } while (writing !== written);
    if (!stored || !isRunning) return;
    const known = new Set(stored.map((entry) => entry.clientId));
    show([...stored, ...entries.filter(({ clientId }) => !known.has(clientId) && unstored.has(clientId))]);
  }

  const next = (lane: string): OutboxEntry | undefined =>
    entries.find((entry) => entry.lane === lane && entry.state === "queued");
  const canSend = (lane: string): boolean => isRunning && isOnline() && !resting.has(lane) && next(lane) !== undefined;

  function drain(): void {
    for (const lane of new Set(entries.map((entry) => entry.lane))) void drainLane(lane);
  }
  async function drainLane(lane: string): Promise<void> {
    if (draining.has(lane)) return;
    draining.add(lane);
    while (canSend(lane)) {
      await tabs.alone(`${owner}:${lane}`, async () => {
        // Another tab may have sent some of it while this one waited for its turn.
        await load();
        for (let entry = next(lane); entry && canSend(lane); entry = next(lane)) await sendOne(entry);
      });
    }
    draining.delete(lane);
  }
  async function sendOne(entry: OutboxEntry): Promise<void> {
    const ack = await deliver(entry);
    if (ack.ok) {
      onAcked(entry, ack.data);
      tabs.tell({ kind: "acked", clientId: entry.clientId, ack });
      finish(entry.clientId, ack);
      take(entry.clientId);
    } else if (entries.some((held) => held.clientId === entry.clientId))
      settleFault(entry, ack.error.code, ack.error.retryAfterMs, ack);
  }

  /** Another tab sent what may have been written here. */
  function hearAck(clientId: string, ack: Ack<unknown>): void {
    const entry = entries.find((held) => held.clientId === clientId);
    if (entry && ack.ok) onAcked(entry, ack.data);
    finish(clientId, ack);
  }

  function settleFault(entry: OutboxEntry, code: ErrorCode, retryAfterMs: number | undefined, ack: Ack<unknown>): void {
    // Signed out or an old page: the words stay and go with the next visit.
    const isPassing = isPassingFault(code) || code === "signed_out" || code === "version_mismatch";
    // A fault of ours that this very entry brings about each time must not hold up what was written after it.
    if (!isPassing || (code === "internal" && entry.attempts >= INTERNAL_ATTEMPTS)) {
      put(entry.clientId, { state: "failed", code });
      tabs.tell({ kind: "acked", clientId: entry.clientId, ack });
      return finish(entry.clientId, ack);
    }
    put(entry.clientId, { attempts: entry.attempts + 1, code });
    const bounds = code === "unavailable" ? RETRY : SPARING;
    const delayMs = Math.max(retryAfterMs ?? 0, backoffMs(entry.attempts, random, bounds));
    const wake = (): void => {
      resting.delete(entry.lane);
      drain();
    };
    resting.set(entry.lane, clock.after(delayMs, wake));
  }

  async function deliver(entry: OutboxEntry): Promise<Ack<unknown>> {
    let { mediaId } = entry;
    if (entry.picture && !mediaId) {
      const onProgress = (share: number): void => {
        uploaded.set(entry.clientId, share);
        show([...entries]);
      };
      const answer = await upload(entry.picture, {
        side,
        conversationId: entry.input.conversationId,
        token: token(),
        onProgress,
      });
      if (!answer.ok) return answer;
      mediaId = answer.data.mediaId;
      put(entry.clientId, { mediaId });
    }
    const input = { ...entry.input, clientId: entry.clientId };
    return send(entry.command, entry.picture ? { ...input, mediaId } : input);
  }
  function finish(clientId: string, ack: Ack<unknown>): void {
    acks.get(clientId)?.(ack);
    acks.delete(clientId);
  }

  return {
    start() {
      if (isRunning) return;
      isRunning = true;
      stopTabs = tabs.onWord((word) => {
        if (word.kind === "changed") void load().then(drain);
        else hearAck(word.clientId, word.ack);
      });
      void load().then(drain);
    },
    stop() {
      isRunning = false;
      stopTabs?.();
      for (const cancel of resting.values()) cancel();
      resting.clear();
    },
    add({ lane, command, input, picture = null }) {
      const clientId = newClientId();
      const entry: OutboxEntry = {
        clientId,
        owner,
        lane,
        command,
        input,
        picture,
        mediaId: null,
        createdAt: clock.now(),
        attempts: 0,
        state: "queued",
        code: null,
      };
      const acked = new Promise<Ack<unknown>>((resolve) => acks.set(clientId, resolve));
      show([...entries, entry]);
      void write(() =>
        store.add(entry).catch(() => {
          unstored.add(clientId);
        }),
      ).then(drain);
      return { clientId, acked };
    },
    async retry(clientId) {
      const entry = entries.find((held) => held.clientId === clientId);
      if (!entry || entry.state !== "failed") return;
      // Only a conflict means that this name is taken by other words; any other repeat keeps it, and so stays harmless.
      put(clientId, {
        state: "queued",
        code: null,
        attempts: 0,
        ...(entry.code === "conflict" ? { clientId: newClientId() } : {}),
      });
      await writing;
      drain();
    },
    async discard(clientId) {
      take(clientId);
      finish(clientId, { ok: false, error: { code: "not_found" } });
      await writing;
    },
    kick() {
      for (const cancel of resting.values()) cancel();
      resting.clear();
      drain();
    },
    entries: () => entries,
    uploaded: () => uploaded,
    onChange(run) {
      listeners.add(run);
      return () => void listeners.delete(run);
    },
  };
}
