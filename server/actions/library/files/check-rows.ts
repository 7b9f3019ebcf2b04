import { v7 as uuidv7 } from "uuid";
import type { AnswerContent } from "../../../contract/library-views.ts";
import type { ImportError } from "../../../contract/library-job-views.ts";
import {
  answerContentSchema,
  answerKindSchema,
  BODY_MAX_LENGTH,
  CATEGORY_MAX_LENGTH,
  MOST_QUESTIONS,
  QUESTION_MAX_LENGTH,
  TITLE_MAX_LENGTH,
} from "../../../contract/library-views.ts";
import { languageSchema } from "../../../contract/text.ts";
import { fieldsThatDiffer, questionKey, tidyContent } from "../../../store/library-content.ts";
import type { LibraryNow } from "../../../store/library-import.ts";
import { readYesNo } from "./cells.ts";
import { columnOf, type Column } from "./columns.ts";
import { shortened, type RawRow } from "./read-rows.ts";

export interface CheckedRow {
  row: number;
  what: "new" | "changed" | "unchanged";
  answerId: string;
  content: AnswerContent;
  /** The draft's number when the file was read; 0: there was none. */
  revision: number;
}

const MOST_LISTED = 6;
const fields: Partial<Record<keyof AnswerContent, Column>> = {
  body: "answer",
  teamId: "team",
  askerKind: "asker_kind",
  pictureIds: "pictures",
  quickReplies: "quick_replies",
  followUpIds: "follow_ups",
  isEnabled: "enabled",
};
const empty: AnswerContent = {
  kind: "answer",
  title: "",
  body: "",
  category: null,
  language: "en",
  teamId: null,
  askerKind: null,
  questions: [],
  pictureIds: [],
  quickReplies: [],
  followUpIds: [],
  isEnabled: true,
};

