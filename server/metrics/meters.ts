import { Histogram } from "prom-client";
import { createRoutingMeters, type RoutingMeters } from "./routing-meters.ts";

/** What happens often is added up here as it happens: numbers without a label, read when somebody asks. */
export interface Meters {
  /** One group of appends was committed. `tookMs`: from its call to its commit. */
  groupCommitted(size: number, tookMs: number): void;
  /** A socket's command was refused. */
  commandRefused(code: string): void;
  /** A request was refused. */
  requestRefused(code: string): void;
  readonly routing: RoutingMeters;
  readonly groupSizes: Histogram;
  readonly groupSeconds: Histogram;
  readonly refusedCommands: ReadonlyMap<string, number>;
  readonly refusedRequests: ReadonlyMap<string, number>;
}

const addTo = (counts: Map<string, number>, code: string) => void counts.set(code, (counts.get(code) ?? 0) + 1);

export function createMeters(): Meters {
  const groupSizes = new Histogram({
    name: "answerline_append_group_size",
    help: "Messages and notes committed together; the sum is the number of appends.",
    buckets: [1, 2, 4, 8, 16, 32, 64, 128, 256],
    registers: [],
  });
  const groupSeconds = new Histogram({
    name: "answerline_append_group_seconds",
    help: "From the call of a group of appends to its commit.",
    buckets: [0.000_5, 0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5],
    registers: [],
  });
  const refusedCommands = new Map<string, number>();
  const refusedRequests = new Map<string, number>();
  return {
    groupCommitted(size, tookMs) {
      groupSizes.observe(size);
      groupSeconds.observe(tookMs / 1_000);
    },
    commandRefused: (code) => addTo(refusedCommands, code),
    requestRefused: (code) => addTo(refusedRequests, code),
    routing: createRoutingMeters(),
    groupSizes,
    groupSeconds,
    refusedCommands,
    refusedRequests,
  };
}
