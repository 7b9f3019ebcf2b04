import type { ReplayResult } from "../contract/replay-commands.ts";
import type { ReplayChange } from "../simulate/replay-changes.ts";

/** What the process that replays a day is told. */
export interface ReplayOrder {
  readonly url: string;
  readonly day: string;
  readonly timeZone: string;
  readonly changes: readonly ReplayChange[];
  readonly seed: number;
}

export interface ReplayFault {
  readonly path: string;
  readonly message: string;
}

/** What it tells. `refused`: the order does not fit the day; `failed`: a fault of ours. */
export type ReplayReport =
  | { readonly kind: "progress"; readonly share: number }
  | { readonly kind: "done"; readonly result: ReplayResult }
  | { readonly kind: "refused"; readonly faults: readonly ReplayFault[] }
  | { readonly kind: "failed"; readonly message: string };
