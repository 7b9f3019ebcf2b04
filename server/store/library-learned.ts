import type { LearnedPairView } from "../contract/library-views.ts";
import type { Sql } from "./database.ts";
import { readCursor, writeCursor } from "./page-cursor.ts";

/** What the matcher is told of a pair in force. */
export interface LearnedInForce {
  text: string;
  answerId: string;
  isRight: boolean;
}

/** The matcher counts this many of the newest. */
const MOST_PAIRS = 5_000;

/** The pairs in force, oldest first. */
export async function learnedInForce(sql: Sql, siteId: string): Promise<LearnedInForce[]> {
  const found = await sql.query<LearnedInForce>({
    name: "learned_in_force",
    text: `SELECT text, answer_id AS "answerId", is_right AS "isRight" FROM (
        SELECT * FROM learned_pairs WHERE site_id = $1 AND revoked_at IS NULL ORDER BY created_at DESC, id DESC LIMIT ${MOST_PAIRS}) p
      ORDER BY created_at, id`,
    values: [siteId],
  });
  return found.rows;
}

/** Changes with every pair added, turned round, revoked or taken back: by it a node sees that what it knows is old. */
export async function learnedPrint(sql: Sql, siteId: string): Promise<string> {
  const found = await sql.query<{ print: string }>({
    name: "learned_print",
    text: `SELECT count(*) || ' ' || count(revoked_at) || ' ' || coalesce(max(created_at)::text, '') || ' ' || coalesce(max(revoked_at)::text, '')
        || ' ' || coalesce(sum(hashtext(id::text || is_right || answer_id::text)), 0) AS print
      FROM learned_pairs WHERE site_id = $1`,
    values: [siteId],
  });
  return found.rows[0]?.print ?? "";
}

interface PairRow extends Omit<LearnedPairView, "createdAt" | "revokedAt"> {
  created_at: Date;
  revoked_at: Date | null;
}

/** A page of pairs, newest first. Refuses `invalid` for a place that is none. */
export async function listLearned(
  sql: Sql,
  siteId: string,
  filter: { answerId: string | null; isRevoked: boolean; after: string | null; limit: number },
): Promise<{ pairs: LearnedPairView[]; next: string | null; total: number }> {
  const [beforeMs = null, beforeId = null] = filter.after === null ? [] : readCursor(filter.after, ["bigint", "uuid"]);
  const chosen = "p.site_id = $1 AND ($2::uuid IS NULL OR p.answer_id = $2) AND (p.revoked_at IS NOT NULL) = $3";
  const found = await sql.query<PairRow>(
    `SELECT p.id, p.text, p.answer_id AS "answerId", coalesce(a.title, '') AS title, p.is_right AS "isRight", p.source, p.by_name AS "byName",
      p.created_at, p.revoked_at
      FROM learned_pairs p LEFT JOIN answers a ON a.id = p.answer_id
      WHERE ${chosen} AND ($4::bigint IS NULL OR (p.created_at, p.id) < (to_timestamp($4::bigint / 1000.0), $5::uuid))
      ORDER BY p.created_at DESC, p.id DESC LIMIT $6`,
    [siteId, filter.answerId, filter.isRevoked, beforeMs, beforeId, filter.limit + 1],
  );
  const total = await sql.query<{ count: string }>(`SELECT count(*) FROM learned_pairs p WHERE ${chosen}`, [
    siteId,
    filter.answerId,
    filter.isRevoked,
  ]);
  const shown = found.rows.slice(0, filter.limit);
  const last = shown.at(-1);
  return {
    pairs: shown.map(({ created_at, revoked_at, ...pair }) => ({
      ...pair,
      createdAt: created_at.getTime(),
      revokedAt: revoked_at?.getTime() ?? null,
    })),
    next:
      found.rows.length > filter.limit && last !== undefined ? writeCursor([last.created_at.getTime(), last.id]) : null,
    total: Number(total.rows[0]?.count ?? 0),
  };
}

/** Revokes pairs, or puts them in force again; answers with how many that changed. */
export async function setRevoked(
  sql: Sql,
  siteId: string,
  ids: readonly string[],
  isRevoked: boolean,
): Promise<number> {
  const changed = await sql.query(
    `UPDATE learned_pairs SET revoked_at = ${isRevoked ? "now()" : "NULL"} WHERE site_id = $1 AND id = ANY ($2::uuid[]) AND (revoked_at IS NULL) = $3`,
    [siteId, ids, isRevoked],
  );
  return changed.rowCount ?? 0;
}
