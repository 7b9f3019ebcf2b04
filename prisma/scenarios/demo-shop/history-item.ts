import type { SeedLanguage } from "../answer-seed.ts";
import type { DemoPersonKey, DemoTeamKey } from "./people.ts";

/**
 * One line of an earlier conversation, with keys where the database has ids. The kinds follow the contract's items;
 * what a customer, the library and an agent say are told apart here, because each needs other fields.
 * `afterMs` counts from the opening of the conversation and never falls.
 */
export type HistoryItem = { afterMs: number } & (
  | { kind: "customer"; text: string }
  /** An answer of the library, its degree in [0,1], and what the customer clicked below it. */
  | { kind: "answer"; answerKey: string; degree: number; isHelpful?: boolean }
  /** "Did you mean": the best degree and the choices, best first. */
  | { kind: "suggest"; suggestionKeys: readonly string[]; degree: number }
  /** The library admits that it has no answer. */
  | { kind: "honest"; degree: number }
  /** A person was asked for and the customer stands in line. */
  | { kind: "queued"; teamKey: DemoTeamKey }
  | { kind: "assigned"; agentKey: DemoPersonKey }
  | { kind: "agent"; agentKey: DemoPersonKey; text: string }
  /** Staff only. */
  | { kind: "note"; agentKey: DemoPersonKey; text: string }
  | { kind: "transfer"; agentKey: DemoPersonKey; toAgentKey: DemoPersonKey; note: string }
  | { kind: "closed"; reason: "agent" | "customer" | "quiet" | "customer_left"; outcome: HistoryOutcome | null }
  /** 1 to 5, after the close. */
  | { kind: "rating"; score: 1 | 2 | 3 | 4 | 5; comment: string | null }
);

export interface HistoryOutcome {
  isSolved: boolean;
  category: string | null;
}

export interface HistoryConversation {
  key: string;
  customerKey: string;
  language: SeedLanguage;
  /** How long before the seeding it was opened. */
  openedAgoMs: number;
  /** The agent who closed it, or null where the library was enough. */
  agentKey: DemoPersonKey | null;
  items: readonly HistoryItem[];
}

/** A request in the message box that nobody has claimed yet. `items` came before it in the same conversation. */
export interface HistoryRequest {
  key: string;
  customerKey: string;
  language: SeedLanguage;
  teamKey: DemoTeamKey;
  openedAgoMs: number;
  items: readonly HistoryItem[];
  /** When the request was stored, counted from the opening. */
  storedAfterMs: number;
  text: string;
  contact: string | null;
}

export const secondMs = 1_000;
export const minuteMs = 60 * secondMs;
export const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;

/** `at(2, 10)` is 2 min 10 s. */
export const at = (minutes: number, seconds = 0): number => minutes * minuteMs + seconds * secondMs;
