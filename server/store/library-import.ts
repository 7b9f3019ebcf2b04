import type { AnswerContent } from "../contract/library-views.ts";
import type { Sql } from "./database.ts";
import { contentSql, questionKey } from "./library-content.ts";
import { libraryVersion } from "./library.ts";

export interface EntryNow {
  /** As it is edited: the draft's, else the published content; null when it is on its way out. */
  content: AnswerContent | null;
  published: AnswerContent | null;
  /** Of its draft; 0: there is none. */
  revision: number;
}

/** What an import is checked against. */
export interface LibraryNow {
  version: number;
  entries: ReadonlyMap<string, EntryNow>;
  /** Ids of the entries that ask a question, by its key. */
  owners: ReadonlyMap<string, readonly string[]>;
  /** Ids by lower-cased name. */
  teams: ReadonlyMap<string, string>;
  teamNames: readonly string[];
  /** Ids of pictures that an entry may carry. */
  pictures: ReadonlySet<string>;
}

export async function libraryNow(sql: Sql, siteId: string): Promise<LibraryNow> {
  // The number first: what is published while the entries are read makes the import stale.
  const version = await libraryVersion(sql, siteId);
  const found = await sql.query<{
    id: string;
    content: AnswerContent | null;
    published: AnswerContent | null;
    revision: number;
  }>(
    `SELECT coalesce(a.id, d.answer_id) AS id, CASE WHEN a.id IS NULL THEN NULL ELSE ${contentSql("a")} END AS published,
      CASE WHEN d.answer_id IS NULL THEN ${contentSql("a")} ELSE d.content END AS content, coalesce(d.revision, 0) AS revision
      FROM (SELECT * FROM answers WHERE site_id = $1) a FULL JOIN (SELECT * FROM answer_drafts WHERE site_id = $1) d ON d.answer_id = a.id`,
    [siteId],
  );
  const teams = await sql.query<{ id: string; name: string }>(
    "SELECT id, name FROM teams WHERE site_id = $1 ORDER BY name",
    [siteId],
  );
  const pictures = await sql.query<{ id: string }>(
    "SELECT id FROM media WHERE site_id = $1 AND (is_library OR (owner_kind = 'staff' AND conversation_id IS NULL)) LIMIT 100000",
    [siteId],
  );
  const owners = new Map<string, string[]>();
  for (const { id, content } of found.rows)
    for (const question of content?.questions ?? []) {
      const key = questionKey(question);
      const others = owners.get(key);
      if (others === undefined) owners.set(key, [id]);
      else others.push(id);
    }
  return {
    version,
    entries: new Map(found.rows.map(({ id, ...entry }) => [id, entry])),
    owners,
    teams: new Map(teams.rows.map(({ id, name }) => [name.toLowerCase(), id])),
    teamNames: teams.rows.map(({ name }) => name),
    pictures: new Set(pictures.rows.map(({ id }) => id)),
  };
}

/** Whether any of these entries was edited or published since: their drafts have other numbers, or the library has. */
export async function editedSince(
  sql: Sql,
  siteId: string,
  version: number,
  rows: readonly { answerId: string; revision: number }[],
): Promise<boolean> {
  const found = await sql.query<{ is_edited: boolean }>(
    `SELECT (SELECT library_version FROM sites WHERE id = $1) <> $2 OR EXISTS (
      SELECT 1 FROM unnest($3::uuid[], $4::int[]) AS x(id, revision) LEFT JOIN answer_drafts d ON d.answer_id = x.id AND d.site_id = $1
      WHERE coalesce(d.revision, 0) <> x.revision) AS is_edited`,
    [siteId, version, rows.map(({ answerId }) => answerId), rows.map(({ revision }) => revision)],
  );
  return found.rows[0]?.is_edited ?? true;
}
