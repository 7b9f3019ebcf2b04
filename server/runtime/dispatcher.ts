import type pg from "pg";
import { v7 as uuidv7 } from "uuid";
import { refusalOf, RefusedError } from "../contract/errors.ts";
import type { Logger } from "../logging.ts";
import { RULES_VERSION, type RoutingState } from "../routing/state.ts";
import { step, type Step } from "../routing/step.ts";
import { asRefusal, inTransaction, isDatabaseAway, type Database } from "../store/database.ts";
import { isDecided, lockHead, readHead, type JournalEntry } from "../store/journal.ts";
import { answersOf } from "../store/pipeline.ts";
import { decideBatch, type Decided } from "./decide-batch.ts";
import type { Asked, Decision, DispatchOptions, EventDraft } from "./decision.ts";
import { openBatch } from "./open-batch.ts";
import type { Publication, Publish } from "./publication.ts";
import { applyJournal, loadCopy } from "./routing-copy.ts";

export type { Decision, DispatchOptions, EventDraft, Facts } from "./decision.ts";

interface Waiting extends Asked {
  resolve(decision: Decision): void;
  reject(error: unknown): void;
}

/** Named points where tests and chaos hold, fail or kill. */
export interface DispatchFailpoints {
  beforeCommit?(): Promise<void>;
  /** The commit has happened; throwing here makes it doubtful for the dispatcher. */
  afterCommit?(): Promise<void>;
}

export interface DispatcherOptions {
  database: Database;
  nodeEpoch: () => string;
  publish: Publish;
  log: Logger;
  /** Decisions in one transaction. */
  maxBatch?: number;
  /** Checked after every batch in tests and development. */
  assertState?: (state: RoutingState) => void;
  failpoints?: DispatchFailpoints;
  /** Other rules than those in force: tests and chaos plant faults here. */
  step?: Step;
}

export interface Dispatcher {
  dispatch(draft: EventDraft, options?: DispatchOptions): Promise<Decision>;
  /** Applies everything other nodes had committed when it was called; true when this call found something. */
  catchUp(): Promise<boolean>;
  /** The in-memory copy; read only, and only between awaits. A batch under way may have moved it, and yet fail. */
  readonly state: RoutingState;
  /** Looks at the copy at a moment when it holds nothing but what is committed. */
  readCommitted<T>(look: (state: RoutingState) => T): Promise<T>;
  readonly isReady: boolean;
  /** Decisions taken here after another node had decided since our last one: proof that two nodes share the work. */
  readonly counts: { decisions: number; afterOthers: number; batches: number; rebuilds: number };
  /** Called after the copy changed, with everything that was decided (here or elsewhere). */
  onChange(listener: (entries: readonly JournalEntry[]) => void): () => void;
  /** Loads the copy from the rows. */
  load(): Promise<void>;
  /** Finishes what is waiting. */
  stop(): Promise<void>;
}

/** Between two tries to load a copy that was dropped while the database was away. */
const RELOAD_MS = 500;

/**
 * The only writer of routing. Events wait in a list; one transaction at a time locks the head row, applies what other
 * nodes wrote, steps the waiting events one after another, writes journal, rows, log items and desks, and commits. There
 * is nothing speculative: a copy that a failed commit may have left ahead is dropped and rebuilt from the rows.
 */
