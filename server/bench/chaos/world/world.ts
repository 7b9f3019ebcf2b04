/**
 * The world of a chaos run: everything that can break. Nodes as processes of their own, a PostgreSQL, a Redis and one way
 * in per client, each with its switches. Opened by `openWorld` (`open-world.ts`); what breaks it stands in `faults.ts`.
 */
import type { Database } from "#server/store/database.ts";
import type { ShopCustomer, ShopPerson } from "#server/testing/chat-shop.ts";

/** A known fault of the product, switched on to see that the check of its name goes red. */
export const plantNames = ["ack-before-commit", "skip-dedupe", "forget-seat", "stale-owner", "lost-publish"] as const;
export type PlantName = (typeof plantNames)[number];

/** Points of the message path and of decisions where a node breaks off at times. */
export const failpointNames = [
  "beforeCommit",
  "afterCommitBeforeAck",
  "afterAckBeforePublish",
  "doubtfulCommit",
] as const;
export type FailpointName = (typeof failpointNames)[number];

export interface WorldOptions {
  nodes: 1 | 2;
  seed: number;
  agents: number;
  customers: number;
  plant: PlantName | null;
  /** Nothing is told between or inside nodes: only the tail and what clients ask for heal their views. */
  dropPublishes: boolean;
  log(line: string): void;
}

export interface ChaosShop {
  siteId: string;
  /** Half of them in each team, capacity 3 to 5. */
  agents: ShopPerson[];
  supervisor: ShopPerson;
  /** Ids; the first is the default team. */
  teams: string[];
  /** Answered by the library word for word. */
  knownQuestions: string[];
}

export interface World {
  databaseUrl: string;
  /** The swarm's own way to look; the same object over all faults, its connections come back by themselves. */
  database: Database;
  shop: ChaosShop;
  customers: ShopCustomer[];
  nodes: readonly ChaosNode[];
  postgres: PostgresControl;
  /** Only with two nodes. */
  redis: RedisControl | null;
  /** Exits of nodes that nobody caused: each is a failure of the run. */
  readonly unexpectedExits: readonly string[];
  /** A way in of one client through a proxy without sticky sessions: its own local port, its own faults. */
  openLink(name: string): Promise<Link>;
  /** How often each failpoint was hit, summed over all nodes and their lives. */
  failpointHits(): Promise<Record<FailpointName, number>>;
  /** Engine copies, rows and the replay of the journal: what differs. Nodes that are down are left out. */
  engineDifferences(): Promise<string[]>;
  /** Waits as a fault does: shorter when `endFaults` is called meanwhile. */
  pause(ms: number): Promise<void>;
  /** The run is over for faults: those under way stop waiting and mend what they broke; later ones do not wait at all. */
  endFaults(): void;
  readonly areFaultsOver: boolean;
  /** Ends everything and removes the temporary folder. */
  stop(): Promise<void>;
}

export interface ChaosNode {
  readonly name: string;
  /** Listens. */
  readonly isUp: boolean;
  /** Of the process that now runs. */
  readonly pid: number | undefined;
  /** Where it listens; the same over all restarts. */
  readonly port: number;
  /** From the start of the process until it listened, of each start. */
  readonly startsMs: readonly number[];
  /** Resolves when it listens; waits for the database like the product does. */
  start(): Promise<void>;
  /** SIGKILL; resolves when it is gone. */
  kill(): Promise<void>;
  /** SIGTERM, orderly; resolves when it is gone. */
  stop(): Promise<void>;
  /** Its clock is off by this, from the next start on. */
  clockOffsetMs: number;
  /**
   * Failpoint traffic: how likely each pass of a point breaks off, until told otherwise (missing = 0); kept over
   * restarts. At `afterCommitBeforeAck` and `afterAckBeforePublish` the process dies at times, is restarted by the world
   * itself and counts as no unexpected exit.
   */
  arm(rates: Partial<Record<FailpointName, number>>): void;
  readonly armed: Partial<Record<FailpointName, number>>;
}

export interface PostgresControl {
  /** Answers, as far as we know: nobody has stopped or killed it, or it has been started since. */
  readonly isUp: boolean;
  /** `pg_ctl stop -m immediate` and a start: crash recovery. */
  restartImmediately(): Promise<void>;
  terminateBackends(): Promise<void>;
  stop(): Promise<void>;
  start(): Promise<void>;
  /** SIGKILL to every process of it. */
  kill(): Promise<void>;
}

export interface RedisControl {
  kill(): Promise<void>;
  start(): Promise<void>;
  flush(): Promise<void>;
}

export interface Link {
  readonly name: string;
  /** Give this to the client. */
  readonly url: string;
  /** Cuts every connection with a RST. */
  reset(): void;
  /** What is sent is swallowed both ways; new connections are accepted and stay silent. Ended by `mend`. */
  cut(): void;
  /** Ends every lasting fault; connections that swallowed bytes are cut, as a stream with a hole is none. */
  mend(): void;
  /** `up`: what the client sends is lost; `down`: what the server sends. New connections suffer alike. Ended by `mend`. */
  dropOneWay(direction: "up" | "down"): void;
  /** Each chunk comes this much later; `lossRate` of them stall 1 s longer (retransmission) or reset. Ended by `mend`. */
  delay(ms: number, lossRate: number): void;
  /** Payload towards the client, and from it, since the link was opened. */
  readonly bytesDown: number;
  readonly bytesUp: number;
  close(): Promise<void>;
}
