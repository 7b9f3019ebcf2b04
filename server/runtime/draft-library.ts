import type { Model } from "../answers/model.ts";
import { withExact } from "../answers/exact.ts";
import { restoreModel } from "../answers/model-bytes.ts";
import { withLearned } from "../answers/learned.ts";
import type { Logger } from "../logging.ts";
import type { Database } from "../store/database.ts";
import { draftsPrint } from "../store/library-drafts.ts";
import { learnedInForce } from "../store/library-learned.ts";
import { draftedAnswers, libraryHashOf, type PublishedAnswer } from "../store/library.ts";
import { LIBRARY_SEED, type Library } from "./library.ts";
import { trainModel, type Training } from "./train-model.ts";

/** The library as it would be after publishing. */
export interface Drafted {
  model: Model;
  entries: ReadonlyMap<string, PublishedAnswer>;
  /** The model was trained before the newest edits: their words are found only by whole questions. */
  isOld: boolean;
}

export interface DraftLibrary {
  /** The drafts as they are now; a training that is needed begins and is not waited for. */
  now(): Promise<Drafted>;
  /** Trains these drafts (ids null: all) for a trial; null when it was aborted. */
  train(ids: readonly string[] | null, signal: AbortSignal): Promise<(Drafted & { trainMs: number }) | null>;
  stop(): void;
}

/** Kept for so long after the last look: a second model is memory. */
const KEPT_MS = 10 * 60_000;

/** The drafts' own model, beside the one customers are served by. */
export function createDraftLibrary(options: {
  database: Database;
  siteId: string;
  library: Library;
  log: Logger;
  /** A training ended: what was tried may come out otherwise now. */
  onTrained(): void;
}): DraftLibrary {
  const { database, siteId, library, log } = options;
  let kept: { hash: string; model: Model } | null = null;
  let read: { print: string; hash: string; entries: PublishedAnswer[] } | null = null;
  let training: { hash: string; work: Training } | null = null;
  let forget: NodeJS.Timeout | null = null;
  let isStopped = false;

  async function readDrafts(): Promise<{ hash: string; entries: PublishedAnswer[] }> {
    const print = await draftsPrint(database.main, siteId);
    if (read?.print === print) return read;
    const entries = matchable(await draftedAnswers(database.main, siteId));
    read = { print, hash: libraryHashOf(entries), entries };
    return read;
  }

  function keepAwhile(): void {
    if (forget !== null) clearTimeout(forget);
    forget = setTimeout(() => {
      kept = null;
      read = null;
    }, KEPT_MS);
    forget.unref();
  }

  /** Trains in the background; a newer wish ends an older one. */
  function trainSoon(hash: string, entries: readonly PublishedAnswer[]): void {
    if (training?.hash === hash || isStopped) return;
    training?.work.stop();
    const mine = { hash, work: trainModel(entries, LIBRARY_SEED) };
    training = mine;
    void mine.work.bytes
      .then((bytes) => {
        if (bytes === null || training !== mine) return;
        kept = { hash, model: restoreModel(bytes) };
        options.onTrained();
      })
      .catch((error: unknown) => log.error({ err: error }, "training the drafts failed"))
      .finally(() => {
        if (training === mine) training = null;
      });
  }

  async function ready(model: Model, entries: readonly PublishedAnswer[]): Promise<Model> {
    return withLearned(withExact(model, entries), await learnedInForce(database.main, siteId));
  }

  return {
    async now() {
      const { hash, entries } = await readDrafts();
      keepAwhile();
      const isPublished = hash === libraryHashOf([...library.entries.values()]);
      const isOld = !isPublished && kept?.hash !== hash;
      if (isOld) trainSoon(hash, entries);
      const base = isPublished || kept === null ? library.model : kept.model;
      return { model: await ready(base, entries), entries: byId(entries), isOld };
    },
    async train(ids, signal) {
      const entries = matchable(await draftedAnswers(database.main, siteId, ids));
      const hash = libraryHashOf(entries);
      const began = performance.now();
      if (kept?.hash !== hash) {
        const work = trainModel(entries, LIBRARY_SEED);
        const stop = () => work.stop();
        signal.addEventListener("abort", stop);
        if (signal.aborted) stop();
        const bytes = await work.bytes.finally(() => signal.removeEventListener("abort", stop));
        if (bytes === null) return null;
        kept = { hash, model: restoreModel(bytes) };
        keepAwhile();
      }
      const model = await ready(kept.model, entries);
      return { model, entries: byId(entries), isOld: false, trainMs: performance.now() - began };
    },
    stop() {
      isStopped = true;
      training?.work.stop();
      if (forget !== null) clearTimeout(forget);
    },
  };
}

/** Drafts may still lack a question; nothing can be trained from those. */
const matchable = (entries: readonly PublishedAnswer[]): PublishedAnswer[] =>
  entries.filter(({ questions }) => questions.length > 0);

const byId = (entries: readonly PublishedAnswer[]): Map<string, PublishedAnswer> =>
  new Map(entries.map((entry) => [entry.id, entry]));