export function createDispatcher(options: DispatcherOptions): Dispatcher {
  const { database, log, maxBatch = 64, failpoints } = options;
  let state: RoutingState | null = null;
  let queue: Waiting[] = [];
  let running: Promise<void> | null = null;
  let reload: NodeJS.Timeout | null = null;
  /** The copy has been stepped beyond what is committed. */
  let isAhead = false;
  let isStopped = false;
  const listeners = new Set<(entries: readonly JournalEntry[]) => void>();
  const counts = { decisions: 0, afterOthers: 0, batches: 0, rebuilds: 0 };

  /** Whoever listens must not be able to undo what is committed. */
  function tell(entries: readonly JournalEntry[], publications: readonly Publication[] = []): void {
    try {
      if (publications.length > 0) options.publish(publications);
      for (const listener of listeners) listener(entries);
    } catch (error) {
      log.error({ err: error }, "a decision could not be told");
    }
  }

  async function load(): Promise<RoutingState> {
    const copy = await loadCopy(database.main);
    counts.rebuilds += 1;
    state = copy;
    tell([]);
    return copy;
  }

  /** Deadlines have to be watched even when nobody asks for anything. */
  function loadSoon(): void {
    if (isStopped || reload !== null) return;
    reload = setTimeout(() => {
      reload = null;
      if (state !== null) return;
      if (running !== null) return loadSoon();
      work(load().then(() => undefined, loadSoon));
    }, RELOAD_MS);
    reload.unref();
  }

  function work(promise: Promise<void>): void {
    running = promise.finally(() => {
      running = null;
      pump();
    });
  }

  function pump(): void {
    if (running === null && queue.length > 0) work(decide(queue.splice(0, maxBatch)));
  }

  async function catchUp(): Promise<boolean> {
    // What is under way may have begun before what the caller knows of; what begins after that has read it.
    if (running !== null) await running;
    if (running !== null) {
      await running;
      return false;
    }
    const applied: JournalEntry[] = [];
    const done = state === null ? load().then(() => undefined) : applyOthers(state, applied);
    work(done.catch(() => undefined));
    await done;
    return applied.length > 0;
  }

  async function applyOthers(copy: RoutingState, applied: JournalEntry[]): Promise<void> {
    try {
      await applyJournal(database.main, copy, (await readHead(database.main)).seq, applied);
    } catch (error) {
      if (!isDatabaseAway(error)) drop();
      throw error;
    } finally {
      if (applied.length > 0) tell(applied);
    }
  }

  function drop(): void {
    state = null;
    loadSoon();
  }

  /** One transaction, to its end whatever happens: every event of the batch is answered. */
  async function decide(batch: readonly Waiting[]): Promise<void> {
    let client: pg.PoolClient | null = null;
    let copy = state;
    let decided: Decided | null = null;
    let publications: Publication[] = [];
    const others: JournalEntry[] = [];
    const reached = { head: false, commit: false };
    try {
      copy ??= await load();
      client = await database.routing.connect();
      const opened = await openBatch(client, copy, batch, () => (reached.head = true));
      await applyJournal(client, copy, opened.head.seq, others, opened.others);
      // A newer node has decided: its rules are not ours, so from now on we only apply and relay.
      if (opened.head.rulesVersion > RULES_VERSION) {
        reached.head = false;
        throw new RefusedError("unavailable");
      }
      isAhead = true;
      decided = await decideBatch(client, copy, batch, opened, {
        now: opened.head.now,
        nodeEpoch: options.nodeEpoch(),
        assertState: options.assertState,
        step: options.step ?? step,
      });
      if (failpoints?.beforeCommit) {
        await decided.written;
        await failpoints.beforeCommit();
      }
      reached.commit = true;
      const committing = commit(client, decided.written);
      // While the database commits.
      publications = tellOf(decided);
      await committing;
      isAhead = false;
      await failpoints?.afterCommit?.();
    } catch (error) {
      await client?.query("ROLLBACK").catch(() => undefined);
      // After a fault the connection may be in any state: it is not given back.
      client?.release(true);
      if (!reached.head) refuseTogether(batch, others, error);
      else await settle(batch, others, reached.commit ? decided : null, publications, error);
      return;
    }
    client.release();
    finish(batch, others, decided, publications);
  }

  /** What is decided is committed, whatever becomes of the telling. */
  function tellOf(decided: Decided): Publication[] {
    try {
      return decided.tell();
    } catch (error) {
      log.error({ err: error }, "a decision could not be told");
      return [];
    }
  }

  /** Asks for the commit behind what is still being written: of a statement that failed nothing is committed, in one piece. */
  async function commit(client: pg.PoolClient, written: Promise<void>): Promise<void> {
    const [, done] = await answersOf([written, client.query({ name: "commit", text: "COMMIT" })]);
    if (done.command !== "COMMIT") throw new Error("a decision was rolled back");
  }

  function finish(
    batch: readonly Waiting[],
    others: readonly JournalEntry[],
    { verdicts, entries }: Decided,
    publications: readonly Publication[],
  ): void {
    counts.batches += 1;
    counts.decisions += entries.length;
    if (others.length > 0) counts.afterOthers += entries.length;
    if (others.length + entries.length > 0) tell([...others, ...entries], publications);
    for (const [at, waiting] of batch.entries()) {
      const verdict = verdicts[at];
      if (verdict === undefined) waiting.reject(new Error("an event was not decided"));
      else if (verdict.refusal !== null) waiting.reject(verdict.refusal);
      else waiting.resolve(verdict.decision);
    }
  }

  /** The head could not be had: nothing was stepped, so the copy is as good as it was. */
  function refuseTogether(batch: readonly Waiting[], others: readonly JournalEntry[], error: unknown): void {
    const refusal = note(batch, error);
    if (state === null || refusalOf(refusal) === null) drop();
    else if (others.length > 0) tell(others);
    for (const waiting of batch) waiting.reject(refusal);
  }

  /**
   * Something failed after the first step, perhaps after the commit: the copy is loaded anew, and the ids of what was to
   * be committed tell whether it was.
   * @param unsure what the commit would have stored, when it was asked for
   */
  async function settle(
    batch: readonly Waiting[],
    others: readonly JournalEntry[],
    unsure: Decided | null,
    publications: readonly Publication[],
    error: unknown,
  ): Promise<void> {
    const refusal = note(batch, error);
    state = null;
    isAhead = false;
    let isCommitted = false;
    try {
      isCommitted = await wasCommitted(unsure);
      await load();
    } catch {
      loadSoon();
    }
    if (unsure !== null && isCommitted) return finish(batch, others, unsure, publications);
    // What is wrong with the database is wrong for all; anything else may be the fault of one event.
    if (batch.length === 1 || state === null || isDatabaseAway(error)) {
      for (const waiting of batch) waiting.reject(state === null ? new RefusedError("unavailable") : refusal);
      return;
    }
    for (const waiting of batch) await decide([waiting]);
  }

  /** Waits for the head, so that a commit still under way is over when the journal is read. */
  async function wasCommitted(unsure: Decided | null): Promise<boolean> {
    const id = unsure?.entries[0]?.event.id;
    if (id === undefined) return false;
    return inTransaction(database.main, async (sql) => {
      await lockHead(sql);
      return isDecided(sql, id);
    });
  }

  function note(batch: readonly Waiting[], error: unknown): unknown {
    const refusal = asRefusal(error);
    const code = refusalOf(refusal)?.code;
    if (code === undefined)
      log.error({ err: error, events: batch.map(({ draft }) => draft.type) }, "a batch of decisions failed");
    else log.warn({ code }, "decisions had to wait");
    return refusal;
  }

  async function readCommitted<T>(look: (state: RoutingState) => T): Promise<T> {
    // Between two batches there is always such a moment: a batch first waits for the head's lock.
    while (isAhead && running !== null) await running;
    if (state === null) throw new RefusedError("unavailable");
    return look(state);
  }

  return {
    readCommitted,
    dispatch(draft, dispatchOptions = {}) {
      if (isStopped) return Promise.reject(new RefusedError("unavailable"));
      return new Promise((resolve, reject) => {
        queue.push({ id: uuidv7(), draft, options: dispatchOptions, resolve, reject });
        pump();
      });
    },
    catchUp,
    get state() {
      if (state === null) throw new RefusedError("unavailable");
      return state;
    },
    get isReady() {
      return state !== null;
    },
    counts,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    load: () => load().then(() => undefined),
    async stop() {
      isStopped = true;
      if (reload !== null) clearTimeout(reload);
      while (running !== null || queue.length > 0) {
        pump();
        await running;
      }
    },
  };
}
