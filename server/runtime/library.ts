import { withExact } from "../answers/exact.ts";
import { withLearned } from "../answers/learned.ts";
import { match, type Match } from "../answers/match.ts";
import { MODEL_VERSION, type Model } from "../answers/model.ts";
import { train } from "../answers/train.ts";
import type { LibraryModelView } from "../contract/library-views.ts";
import type { ReplyFacts } from "../contract/items.ts";
import type { Logger } from "../logging.ts";
import type { Database } from "../store/database.ts";
import { learnedInForce, learnedPrint, type LearnedInForce } from "../store/library-learned.ts";
import { storedModel, storeModel } from "../store/library-models.ts";
import { libraryHashOf, publishedAnswers, type PublishedAnswer } from "../store/library.ts";
import { trainModel, type Training } from "./train-model.ts";
import { readyModel } from "./train-swap.ts";

/** One seed for every installation: the same library gives the same answers on every node. */
export const LIBRARY_SEED = 20_261;
/** Candidates asked for beyond the limit, in case some are not for this kind of customer. */
const SPARE = 5;

/** What an answer brings besides its text. */
export type Extras = Pick<ReplyFacts, "pictures" | "quickReplies" | "followUps">;
export const NO_EXTRAS: Extras = { pictures: [], quickReplies: [], followUps: [] };

export interface MatchFor {
  /** Kind of the customer who asks: entries for another kind are left out. Null or absent: nothing is left out. */
  askerKind?: string | null;
}

export interface Library {
  /** Loads the published entries and a model of them: the stored one, or one trained now. */
  load(): Promise<void>;
  /** The library changed: new words are found at once by their exact questions, the model follows when it is trained. */
  entriesChanged(): Promise<void>;
  /** Takes in what was learned or revoked since the last look, here or on another node; whether there was anything. */
  learnedChanged(): Promise<boolean>;
  match(text: string, limit?: number, who?: MatchFor): Match;
  answer(id: string): PublishedAnswer | undefined;
  /** Pictures, quick replies and follow-ups of a published entry; follow-ups only to entries that are published and for this kind of customer. */
  extras(id: string, who?: MatchFor): Extras;
  /** Every published entry, by id. */
  readonly entries: ReadonlyMap<string, PublishedAnswer>;
  /** The model in use, for what is computed from it (explaining, collisions, trials). Swapped in whole: hold it for one piece of work. */
  readonly model: Model;
  readonly version: number;
  readonly status: LibraryModelView;
  /** Resolves when no training is under way. */
  settled(): Promise<void>;
  stop(): void;
}

export interface LibraryOptions {
  database: Database;
  siteId: string;
  log: Logger;
  /** A training began or ended, or a model was swapped in. */
  onStatus?(): void;
}

