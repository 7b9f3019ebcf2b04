import { withExact } from "../answers/exact.ts";
import { match, type Match } from "../answers/match.ts";
import { MODEL_VERSION, type Model } from "../answers/model.ts";
import { restoreModel } from "../answers/model-bytes.ts";
import { train } from "../answers/train.ts";
import type { Logger } from "../logging.ts";
import type { Database } from "../store/database.ts";
import { libraryHashOf, publishedAnswers, storedModel, storeModel, type PublishedAnswer } from "../store/library.ts";
import { trainModel, type Training } from "./train-model.ts";

/** One seed for every installation: the same library gives the same answers on every node. */
const SEED = 20_261;

export interface Library {
  /** Loads the published entries and a model of them: the stored one, or one trained now. */
  load(): Promise<void>;
  /** The library changed: new words are found at once by their exact questions, the model follows when it is trained. */
  entriesChanged(): Promise<void>;
  match(text: string, limit?: number): Match;
  answer(id: string): PublishedAnswer | undefined;
  readonly version: number;
  readonly status: { id: string | null; trainedAt: number | null; questions: number; isTraining: boolean };
  stop(): void;
}

/** The answer library as this node serves it: entries by id and the model in use, swapped in whole. */
export function createLibrary(options: { database: Database; siteId: string; log: Logger }): Library {
  const { database, siteId, log } = options;
  let answers = new Map<string, PublishedAnswer>();
  let version = 0;
  let model: Model = train([], { seed: SEED });
  let status = { id: null as string | null, trainedAt: null as number | null, questions: 0, isTraining: false };
  let training: Training | null = null;
  let wanted: string | null = null;
  let isStopped = false;

  async function readEntries(): Promise<{ entries: PublishedAnswer[]; hash: string }> {
    const published = await publishedAnswers(database.main, siteId);
    answers = new Map(published.answers.map((answer) => [answer.id, answer]));
    version = published.version;
    return { entries: published.answers, hash: libraryHashOf(published.answers) };
  }

  async function ensureModel(entries: readonly PublishedAnswer[], hash: string): Promise<void> {
    wanted = hash;
    const key = { siteId, libraryHash: hash, codeVersion: MODEL_VERSION, seed: SEED };
    let stored = await storedModel(database.main, key);
    if (stored === null) {
      training?.stop();
      const mine = trainModel(entries, SEED);
      training = mine;
      status = { ...status, isTraining: true };
      try {
        const bytes = await mine.bytes;
        // A newer edit may have started another training meanwhile: its model is the one to use.
        if (bytes === null || wanted !== hash || isStopped) return;
        stored = await storeModel(
          database.main,
          key,
          bytes,
          entries.reduce((sum, entry) => sum + entry.questions.length, 0),
        );
      } finally {
        if (training === mine) {
          training = null;
          status = { ...status, isTraining: false };
        }
      }
    }
    if (wanted !== hash) return;
    model = withExact(restoreModel(stored.bytes), entries);
    status = { id: stored.id, trainedAt: stored.trainedAt, questions: stored.questions, isTraining: false };
  }

  return {
    async load() {
      const { entries, hash } = await readEntries();
      await ensureModel(entries, hash);
    },
    async entriesChanged() {
      const { entries, hash } = await readEntries();
      model = withExact(model, entries);
      if (hash === wanted && !status.isTraining) return;
      // Not waited for: the edit is acknowledged now, the model follows.
      void ensureModel(entries, hash).catch((error: unknown) => {
        if (!isStopped && wanted === hash) log.error({ err: error }, "training the answer library failed");
      });
    },
    match: (text, limit) => match(model, text, limit === undefined ? {} : { limit }),
    answer: (id) => answers.get(id),
    get version() {
      return version;
    },
    get status() {
      return status;
    },
    stop() {
      isStopped = true;
      training?.stop();
    },
  };
}
