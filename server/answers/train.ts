import { calibrate, forWholeLibrary } from "./calibration.ts";
import { readLibraryTexts } from "./corpus.ts";
import type { LibraryEntry } from "./entry.ts";
import { buildExactTable } from "./exact-table.ts";
import { indexLibrary } from "./library-index.ts";
import { holdBack } from "./held-back.ts";
import { MODEL_VERSION, type Model } from "./model.ts";
import { createRandom } from "./random.ts";
import { fit } from "./scorer.ts";
import { exactKey, normalise, runsOf } from "./text.ts";
import { viewsFor } from "./views.ts";

export interface TrainOptions {
  /** The same entries and seed give the same model, whatever the order of the entries. */
  readonly seed: number;
  /** Hears the share done, 0 to 1. */
  readonly onProgress?: (share: number) => void;
}

/** Shares of the whole work at which the steps end: reading, trying the library on itself, the model itself. */
const READ_DONE = 0.05;
const TRIED_DONE = 0.55;

/** Learns a library: fits the scores, and what a score means by asking held-back questions and taken-out entries. */
export function train(entries: readonly LibraryEntry[], { seed, onProgress }: TrainOptions): Model {
  const sorted = [...new Map(entries.map((entry) => [entry.id, entry])).values()].sort((a, b) =>
    a.id < b.id ? -1 : 1,
  );
  const { answerIds, texts, labels } = questionsOf(sorted);
  const read = viewsFor(texts.length, answerIds.length).map((view) => ({ view, ...readLibraryTexts(texts, view) }));
  const seen = read.map(({ view, documents, vocabulary }) => ({ view, documents, features: vocabulary.size }));
  const data = { seen, labels: Uint32Array.from(labels), entries: answerIds.length };
  onProgress?.(READ_DONE);
  const random = createRandom(seed);
  const trials = holdBack(data, random, (share) => onProgress?.(READ_DONE + share * (TRIED_DONE - READ_DONE)));
  const tried = calibrate(trials, answerIds.length);
  const calibration = trials.length > 0 ? forWholeLibrary(tried, texts.length / answerIds.length) : tried;
  const isEmpty = texts.length === 0;
  const scorer = isEmpty ? null : fit(data, 1, random, (share) => onProgress?.(TRIED_DONE + share * (1 - TRIED_DONE)));
  onProgress?.(1);
  return {
    version: MODEL_VERSION,
    seed,
    answerIds,
    numbers: new Map(answerIds.map((id, number) => [id, number])),
    vocabularies: read.map(({ vocabulary }) => vocabulary.build()),
    scorer,
    calibration,
    library: indexLibrary(buildExactTable(sorted), sorted),
    learned: null,
    fresh: null,
  };
}

/** The questions with words in them, each once per entry; entries without any are known by exact match only. */
function questionsOf(entries: readonly LibraryEntry[]): { answerIds: string[]; texts: string[]; labels: number[] } {
  const answerIds: string[] = [];
  const texts: string[] = [];
  const labels: number[] = [];
  for (const { id, questions } of entries) {
    const seen = new Set<string | null>();
    for (const question of questions) {
      const key = exactKey(question);
      if (seen.has(key) || runsOf(normalise(question)).length === 0) continue;
      if (seen.size === 0) answerIds.push(id);
      seen.add(key);
      texts.push(question);
      labels.push(answerIds.length - 1);
    }
  }
  return { answerIds, texts, labels };
}
