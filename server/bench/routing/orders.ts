/** What the processes of the routing benchmark are told, and what they answer. */
import type { Conversation, ShopSize } from "./shop-size.ts";

export interface DecideOrder {
  kind: "measure";
  size: ShopSize;
  /** In one round; as many again are done first, to warm up. */
  decisions: number;
  rounds: number;
  seed: number;
  /** Whether every third customer needs a language. */
  isWithNeeds: boolean;
}

/** Medians over the rounds, in µs and MiB. */
export interface DecideTimes {
  p50Us: number;
  p99Us: number;
  maxUs: number;
  p99UsOf: Record<string, number>;
  /** Of the engine's state alone. */
  heapMb: number;
  wholeHeapMb: number;
  waiting: number;
}

export type DecideReport = { kind: "measured"; times: DecideTimes } | { kind: "failed"; message: string };

export type JournalOrder =
  | { kind: "open"; databaseUrl: string; nodeEpoch: string }
  /** Brings the copy to the journal's end. */
  | { kind: "catchUp" }
  | {
      kind: "work";
      seconds: number;
      /** Commands under way at once in this process: one chain each. */
      outstanding: number;
      /** Chats to begin with, one for each chain of a crowded team. */
      chats: { conversationId: string; agentId: string }[];
      crowded: Conversation[];
      roomy: Conversation[];
      /** A file that gets the client id of every acknowledged command, for a process that will be killed. */
      acknowledgedFile: string | null;
      isExplaining: boolean;
    };

export interface JournalResult {
  decisions: number;
  assigned: number;
  refused: number;
  elapsedMs: number;
  ackMs: number[];
  /** What the dispatcher decided in all, what was settled after the time included; in so many transactions. */
  stepped: number;
  batches: number;
  /** Decisions taken after another process had decided. */
  afterOthers: number;
  cpuUs: number;
  /** Where the time of the transactions went, in ms, by statement; empty unless asked for. */
  spentMs: Record<string, number>;
}

export type JournalReport =
  | { kind: "opened" }
  | { kind: "caughtUp" }
  | { kind: "worked"; result: JournalResult }
  | { kind: "failed"; message: string };
