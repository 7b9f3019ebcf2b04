/** What the process of one library size is asked and tells. */
export interface ScaleOrder {
  readonly questions: number;
  readonly entries: number;
}

export type ScaleReport =
  | { readonly kind: "done"; readonly line: ScaleLine }
  | { readonly kind: "failed"; readonly message: string };

export interface ScaleLine {
  readonly similarQuestions: number;
  readonly entries: number;
  readonly buildMs: number;
  readonly stallP99Ms: number;
  readonly stallMaxMs: number;
  /** From the model's arrival on the main thread to the first answer from it. */
  readonly swapMs: number;
  readonly modelMb: number;
  readonly peakMb: number;
  readonly servingMb: number;
  readonly matchP50Ms: number;
  readonly matchP99Ms: number;
  readonly bm25P50Ms: number;
  readonly bm25P99Ms: number;
  /** p50 of ours as a multiple of BM25's. */
  readonly ratio: number;
  readonly top1: number;
}
