/** What a node of a chaos run and the process that started it say to each other. */
import type { StateRows } from "#server/routing/state.ts";
import type { FailpointName, PlantName } from "./world.ts";

export type FailpointRates = Partial<Record<FailpointName, number>>;

/** Handed over at the start of the process. */
export interface NodeOptions {
  name: string;
  port: number;
  databaseUrl: string;
  redisUrl: string | null;
  siteId: string;
  mediaFolder: string;
  /** No other node and no other process is ever on this database. */
  isAlone: boolean;
  plant: PlantName | null;
  dropPublishes: boolean;
  /** Of this life of the node. */
  seed: number;
  rates: FailpointRates;
}

export type Order = { kind: "arm"; rates: FailpointRates } | { kind: "look"; id: number };

export type Report =
  | { kind: "listening" }
  | { kind: "hit"; point: FailpointName }
  /** Told last: it kills itself at this point, as it was armed to. */
  | { kind: "dying"; point: FailpointName }
  | { kind: "looked"; id: number; rows: StateRows }
  | { kind: "blind"; id: number; message: string };
