import type { Sql } from "./database.ts";

export interface MediaRow {
  id: string;
  mime: string;
}

export interface NewMedia {
  id: string;
  siteId: string;
  ownerKind: "customer" | "staff";
  ownerId: string;
  mime: string;
  width: number;
  height: number;
  bytes: number;
}

export async function storeMedia(sql: Sql, media: NewMedia): Promise<void> {
  await sql.query(
    "INSERT INTO media (id, site_id, owner_kind, owner_id, mime, width, height, bytes) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
    [media.id, media.siteId, media.ownerKind, media.ownerId, media.mime, media.width, media.height, media.bytes],
  );
}

/**
 * What a customer may see: their own uploads, what hangs on a public item of one of their chapters, and what an answer of
 * the library brought them there.
 */
export async function mediaOfCustomer(sql: Sql, customerId: string, mediaId: string): Promise<MediaRow | null> {
  const found = await sql.query<MediaRow>(
    `SELECT m.id, m.mime FROM media m WHERE m.id = $1 AND (m.owner_id = $2 OR EXISTS (
      SELECT 1 FROM conversations c JOIN items i ON i.conversation_id = c.id
      WHERE c.id = m.conversation_id AND c.customer_id = $2 AND i.public_seq IS NOT NULL AND i.kind = 'message' AND i.data->'picture'->>'mediaId' = m.id::text)
      OR (m.is_library AND EXISTS (
      SELECT 1 FROM conversations c JOIN items i ON i.conversation_id = c.id
      WHERE c.customer_id = $2 AND i.public_seq IS NOT NULL AND i.kind = 'message'
        AND i.data->'reply'->'pictures' @> jsonb_build_array(jsonb_build_object('mediaId', m.id)))))`,
    [mediaId, customerId],
  );
  return found.rows[0] ?? null;
}

/** What staff may see: their own uploads, media of conversations they may read, and the library's (any customer may get those). */
export async function mediaOfStaff(
  sql: Sql,
  staffId: string,
  isStaffWide: boolean,
  mediaId: string,
): Promise<MediaRow | null> {
  const found = await sql.query<MediaRow>(
    `SELECT m.id, m.mime FROM media m LEFT JOIN conversations c ON c.id = m.conversation_id
      WHERE m.id = $1 AND (m.owner_id = $2 OR m.is_library OR (c.id IS NOT NULL AND ($3::boolean OR c.assignee_id = $2
        OR EXISTS (SELECT 1 FROM team_members t WHERE t.team_id = c.team_id AND t.staff_id = $2))))`,
    [mediaId, staffId, isStaffWide],
  );
  return found.rows[0] ?? null;
}

/** Takes out the rows of uploads a day old that no message and no entry of the library carries; answers with their ids. */
export async function removeOrphanRows(sql: Sql): Promise<string[]> {
  const found = await sql.query<{ id: string }>(
    `DELETE FROM media WHERE conversation_id IS NULL AND NOT is_library AND created_at < now() - interval '1 day' RETURNING id`,
  );
  return found.rows.map((row) => row.id);
}
