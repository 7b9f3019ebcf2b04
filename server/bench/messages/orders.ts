/** What the processes of the messages benchmark tell each other. */

/** How one socket of a pair is opened. */
export interface Door {
  url: string;
  auth: Record<string, unknown>;
  headers: Record<string, string>;
}

/** Two people of one conversation; `null` where the server keeps none (the relay). */
export interface Pair {
  conversationId: string | null;
  sides: [Door, Door];
}

export type Target = "relay" | "product";

export type LoadOrder =
  | { kind: "connect"; target: Target; pairs: Pair[] }
  /** Every pair as fast as its answers come. */
  | { kind: "closed"; target: Target; seconds: number }
  /** This many messages a second over all pairs of this process, on a clock. */
  | { kind: "paced"; target: Target; seconds: number; perSecond: number };

export interface LoadResult {
  /** Messages acknowledged and delivered. */
  messages: number;
  elapsedMs: number;
  cpuUs: number;
  /** Of the paced run; empty otherwise. */
  ackMs: number[];
  deliveryMs: number[];
}

export type LoadReport =
  | { kind: "connected" }
  | { kind: "done"; result: LoadResult }
  | { kind: "failed"; message: string };

export interface Served {
  staffId: string;
  customerId: string;
  conversationId: string;
}

export type ServerOrder =
  | { kind: "open"; databaseUrl: string; siteId: string }
  /** Everybody is connected: each conversation is given to its agent by the engine. */
  | { kind: "serve"; teamId: string; pairs: Served[] }
  | { kind: "cpu" };

export type ServerReport =
  | { kind: "listening"; port: number }
  | { kind: "serving" }
  | { kind: "cpu"; us: number }
  | { kind: "failed"; message: string };
