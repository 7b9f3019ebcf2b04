import type { AnswerView } from "#server/contract/admin-commands.ts";
import type { AgentInput } from "#components/realtime/command-shapes.ts";
import { addLines, type QuestionDraft, savedQuestions } from "./question-list.ts";

/** An entry of the library while it is edited. Empty category and team mean none. */
export interface AnswerDraft {
  title: string;
  body: string;
  category: string;
  language: string;
  teamId: string;
  isEnabled: boolean;
  questions: QuestionDraft[];
  /** Typed where ways to ask are added, not entered yet; saving counts it. */
  adding: string;
}

export type DraftField = "title" | "body" | "category" | "questions";
export type DraftFault =
  | "titleMissing"
  | "titleLong"
  | "bodyMissing"
  | "bodyLong"
  | "categoryLong"
  | "questionsMissing"
  | "questionLong"
  | "questionsMany";

/** The contract's own limits, said before the server has to. */
const MOST = { title: 120, body: 8000, category: 60, question: 500, questions: 500 };

export function newDraft(language: string): AnswerDraft {
  return { title: "", body: "", category: "", language, teamId: "", isEnabled: true, questions: [], adding: "" };
}

export function draftOf(answer: AnswerView): AnswerDraft {
  const { title, body, category, language, teamId, isEnabled, questions } = answer;
  return {
    title,
    body,
    category: category ?? "",
    language,
    teamId: teamId ?? "",
    isEnabled,
    questions: savedQuestions(questions),
    adding: "",
  };
}

export function isSameDraft(a: AnswerDraft, b: AnswerDraft): boolean {
  const words = ({ questions, ...rest }: AnswerDraft) => JSON.stringify([rest, questions.map(({ text }) => text)]);
  return words(a) === words(b);
}

/** What keeps the draft from being saved, by field. */
export function faultsOf(draft: AnswerDraft): Partial<Record<DraftField, DraftFault>> {
  const questions = writtenQuestions(draft);
  const faults: [DraftField, DraftFault | null][] = [
    ["title", length(draft.title) === 0 ? "titleMissing" : length(draft.title) > MOST.title ? "titleLong" : null],
    ["body", length(draft.body) === 0 ? "bodyMissing" : length(draft.body) > MOST.body ? "bodyLong" : null],
    ["category", length(draft.category) > MOST.category ? "categoryLong" : null],
    ["questions", questionsFault(questions)],
  ];
  return Object.fromEntries(faults.filter(([, fault]) => fault !== null));
}

/** The draft as the command takes it; `id` null adds an entry. */
export function inputOf(draft: AnswerDraft, id: AnswerView["id"] | null): Omit<AgentInput<"answer:save">, "clientId"> {
  const { title, body, category, language, teamId, isEnabled } = draft;
  return {
    id,
    title: title.trim(),
    body: body.trim(),
    category: category.trim() || null,
    language,
    // The options come from the server; an empty one is none.
    teamId: (teamId || null) as AnswerView["teamId"],
    questions: writtenQuestions(draft),
    isEnabled,
  };
}

function writtenQuestions({ questions, adding }: AnswerDraft): string[] {
  const { list } = addLines(questions, adding, () => "adding");
  return list.map(({ text }) => text.trim()).filter((text) => text !== "");
}

function questionsFault(questions: readonly string[]): DraftFault | null {
  if (questions.length === 0) return "questionsMissing";
  if (questions.length > MOST.questions) return "questionsMany";
  return questions.some((text) => text.length > MOST.question) ? "questionLong" : null;
}

function length(text: string): number {
  return text.trim().length;
}
