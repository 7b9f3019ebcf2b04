/** What a working node is told and what it says. */
import type { StateRows } from "../routing/state.ts";
import type { EventDraft } from "../runtime/dispatcher.ts";
import type { Acknowledged } from "./random-work.ts";
import type { Shop } from "./shop-builder.ts";
import type { TestNode } from "./test-node.ts";

/** How a transaction that is aborted on purpose says so. */
export const ABORTED = "aborted on purpose";

export type Order =
  | { kind: "open"; url: string; shop: Shop; isFirst: boolean }
  /** Works until `commands` were tried, several at a time. */
  | {
      kind: "work";
      seed: number;
      name: string;
      commands: number;
      sharedEvery: number;
      stopAt: "beforeCommit" | "afterCommit" | null;
      stopAfter: number;
      /** Disturbs the transactions: each waits up to so many ms before it commits, and this share of them is aborted there. */
      disturbed?: { delayMs: number; abortShare: number };
    }
  /** Does all of these at once. */
  | { kind: "tell"; things: Thing[] }
  | { kind: "look" }
  | { kind: "close" };

/** One thing that is done in a race: a decision, or a customer's start of a chat (opens a conversation, then hands it off). */
export type Thing =
  | { what: "decision"; principalId: string; clientId: string; draft: EventDraft }
  | { what: "start"; customerId: string; siteId: string; teamId: string };

/** `ok`, or the code of the refusal, and what it decided or opened. */
export interface Told {
  code: string;
  conversationId: string | null;
}

export type Report =
  | { kind: "opened" }
  | { kind: "acknowledged"; what: Acknowledged }
  /** Stands at a failpoint and stays there. */
  | { kind: "stopped" }
  | { kind: "worked"; tried: number; done: number; faults: string[] }
  | { kind: "looked"; rows: StateRows; counts: TestNode["dispatcher"]["counts"]; lines: string[] }
  | { kind: "told"; results: Told[] }
  | { kind: "closed" }
  | { kind: "failed"; message: string };
