import type { AnswerId, MediaId, TeamId } from "#server/contract/ids.ts";
import type { AnswerContent } from "#server/contract/library-views.ts";
import { addLines, type QuestionDraft, savedQuestions } from "./question-list.ts";

export interface QuickReplyDraft {
  key: string;
  label: string;
  text: string;
}

/** An entry of the library while it is written. Empty category, team and kind of asker mean none. */
export interface EntryDraft {
  kind: AnswerContent["kind"];
  title: string;
  body: string;
  category: string;
  language: string;
  teamId: string;
  askerKind: string;
  isEnabled: boolean;
  questions: QuestionDraft[];
  /** Typed where ways to ask are added, not entered yet; saving counts it. */
  adding: string;
  pictureIds: MediaId[];
  quickReplies: QuickReplyDraft[];
  followUpIds: AnswerId[];
}

export type DraftField = "title" | "body" | "questions";
export type DraftFault = "titleMissing" | "bodyMissing" | "questionsMissing" | "questionsMany";

const MOST_QUESTIONS = 500;

export function newDraft(language: string): EntryDraft {
  return draftOf({
    kind: "answer",
    title: "",
    body: "",
    category: null,
    language,
    teamId: null,
    askerKind: null,
    questions: [],
    pictureIds: [],
    quickReplies: [],
    followUpIds: [],
    isEnabled: true,
  });
}

export function draftOf(content: AnswerContent): EntryDraft {
  const { category, teamId, askerKind, questions, quickReplies, ...rest } = content;
  return {
    ...rest,
    category: category ?? "",
    teamId: teamId ?? "",
    askerKind: askerKind ?? "",
    questions: savedQuestions(questions),
    adding: "",
    pictureIds: [...content.pictureIds],
    quickReplies: quickReplies.map((reply, index) => ({ key: `saved-${index}`, ...reply })),
    followUpIds: [...content.followUpIds],
  };
}

/** Whether both would be saved as the same. */
export function isSameDraft(a: EntryDraft, b: EntryDraft): boolean {
  return JSON.stringify([contentOf(a), a.adding]) === JSON.stringify([contentOf(b), b.adding]);
}

/** The draft as the command takes it. Ways to ask that are empty, and quick replies without words, are left out. */
export function contentOf(draft: EntryDraft): AnswerContent {
  return {
    kind: draft.kind,
    title: draft.title.trim(),
    body: draft.body.trim(),
    category: draft.category.trim() || null,
    language: draft.language,
    // The options come from the server; an empty one is none.
    teamId: (draft.teamId || null) as TeamId | null,
    askerKind: draft.askerKind.trim() || null,
    questions: writtenQuestions(draft),
    pictureIds: draft.pictureIds,
    quickReplies: draft.quickReplies
      .map(({ label, text }) => ({ label: label.trim(), text: text.trim() || label.trim() }))
      .filter(({ label }) => label !== ""),
    followUpIds: draft.followUpIds,
    isEnabled: draft.isEnabled,
  };
}

/** What keeps the entry from being published, by field; only too many questions keep it from being saved. */
export function faultsOf(draft: EntryDraft): Partial<Record<DraftField, DraftFault>> {
  const { title, body, questions } = contentOf(draft);
  const faults: [DraftField, DraftFault | null][] = [
    ["title", title === "" ? "titleMissing" : null],
    ["body", body === "" ? "bodyMissing" : null],
    [
      "questions",
      questions.length === 0 ? "questionsMissing" : questions.length > MOST_QUESTIONS ? "questionsMany" : null,
    ],
  ];
  return Object.fromEntries(faults.filter(([, fault]) => fault !== null));
}

function writtenQuestions({ questions, adding }: EntryDraft): string[] {
  const { list } = addLines(questions, adding, () => "adding");
  return list.map(({ text }) => text.trim()).filter((text) => text !== "");
}

/** A draft kept by the browser, and the server's revision it was written upon. */
export interface KeptDraft {
  draft: EntryDraft;
  revision: number;
}

export const keepDraft = (kept: KeptDraft): string => JSON.stringify(kept);

/** What the browser kept; null when there is nothing, or it was kept by another version of this page. */
export function readKept(text: string): KeptDraft | null {
  if (text === "") return null;
  try {
    const kept = JSON.parse(text) as Partial<KeptDraft>;
    const shape = Object.keys(newDraft("en"));
    return typeof kept.revision === "number" && kept.draft && shape.every((field) => field in (kept.draft ?? {}))
      ? (kept as KeptDraft)
      : null;
  } catch {
    return null;
  }
}
