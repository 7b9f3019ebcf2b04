import type { InputOf, OutputOf } from "../../contract/command.ts";
import { RefusedError } from "../../contract/errors.ts";
import type { AgentCommands } from "../../contract/index.ts";
import { MOST_QUESTIONS, TITLE_MAX_LENGTH, type AnswerContent } from "../../contract/library-views.ts";
import { languageSchema } from "../../contract/text.ts";
import { distinctQuestions, draftCount, questionKey } from "../../store/library-content.ts";
import { draftOf, publishedContent, saveDraft } from "../../store/library-drafts.ts";
import { readCursor, writeCursor } from "../../store/page-cursor.ts";
import { askedTexts, setHandled } from "../../store/unanswered.ts";
import type { App, StaffPrincipal } from "../app.ts";
import { editing } from "./edit-drafts.ts";
import { groupedUnanswered } from "./group-unanswered.ts";

/** Wordings taken over when nobody chose some. */
const MOST_TAKEN = 20;
const LONGEST_QUESTION = 500;

export async function listUnanswered(
  app: App,
  _me: StaffPrincipal,
  input: InputOf<AgentCommands["unanswered:list"]>,
): Promise<OutputOf<AgentCommands["unanswered:list"]>> {
  const from = input.after === null ? 0 : Number(readCursor(input.after, ["int"])[0]);
  const { groups, total, languages, isSampled } = await groupedUnanswered(app, input);
  const shown = groups.slice(from, from + input.limit);
  return {
    groups: shown.map((group) => ({ ...group, nearest: nearestTo(app, group.label) })),
    next: from + input.limit < groups.length ? writeCursor([from + input.limit]) : null,
    totalGroups: groups.length,
    totalQuestions: total,
    isSampled,
    languages,
  };
}

function nearestTo(app: App, text: string) {
  const [first] = app.library.match(text, 3).candidates.filter(({ kind }) => kind === "answer");
  const answer = first === undefined ? undefined : app.library.answer(first.answerId);
  return first === undefined || answer === undefined
    ? null
    : { answerId: answer.id as never, title: answer.title, degree: first.degree };
}

/** Makes a new entry's draft of questions, or similar questions of an entry's draft. They leave the list. */
export async function addUnansweredTo(
  app: App,
  me: StaffPrincipal,
  input: InputOf<AgentCommands["unanswered:add-to"]>,
): Promise<OutputOf<AgentCommands["unanswered:add-to"]>> {
  return editing(app, me, "unanswered:add-to", input, async (sql) => {
    const asked = await askedTexts(sql, app.siteId, input.questionIds);
    if (asked.length === 0) throw new RefusedError("not_found");
    const wordings = distinctQuestions(
      input.questions ?? asked.map(({ text }) => text.slice(0, LONGEST_QUESTION).toWellFormed()),
    ).slice(0, input.questions === null ? MOST_TAKEN : undefined);
    const before =
      input.answerId === null
        ? newEntry(wordings, asked[0]?.language ?? null)
        : (
            (await draftOf(sql, app.siteId, input.answerId)) ?? {
              content: await publishedContent(sql, app.siteId, input.answerId),
            }
          ).content;
    // Not there, or on its way out.
    if (before === null) throw new RefusedError("not_found");
    const known = new Set(before.questions.map(questionKey));
    const fresh = wordings.filter((wording) => !known.has(questionKey(wording)));
    const questions = [...before.questions, ...fresh];
    if (questions.length > MOST_QUESTIONS) throw new RefusedError("too_large");
    const saved = await saveDraft(sql, app.siteId, input.answerId, { ...before, questions }, null, me.name);
    await setHandled(sql, app.siteId, input.questionIds, input.answerId === null ? "entry" : "similar");
    const draft = saved.draft ?? (await draftAsPublished(sql, app.siteId, saved.id));
    return {
      answerId: saved.id as never,
      draft,
      added: input.answerId === null ? questions.length : fresh.length,
      draftCount: await draftCount(sql, app.siteId),
    };
  });
}

/** The entry asked all of it already: no draft was needed, and what is published stands for one. */
async function draftAsPublished(sql: Parameters<typeof draftOf>[0], siteId: string, id: string) {
  return {
    state: "changed" as const,
    content: await publishedContent(sql, siteId, id),
    revision: 0,
    updatedAt: 0,
    updatedByName: null,
    isBehind: false,
  };
}

function newEntry(wordings: readonly string[], language: string | null): AnswerContent {
  return {
    kind: "answer",
    title: (wordings[0] ?? "").slice(0, TITLE_MAX_LENGTH).toWellFormed(),
    body: "",
    category: null,
    language: languageSchema.safeParse(language).data ?? "en",
    teamId: null,
    askerKind: null,
    questions: [...wordings],
    pictureIds: [],
    quickReplies: [],
    followUpIds: [],
    isEnabled: true,
  };
}

export async function dismissUnanswered(
  app: App,
  me: StaffPrincipal,
  input: InputOf<AgentCommands["unanswered:dismiss"]>,
): Promise<OutputOf<AgentCommands["unanswered:dismiss"]>> {
  return editing(app, me, "unanswered:dismiss", input, async (sql) => ({
    questions: await setHandled(sql, app.siteId, input.questionIds, "dismissed"),
  }));
}

export async function restoreUnanswered(
  app: App,
  me: StaffPrincipal,
  input: InputOf<AgentCommands["unanswered:restore"]>,
): Promise<OutputOf<AgentCommands["unanswered:restore"]>> {
  return editing(app, me, "unanswered:restore", input, async (sql) => ({
    questions: await setHandled(sql, app.siteId, input.questionIds, null),
  }));
}
