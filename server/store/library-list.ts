import type { LibraryFacets, LibraryRow } from "../contract/library-views.ts";
import type { Sql } from "./database.ts";
import { readCursor, writeCursor, type PlaceType } from "./page-cursor.ts";

export interface ListFilter {
  query: string;
  category: string | null;
  isUncategorised: boolean;
  language: string | null;
  health: LibraryRow["health"] | null;
  state: "draft" | "new" | "changed" | "removed" | "disabled" | null;
  sort: "title" | "asked" | "updated";
  after: string | null;
  limit: number;
}

export interface ListPage {
  rows: LibraryRow[];
  next: string | null;
  total: number;
  facets: LibraryFacets | null;
}

/** SQL: how an entry does, by its counts `h`. The same words stand at `answerHealthSchema`. */
export const healthSql = `CASE
  WHEN (coalesce(h.helpful, 0) + coalesce(h.not_helpful, 0) >= 3 AND h.not_helpful >= 0.3 * (h.helpful + h.not_helpful))
    OR (coalesce(h.asked, 0) >= 5 AND h.led_to_person >= 0.3 * h.asked) THEN 'care'
  WHEN coalesce(h.asked, 0) = 0 THEN 'unused' ELSE 'fine' END`;

/** Words of a query, folded as the searched column is. */
const wordsOf = (query: string): string[] =>
  query
    .normalize("NFKC")
    .toLowerCase()
    .split(/\s+/u)
    .filter((word) => word !== "")
    .slice(0, 8);

/**
 * The library's lines: a draft stands for its entry. Heavy columns (questions, text) are read only for searching and for
 * the rows of the page. $1 site; `words` are the places of the words that a line must hold.
 */
const linesSql = (words: readonly string[]): string => {
  const holds = (text: string) => words.map((word) => ` AND strpos(${text}, ${word}) > 0`).join("");
  return `
  SELECT a.id, a.kind, a.title, a.category, a.language, a.is_enabled, a.updated_at, NULL::text AS draft
    FROM answers a WHERE a.site_id = $1 AND NOT EXISTS (SELECT 1 FROM answer_drafts d WHERE d.answer_id = a.id)${holds("a.search")}
  UNION ALL
  SELECT d.answer_id, d.kind, d.title, d.category, d.language, d.is_enabled, d.updated_at,
      CASE WHEN EXISTS (SELECT 1 FROM answers a WHERE a.id = d.answer_id) THEN 'changed' ELSE 'new' END
    FROM answer_drafts d WHERE d.site_id = $1 AND NOT d.is_removal${holds("d.search")}
  UNION ALL
  SELECT a.id, a.kind, a.title, a.category, a.language, a.is_enabled, d.updated_at, 'removed'
    FROM answer_drafts d JOIN answers a ON a.id = d.answer_id WHERE d.site_id = $1 AND d.is_removal${holds("a.search")}`;
};

/** Orders: columns of the key and their types; the id makes every key one place. Entries without a category come last. */
const orders: Record<
  ListFilter["sort"],
  { columns: string; key: readonly (readonly [name: string, type: PlaceType])[] }
> = {
  title: {
    columns: "language AS k_language, coalesce(lower(category), chr(1114109)) AS k_category, lower(title) AS k_title",
    key: [
      ["own", "int"],
      ["k_language", "text"],
      ["k_category", "text"],
      ["k_title", "text"],
      ["id", "uuid"],
    ],
  },
  asked: {
    columns: "-asked AS k_asked, lower(title) AS k_title",
    key: [
      ["k_asked", "int"],
      ["k_title", "text"],
      ["id", "uuid"],
    ],
  },
  updated: {
    columns: "-floor(extract(epoch FROM updated_at) * 1000)::bigint AS k_updated",
    key: [
      ["k_updated", "bigint"],
      ["id", "uuid"],
    ],
  },
};

interface FoundRow {
  rows: (LibraryRow & { place: (string | number)[] })[] | null;
  total: string;
  categories: LibraryFacets["categories"] | null;
  languages: LibraryFacets["languages"] | null;
  care: string;
  fine: string;
  unused: string;
  new: string;
  changed: string;
  removed: string;
  disabled: string;
}

