/** What an entry of the library is for: only an `answer` replies to a question. */
export type AnswerKind = "answer" | "person" | "greeting" | "thanks";

/** One entry of the answer library as the matcher sees it: the ways customers ask for it. */
export interface LibraryEntry {
  readonly id: string;
  /** Similar questions, in any language, at least one for the entry to be found. */
  readonly questions: readonly string[];
  readonly language: string;
  readonly kind: AnswerKind;
  readonly category?: string | null;
}
