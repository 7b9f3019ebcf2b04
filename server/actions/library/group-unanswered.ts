import type { UnansweredGroup } from "../../contract/library-views.ts";
import { groupInThread } from "../../runtime/group-in-thread.ts";
import { questionKey } from "../../store/library-content.ts";
import { unansweredPrint, unansweredRows, type UnansweredFilter, type UnansweredRow } from "../../store/unanswered.ts";
import type { App } from "../app.ts";

/** The newest so many are grouped. */
const MOST_GROUPED = 2_000;
const MOST_IDS = 200;
const MOST_EXAMPLES = 10;

/** Without the nearest entry, which changes with every model. */
export type Grouped = Omit<UnansweredGroup, "nearest">;

export interface GroupedList {
  groups: Grouped[];
  total: number;
  languages: string[];
  isSampled: boolean;
}

/** Grouping takes a second for thousands of questions: the last few lists are kept for as long as nothing in them changes. */
const kept = new WeakMap<App, Map<string, { print: string; list: Promise<GroupedList> }>>();
const MOST_KEPT = 4;

/**
 * Unanswered questions in groups, those first that were asked most and waited for longest: a minute that people waited
 * counts as much as one more question.
 */
export async function groupedUnanswered(app: App, filter: UnansweredFilter): Promise<GroupedList> {
  const print = await unansweredPrint(app.database.main, app.siteId, filter);
  const name = JSON.stringify([filter.days, filter.language, filter.which]);
  const lists = kept.get(app) ?? new Map<string, { print: string; list: Promise<GroupedList> }>();
  kept.set(app, lists);
  const before = lists.get(name);
  if (before?.print === print) return before.list;
  const list = readGroups(app, filter);
  lists.delete(name);
  lists.set(name, { print, list });
  for (const [oldest] of [...lists].slice(0, Math.max(0, lists.size - MOST_KEPT))) lists.delete(oldest);
  // What could not be read is not kept.
  list.catch(() => lists.delete(name));
  return list;
}

async function readGroups(app: App, filter: UnansweredFilter): Promise<GroupedList> {
  const { rows, total, languages } = await unansweredRows(app.database.main, app.siteId, filter, MOST_GROUPED);
  const byId = new Map(rows.map((row) => [row.id, row]));
  const found = await groupInThread(rows.map(({ id, text }) => ({ id, text })));
  const groups = found.map(({ labelId, ids }) =>
    toGroup(
      byId.get(labelId)?.text ?? "",
      ids.flatMap((id) => byId.get(id) ?? []),
    ),
  );
  const rank = ({ count, waitedMs }: Grouped) => count + waitedMs / 60_000;
  return {
    groups: groups.sort((a, b) => rank(b) - rank(a) || b.lastAskedAt - a.lastAskedAt || (a.id < b.id ? -1 : 1)),
    total,
    languages,
    isSampled: total > rows.length,
  };
}

function toGroup(label: string, members: readonly UnansweredRow[]): Grouped {
  const rows = [...members].sort((a, b) => b.askedAt - a.askedAt);
  // A conversation waited once, however many of its questions are here.
  const waited = new Map<string, number>();
  for (const { conversationId, waitedMs } of rows)
    if (waitedMs !== null) waited.set(conversationId, Math.max(waited.get(conversationId) ?? 0, waitedMs));
  const wordings = new Map<string, UnansweredRow[]>();
  for (const row of rows) {
    const key = questionKey(row.text);
    wordings.set(key, [...(wordings.get(key) ?? []), row]);
  }
  const [newest] = rows;
  return {
    id: newest?.id ?? "",
    label,
    language: mostOften(rows.map(({ language }) => language)),
    count: rows.length,
    waitedMs: [...waited.values()].reduce((sum, ms) => sum + ms, 0),
    wentToPerson: waited.size,
    notHelpful: rows.filter(({ isHelpful }) => isHelpful === false).length,
    lastAskedAt: newest?.askedAt ?? 0,
    questionIds: rows.slice(0, MOST_IDS).map(({ id }) => id),
    examples: [...wordings.values()]
      .sort((a, b) => b.length - a.length || (b[0]?.askedAt ?? 0) - (a[0]?.askedAt ?? 0))
      .slice(0, MOST_EXAMPLES)
      .flatMap((same) =>
        same.slice(0, 1).map((row) => ({
          questionId: row.id,
          text: row.text,
          count: same.length,
          askedAt: row.askedAt,
          conversationId: row.conversationId as Grouped["examples"][number]["conversationId"],
          itemId: row.itemId as Grouped["examples"][number]["itemId"],
        })),
      ),
    handledAs: newest?.handledAs ?? null,
  };
}

function mostOften(values: readonly (string | null)[]): string | null {
  const counts = new Map<string, number>();
  for (const value of values) if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? null;
}