/** A page of the list; facets with the first one. Refuses `invalid` for a place that is none. */
export async function listLibrary(sql: Sql, siteId: string, filter: ListFilter): Promise<ListPage> {
  const values: unknown[] = [siteId];
  const next = (value: unknown): string => `$${values.push(value)}`;
  const wordPlaces = wordsOf(filter.query).map(next);
  const tests = {
    category: filter.isUncategorised
      ? "category IS NULL"
      : filter.category === null
        ? "true"
        : `lower(category) = lower(${next(filter.category)})`,
    language: filter.language === null ? "true" : `language = ${next(filter.language)}`,
    health: filter.health === null ? "true" : `health = ${next(filter.health)}`,
    state: stateTest(filter.state),
  };
  const all = Object.values(tests).join(" AND ");
  const but = (left: keyof typeof tests): string =>
    Object.entries(tests)
      .flatMap(([name, test]) => (name === left ? [] : [test]))
      .join(" AND ");
  const { columns, key } = orders[filter.sort];
  const names = key.map(([name]) => name).join(", ");
  const isFirst = filter.after === null;
  const place =
    filter.after === null
      ? []
      : readCursor(
          filter.after,
          key.map(([, type]) => type),
        );
  const beyond = isFirst
    ? ""
    : `WHERE (${names}) > (${key.map(([, type], at) => `${next(place[at])}::${type}`).join(", ")})`;
  const ofPage = key.map(([name]) => `p.${name}`).join(", ");
  const limit = next(filter.limit + 1);
  const facets = isFirst
    ? `(SELECT jsonb_agg(jsonb_build_object('category', category, 'count', n) ORDER BY n DESC, category) FROM
        (SELECT min(category) AS category, count(*) AS n FROM lines WHERE ${but("category")} GROUP BY lower(category)) c) AS categories,
      (SELECT jsonb_agg(jsonb_build_object('language', language, 'count', n) ORDER BY n DESC, language) FROM
        (SELECT language, count(*) AS n FROM lines WHERE ${but("language")} GROUP BY language) l) AS languages, h.*, s.*`
    : "NULL AS categories, NULL AS languages";
  const facetTables = isFirst
    ? `, (SELECT count(*) FILTER (WHERE health = 'care') AS care, count(*) FILTER (WHERE health = 'fine') AS fine,
          count(*) FILTER (WHERE health = 'unused') AS unused FROM lines WHERE ${but("health")}) h,
        (SELECT count(*) FILTER (WHERE draft = 'new') AS new, count(*) FILTER (WHERE draft = 'changed') AS changed,
          count(*) FILTER (WHERE draft = 'removed') AS removed, count(*) FILTER (WHERE NOT is_enabled) AS disabled
          FROM lines WHERE ${but("state")}) s`
    : "";
  const found = await sql.query<FoundRow>(
    `WITH lines AS MATERIALIZED (
      SELECT l.*, coalesce(h.asked, 0) AS asked, ${healthSql} AS health, (l.kind <> 'answer')::int AS own
        FROM (${linesSql(wordPlaces)}) l LEFT JOIN answer_health h ON h.answer_id = l.id
    ), keyed AS (SELECT f.*, ${columns} FROM lines f WHERE ${all}),
    page AS (SELECT * FROM keyed ${beyond} ORDER BY ${names} LIMIT ${limit})
    SELECT (SELECT jsonb_agg(jsonb_build_object(
        'id', p.id, 'kind', p.kind, 'title', p.title, 'category', p.category, 'language', p.language,
        'askerKind', CASE WHEN d.content IS NULL THEN a.asker_kind ELSE d.content->>'askerKind' END,
        'questionCount', CASE WHEN d.content IS NULL THEN coalesce(cardinality(a.questions), 0) ELSE jsonb_array_length(d.content->'questions') END,
        'isEnabled', p.is_enabled, 'asked', p.asked, 'helpful', coalesce(h.helpful, 0), 'notHelpful', coalesce(h.not_helpful, 0),
        'ledToPerson', coalesce(h.led_to_person, 0), 'lastAskedAt', floor(extract(epoch FROM h.last_asked_at) * 1000), 'health', p.health,
        'draft', p.draft, 'updatedAt', floor(extract(epoch FROM p.updated_at) * 1000),
        'updatedByName', CASE WHEN d.answer_id IS NULL THEN a.updated_by_name ELSE d.updated_by_name END,
        'place', jsonb_build_array(${ofPage})) ORDER BY ${ofPage})
      FROM page p LEFT JOIN answers a ON a.id = p.id LEFT JOIN answer_drafts d ON d.answer_id = p.id LEFT JOIN answer_health h ON h.answer_id = p.id) AS rows,
      (SELECT count(*) FROM lines WHERE ${all}) AS total, ${facets}
    FROM (SELECT 1) one${facetTables}`,
    values,
  );
  const row = found.rows[0];
  const rows = row?.rows ?? [];
  const shown = rows.slice(0, filter.limit);
  const last = shown.at(-1);
  return {
    rows: shown.map(({ place: _, ...line }) => line),
    next: rows.length > filter.limit && last !== undefined ? writeCursor(last.place) : null,
    total: Number(row?.total ?? 0),
    facets: row === undefined || !isFirst ? null : facetsOf(row),
  };
}

function stateTest(state: ListFilter["state"]): string {
  if (state === null) return "true";
  if (state === "draft") return "draft IS NOT NULL";
  return state === "disabled" ? "NOT is_enabled" : `draft = '${state}'`;
}

const facetsOf = (row: FoundRow): LibraryFacets => ({
  categories: row.categories ?? [],
  languages: row.languages ?? [],
  health: { care: Number(row.care), fine: Number(row.fine), unused: Number(row.unused) },
  states: {
    new: Number(row.new),
    changed: Number(row.changed),
    removed: Number(row.removed),
    disabled: Number(row.disabled),
  },
});