/** The answer library as this node serves it: entries by id and the model in use, swapped in whole. */
export function createLibrary(options: LibraryOptions): Library {
  const { database, siteId, log } = options;
  let answers = new Map<string, PublishedAnswer>();
  let version = 0;
  /** What was trained, with the entries of now; `model` is the same with what was learned. */
  let trained: Model = train([], { seed: LIBRARY_SEED });
  let model = trained;
  let learned: { pairs: LearnedInForce[]; print: string } = { pairs: [], print: "" };
  let status: LibraryModelView = { id: null, trainedAt: null, questions: 0, isTraining: false };
  let training: Training | null = null;
  let wanted: string | null = null;
  let isStopped = false;
  let work: Promise<void> = Promise.resolve();

  function use(next: Model): void {
    trained = next;
    // What the model already knew of the pairs is not read again.
    model = withLearned(trained, learned.pairs);
  }

  function setStatus(next: LibraryModelView): void {
    status = next;
    if (!isStopped) options.onStatus?.();
  }

  async function readEntries(): Promise<{ entries: PublishedAnswer[]; hash: string }> {
    const published = await publishedAnswers(database.main, siteId);
    answers = new Map(published.answers.map((answer) => [answer.id, answer]));
    version = published.version;
    return { entries: published.answers, hash: libraryHashOf(published.answers) };
  }

  async function readLearned(): Promise<boolean> {
    const print = await learnedPrint(database.main, siteId);
    if (print === learned.print) return false;
    learned = { pairs: await learnedInForce(database.main, siteId), print };
    return true;
  }

  async function ensureModel(entries: readonly PublishedAnswer[], hash: string): Promise<void> {
    wanted = hash;
    const key = { siteId, libraryHash: hash, codeVersion: MODEL_VERSION, seed: LIBRARY_SEED };
    const stored = await storedModel(database.main, key);
    if (stored !== null) {
      const ready = await readyModel(stored.bytes, entries, learned.pairs);
      if (wanted !== hash) return;
      use(ready);
      setStatus({ id: stored.id, trainedAt: stored.trainedAt, questions: stored.questions, isTraining: false });
      return;
    }
    training?.stop();
    const mine = trainModel(entries, LIBRARY_SEED, { isPacked: true });
    training = mine;
    setStatus({ ...status, isTraining: true });
    try {
      const bytes = await mine.bytes;
      // A newer edit may have started another training meanwhile: its model is the one to use.
      if (bytes === null || wanted !== hash || isStopped) return;
      const ready = await readyModel(bytes, entries, learned.pairs);
      if (wanted !== hash || isStopped) return;
      use(ready);
      const questions = entries.reduce((sum, entry) => sum + entry.questions.length, 0);
      const packed = await mine.packed;
      if (packed === null) return;
      const kept = await storeModel(database.main, key, packed, questions);
      if (wanted === hash) status = { ...status, id: kept.id, trainedAt: kept.trainedAt, questions };
    } finally {
      if (training === mine) {
        training = null;
        setStatus({ ...status, isTraining: false });
      }
    }
  }

  const isFor = (id: string, { askerKind = null }: MatchFor): boolean => {
    const own = answers.get(id)?.askerKind ?? null;
    return own === null || askerKind === null || own === askerKind;
  };

  return {
    async load() {
      const { entries, hash } = await readEntries();
      await readLearned();
      await ensureModel(entries, hash);
    },
    async entriesChanged() {
      const { entries, hash } = await readEntries();
      use(withExact(trained, entries));
      if (hash === wanted && !status.isTraining) return;
      // Not waited for: the edit is acknowledged now, the model follows.
      work = ensureModel(entries, hash).catch((error: unknown) => {
        if (!isStopped && wanted === hash) log.error({ err: error }, "training the answer library failed");
      });
    },
    async learnedChanged() {
      if (!(await readLearned())) return false;
      // From the model in use: what it knew of the other pairs is not read again.
      model = withLearned(model, learned.pairs);
      return true;
    },
    match(text, limit = 5, who = {}) {
      const found = match(model, text, { limit: limit + SPARE });
      return { ...found, candidates: found.candidates.filter(({ answerId }) => isFor(answerId, who)).slice(0, limit) };
    },
    answer: (id) => answers.get(id),
    extras(id, who = {}) {
      const answer = answers.get(id);
      if (answer === undefined) return NO_EXTRAS;
      return {
        pictures: [...answer.pictures],
        quickReplies: [...answer.quickReplies],
        followUps: answer.followUpIds.flatMap((followUpId) => {
          const next = answers.get(followUpId);
          return next === undefined || !isFor(followUpId, who)
            ? []
            : [{ answerId: followUpId as Extras["followUps"][number]["answerId"], title: next.title }];
        }),
      };
    },
    get entries() {
      return answers;
    },
    get model() {
      return model;
    },
    get version() {
      return version;
    },
    get status() {
      return status;
    },
    async settled() {
      await work;
    },
    stop() {
      isStopped = true;
      training?.stop();
    },
  };
}
