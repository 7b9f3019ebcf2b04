import type { AnswerId } from "#server/contract/index.ts";

/** A library answer that may fit, with how well it matches. */
export interface Candidate {
  answerId: AnswerId;
  title: string;
  body: string;
  degree: number;
}

/** One thing the `/` menu can put in. */
export type SlashOption =
  | { kind: "reply"; key: string; shortcut: string; title: string; body: string }
  | { kind: "answer"; key: string; candidate: Candidate; title: string; body: string };