/** Checks rows one after the other against the library and against each other. */
export function createRowChecker(library: LibraryNow, rows: readonly RawRow[]) {
  /** What each entry named in the file will ask; null: as before. */
  const fileIds = new Map(
    rows.flatMap(({ cells, questions }): [string, Set<string> | null][] =>
      cells.id === undefined || cells.id.trim() === ""
        ? []
        : [[cells.id.trim().toLowerCase(), questions === null ? null : new Set(questions.map(questionKey))]],
    ),
  );
  const rowOfId = new Map<string, number>();
  /** Questions of the rows so far. */
  const rowOfQuestion = new Map<string, number>();

  /** Null, with errors, when the row cannot be written. What a file has no column for stays as it is. */
  return function check(raw: RawRow, errors: ImportError[]): CheckedRow | null {
    const before = errors.length;
    const fail = (column: Column | null, code: ImportError["code"], value = "", hint = "") =>
      void errors.push({ row: raw.row, line: raw.line, column, code, value: shortened(value), hint });
    const cell = (column: Column): string | null => raw.cells[column]?.trim() ?? null;

    const id = cell("id") ?? "";
    const isUuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id);
    const known = isUuid ? library.entries.get(id.toLowerCase()) : undefined;
    if (id !== "") {
      const earlier = rowOfId.get(id.toLowerCase());
      if (!isUuid) fail("id", "bad_id", id);
      else if (earlier !== undefined) fail("id", "repeated_id", id, String(earlier));
      else if (known === undefined) fail("id", "unknown_id", id);
      rowOfId.set(id.toLowerCase(), raw.row);
    }
    const was = known?.content ?? known?.published ?? empty;
    const content: AnswerContent = { ...was };

    const kind = cell("kind");
    if (kind !== null && kind !== "") {
      const parsed = answerKindSchema.safeParse(kind.toLowerCase());
      if (!parsed.success) fail("kind", "unknown_value", kind, answerKindSchema.options.join(", "));
      else if (known?.published != null && known.published.kind !== parsed.data)
        fail("kind", "unknown_value", kind, known.published.kind);
      else content.kind = parsed.data;
    }
    const words = (column: Column, longest: number, isNeeded: boolean): string | null => {
      const value = cell(column);
      if (value === null) return null;
      if (value === "" && isNeeded) fail(column, "empty");
      if (value.length > longest) fail(column, "too_long", value, String(longest));
      return value;
    };
    content.title = words("title", TITLE_MAX_LENGTH, true) ?? content.title;
    content.body = words("answer", BODY_MAX_LENGTH, true) ?? content.body;
    const category = words("category", CATEGORY_MAX_LENGTH, false);
    if (category !== null) content.category = category;
    const askerKind = words("asker_kind", 40, false);
    if (askerKind !== null) content.askerKind = askerKind;
    const language = words("language", 20, true);
    if (language !== null && language !== "") {
      const parsed = languageSchema.safeParse(language);
      if (parsed.success) content.language = parsed.data;
      else fail("language", "bad_language", language, "en, zh, pt-BR");
    }
    const team = cell("team");
    if (team !== null) {
      const teamId = team === "" ? null : library.teams.get(team.toLowerCase());
      if (teamId === undefined) fail("team", "unknown_team", team, library.teamNames.join(", "));
      else content.teamId = teamId as AnswerContent["teamId"];
    }
    const enabled = cell("enabled");
    if (enabled !== null) {
      const isEnabled = readYesNo(enabled);
      if (isEnabled === null) fail("enabled", "unknown_value", enabled, "yes, no");
      else content.isEnabled = isEnabled;
    }

    if (raw.questions !== null) content.questions = raw.questions;
    if (content.questions.every((question) => question.trim() === "")) fail("questions", "empty");
    if (content.questions.length > MOST_QUESTIONS)
      fail("questions", "too_many", String(content.questions.length), String(MOST_QUESTIONS));
    for (const question of content.questions)
      if (question.length > QUESTION_MAX_LENGTH) fail("questions", "too_long", question, String(QUESTION_MAX_LENGTH));
    if (raw.quickReplies !== null) content.quickReplies = raw.quickReplies;
    if (content.quickReplies.length > MOST_LISTED)
      fail("quick_replies", "too_many", String(content.quickReplies.length), String(MOST_LISTED));
    for (const { label, text } of content.quickReplies) {
      if (label.length > 40) fail("quick_replies", "too_long", label, "40");
      if (text.length > 200) fail("quick_replies", "too_long", text, "200");
    }
    content.followUpIds = named(
      raw.followUps,
      "follow_ups",
      "unknown_id",
      content.followUpIds,
      (each) => library.entries.has(each) || fileIds.has(each),
    );
    content.pictureIds = named(raw.pictures, "pictures", "unknown_picture", content.pictureIds, (each) =>
      library.pictures.has(each),
    );

    const answerId = known === undefined ? uuidv7() : id.toLowerCase();
    checkRepeats(content.questions, was.questions, known === undefined ? null : answerId);
    const parsed = answerContentSchema.safeParse(content);
    if (!parsed.success && errors.length === before) {
      // What no rule above names is text that no database takes.
      for (const { path } of parsed.error.issues.slice(0, 3))
        fail(fields[path[0] as keyof AnswerContent] ?? columnOf(String(path[0])), "not_storable");
    }
    if (errors.length > before || !parsed.success) return null;
    const tidy = tidyContent(parsed.data);
    const base = known === undefined ? null : known.content;
    const what =
      known === undefined
        ? "new"
        : base !== null && fieldsThatDiffer(base, tidy).length === 0
          ? "unchanged"
          : "changed";
    return { row: raw.row, what, answerId, content: tidy, revision: known?.revision ?? 0 };

    function named<T extends string>(
      ids: readonly string[] | null,
      column: Column,
      code: ImportError["code"],
      kept: T[],
      isThere: (id: string) => boolean,
    ): T[] {
      if (ids === null) return kept;
      if (ids.length > MOST_LISTED) fail(column, "too_many", String(ids.length), String(MOST_LISTED));
      for (const each of ids) if (!isThere(each.toLowerCase())) fail(column, code, each);
      return ids.map((each) => each.toLowerCase()) as T[];
    }

    /** A question may be asked by one entry only; what two entries share already may stay. */
    function checkRepeats(questions: readonly string[], hadBefore: readonly string[], ownId: string | null): void {
      const had = new Set(hadBefore.map(questionKey));
      for (const key of new Set(questions.map(questionKey))) {
        const earlier = rowOfQuestion.get(key);
        const owners = [...(library.owners.get(key) ?? [])].filter(
          (owner) => owner !== ownId && (fileIds.get(owner)?.has(key) ?? true),
        );
        if (!had.has(key) && earlier !== undefined) fail("questions", "repeated_question", key, String(earlier));
        else if (!had.has(key) && owners[0] !== undefined)
          fail("questions", "repeated_question", key, library.entries.get(owners[0])?.content?.title ?? "");
        if (earlier === undefined) rowOfQuestion.set(key, raw.row);
      }
    }
  };
}
