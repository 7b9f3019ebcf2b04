/**
 * The shape of a library entry as scenarios write it: plain data, loaded by the seed and by tests.
 *
 * `body` is text with `**bold**`, `[label](https://…)` and blank lines between paragraphs, never HTML.
 * `questions` are the ways customers ask; the matcher learns from them. `key` names the entry inside the
 * scenarios only (history points at it); the database gives entries their own ids.
 */

export type SeedLanguage = "en" | "zh";

/** `answer` is a topic; the other three are how the library itself takes part in a conversation. */
export type AnswerSeedKind = "answer" | "person" | "greeting" | "thanks";

export interface AnswerSeed {
  key: string;
  /** Shown as a "did you mean" choice, so it reads as a topic or a question on its own. */
  title: string;
  category: string;
  language: SeedLanguage;
  kind: AnswerSeedKind;
  body: string;
  questions: readonly string[];
  /** The team that takes hand-offs of this topic; without it the language and the default team decide. */
  teamKey?: string;
  /** Offered under the answer; tapping one sends its text. */
  quickReplies?: readonly { label: string; text: string }[];
  /** Keys of entries offered after it. */
  followUpKeys?: readonly string[];
  /** Kind of customer it is for; without it everybody. */
  askerKind?: string;
}

/** A text in every language the demo speaks. */
export type SeedText = Readonly<Record<SeedLanguage, string>>;
