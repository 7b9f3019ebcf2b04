import type { AnswerContent } from "../contract/library-views.ts";
import type { Sql } from "./database.ts";

/** SQL: the published entry of table (or alias) `of` as the content that drafts and versions hold. */
export const contentSql = (of: string): string =>
  `jsonb_build_object('kind', ${of}.kind, 'title', ${of}.title, 'body', ${of}.body, 'category', ${of}.category,
    'language', ${of}.language, 'teamId', ${of}.team_id, 'askerKind', ${of}.asker_kind, 'questions', to_jsonb(${of}.questions),
    'pictureIds', to_jsonb(coalesce(${of}.picture_ids, '{}')), 'quickReplies', ${of}.quick_replies,
    'followUpIds', to_jsonb(coalesce(${of}.follow_up_ids, '{}')), 'isEnabled', ${of}.is_enabled)`;

/** Library writers of a site take turns: drafts, publishing, imports. Not on the site's row, which others need. */
export async function lockLibrary(sql: Sql, siteId: string): Promise<void> {
  await sql.query({
    name: "lock_library",
    text: "SELECT pg_advisory_xact_lock(hashtextextended('library ' || $1, 0))",
    values: [siteId],
  });
}

/** How two questions are told apart: not by capitals, width or spaces. */
export const questionKey = (question: string): string =>
  question.trim().normalize("NFKC").toLowerCase().replace(/\s+/gu, " ");

/** Questions, titles and labels stand on one line. */
const oneLine = (text: string): string => text.trim().replace(/\s+/gu, " ");

/** The same question is kept once, as it was first written. */
export function distinctQuestions(questions: readonly string[]): string[] {
  const kept = new Map<string, string>();
  for (const question of questions) {
    const trimmed = oneLine(question);
    const key = questionKey(trimmed);
    if (key !== "" && !kept.has(key)) kept.set(key, trimmed);
  }
  return [...kept.values()];
}

const lineOrNull = (text: string | null): string | null => {
  const trimmed = oneLine(text ?? "");
  return trimmed === "" ? null : trimmed;
};

/** An entry as it is kept: trimmed, nothing twice. */
export function tidyContent(content: AnswerContent): AnswerContent {
  return {
    kind: content.kind,
    title: oneLine(content.title),
    body: content.body.replaceAll("\r\n", "\n").trim(),
    category: lineOrNull(content.category),
    language: content.language,
    teamId: content.teamId,
    askerKind: lineOrNull(content.askerKind),
    questions: distinctQuestions(content.questions),
    pictureIds: [...new Set(content.pictureIds)],
    quickReplies: content.quickReplies
      // A bar parts label and text in a CSV file.
      .map(({ label, text }) => ({ label: oneLine(label).replaceAll("|", "/"), text: oneLine(text) }))
      .map(({ label, text }) => ({ label, text: text === "" ? label : text }))
      .filter(({ label }) => label !== ""),
    followUpIds: [...new Set(content.followUpIds)],
    isEnabled: content.isEnabled,
  };
}

/** Names of the fields in which two contents differ. */
export function fieldsThatDiffer(before: AnswerContent | null, after: AnswerContent | null): string[] {
  const fields = Object.keys(after ?? before ?? {}) as (keyof AnswerContent)[];
  return fields.filter((field) => canonical(before?.[field]) !== canonical(after?.[field]));
}

/** JSON with keys in one order: the database returns them in another. */
function canonical(value: unknown): string {
  return (
    JSON.stringify(value, (_key, part: unknown) =>
      typeof part === "object" && part !== null && !Array.isArray(part)
        ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
        : part,
    ) ?? ""
  );
}

export async function draftCount(sql: Sql, siteId: string): Promise<number> {
  const found = await sql.query<{ count: string }>({
    name: "draft_count",
    text: "SELECT count(*) FROM answer_drafts WHERE site_id = $1",
    values: [siteId],
  });
  return Number(found.rows[0]?.count ?? 0);
}
