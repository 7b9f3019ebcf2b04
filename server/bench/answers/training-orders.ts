import type { ServerOrder, ServerReport } from "../messages/orders.ts";

/** The server of the messages benchmark, which also learns a library when told to. */
export type TrainingServerOrder =
  | ServerOrder
  | { readonly kind: "train"; readonly questions: number; readonly entries: number; readonly seed: number };

export type TrainingServerReport =
  | ServerReport
  | { readonly kind: "training" }
  | { readonly kind: "trained"; readonly buildMs: number };
