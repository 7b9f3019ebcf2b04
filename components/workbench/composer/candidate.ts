import type { AgentSuggestion } from "#server/contract/index.ts";

/** A library answer that may fit, with how well it matches. */
export type Candidate = Extract<AgentSuggestion, { kind: "answer" }>;

/** One thing the `/` menu can put in. */
export type SlashOption =
  | { kind: "reply"; key: string; shortcut: string; title: string; body: string }
  | { kind: "answer"; key: string; candidate: Candidate; title: string; body: string };

/** What names a suggestion in its list. */
export const suggestionKey = (suggestion: AgentSuggestion): string =>
  suggestion.kind === "answer" ? suggestion.answerId : suggestion.replyId;
