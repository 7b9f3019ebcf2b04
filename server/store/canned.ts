import { v7 as uuidv7 } from "uuid";
import { RefusedError } from "../contract/errors.ts";
import type { CannedReply } from "../contract/views.ts";
import type { Sql } from "./database.ts";
import { refuseTaken } from "./staff.ts";

const columns = "id, shortcut, title, body, language";

export async function listCannedReplies(sql: Sql, siteId: string): Promise<CannedReply[]> {
  const found = await sql.query<CannedReply>(
    `SELECT ${columns} FROM canned_replies WHERE site_id = $1 ORDER BY language, shortcut, id`,
    [siteId],
  );
  return found.rows;
}

/** Adds (id null) or changes one; `taken` when the language has that shortcut. What the shop has edited is its own. */
export async function saveCannedReply(
  sql: Sql,
  siteId: string,
  id: string | null,
  reply: Omit<CannedReply, "id">,
): Promise<CannedReply> {
  const values = [id ?? uuidv7(), siteId, reply.shortcut, reply.title, reply.body, reply.language];
  const saved = await sql
    .query<CannedReply>(
      id === null
        ? `INSERT INTO canned_replies (id, site_id, shortcut, title, body, language) VALUES ($1, $2, $3, $4, $5, $6) RETURNING ${columns}`
        : `UPDATE canned_replies SET shortcut = $3, title = $4, body = $5, language = $6, is_demo = false WHERE id = $1 AND site_id = $2 RETURNING ${columns}`,
      values,
    )
    .catch(refuseTaken);
  const row = saved.rows[0];
  if (row === undefined) throw new RefusedError("not_found");
  return row;
}

export async function removeCannedReply(sql: Sql, siteId: string, id: string): Promise<boolean> {
  const gone = await sql.query("DELETE FROM canned_replies WHERE id = $1 AND site_id = $2", [id, siteId]);
  return gone.rowCount === 1;
}
