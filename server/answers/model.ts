import type { Calibration } from "./calibration.ts";
import type { AnswerKind } from "./entry.ts";
import type { LibraryIndex } from "./library-index.ts";
import type { Learned } from "./learned.ts";
import type { Scorer } from "./scorer.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** Rises whenever a model of the version before can no longer be read or would answer differently. */
export const MODEL_VERSION = 5;

/** A trained library; `serialiseModel` carries it as bytes. */
export interface Model {
  readonly version: number;
  readonly seed: number;
  /** The entry ids that were trained, by entry number. */
  readonly answerIds: readonly string[];
  /** The other way round. */
  readonly numbers: ReadonlyMap<string, number>;
  /** A vocabulary for each view of the scorer. */
  readonly vocabularies: readonly Vocabulary[];
  /** Null when no entry has a question with a word in it. */
  readonly scorer: Scorer | null;
  readonly calibration: Calibration;
  /** What is published now, which may be newer than what was trained. */
  readonly library: LibraryIndex;
  /** What was learned since from customers and agents (`withLearned`); not stored with the model. */
  readonly learned: Learned | null;
  /** Questions of entries that are newer than the training; not stored with the model. */
  readonly fresh: Learned | null;
}

/** An entry that may answer a question. */
export interface Candidate {
  readonly answerId: string;
  readonly kind: AnswerKind;
  /** Calibrated probability, 0 to 1, that this entry is the right one. */
  readonly degree: number;
  /** The classifier's own probability among the entries, before calibration; 0 for one only known by its exact question. */
  readonly score: number;
}
