import type { LibraryEntry } from "../answers/entry.ts";

/** What the process that trains is told: a part of the library; `seed` comes with the last part and starts the training. */
export interface TrainingOrder {
  readonly entries: readonly LibraryEntry[];
  readonly seed: number | null;
  /** The model is wanted as it is stored, too. */
  readonly isPacked: boolean;
}

/** What it tells, beside the model itself. */
export type TrainingReport =
  | { readonly kind: "progress"; readonly share: number }
  | { readonly kind: "failed"; readonly message: string };

/** Argument of a process whose training is a long one. */
export const LONG = "--long";

/** The model comes through this pipe, then packed where that is wanted: each its length (64-bit float, little-endian), then its bytes. */
export const MODEL_PIPE = 4;
export const LENGTH_BYTES = 8;
