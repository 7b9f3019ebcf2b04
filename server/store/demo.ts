import { RefusedError } from "../contract/errors.ts";
import type { Role } from "../contract/views.ts";
import { libraryChanged } from "./answers.ts";
import type { Sql } from "./database.ts";
import { moveBox } from "./requests.ts";
import { DEFAULT_SITE } from "./settings.ts";
import { removeTeam } from "./teams.ts";

export interface DemoRemoval {
  /** People, teams, answers, canned replies, customers, conversations and requests that went. */
  removed: number;
  staffIds: string[];
  boxSeq: number;
}

/**
 * Takes the demo out of a site: its people (but for `keepStaffId`, who becomes real), answers, canned replies, customers,
 * conversations, requests, and teams nobody uses. What the shop made or edited itself stays. Refuses `in_use` while a
 * demo agent serves somebody, `last_admin` when no admin would be left. Locks conversations, then staff, then the site.
 */
export async function removeDemo(sql: Sql, siteId: string, keepStaffId: string): Promise<DemoRemoval> {
  const conversations = await idsOf(
    sql,
    "SELECT id FROM conversations WHERE is_demo AND site_id = $1 ORDER BY id FOR UPDATE",
    [siteId],
  );
  const people = await sql.query<{ id: string; roles: Role[]; is_disabled: boolean; is_demo: boolean }>(
    `SELECT id, roles, is_disabled, is_demo FROM staff WHERE is_demo OR 'admin' = ANY (roles) ORDER BY id FOR UPDATE`,
  );
  const isStaying = (person: { id: string; is_demo: boolean }) => !person.is_demo || person.id === keepStaffId;
  if (!people.rows.some((person) => isStaying(person) && person.roles.includes("admin") && !person.is_disabled))
    throw new RefusedError("last_admin");
  const staffIds = people.rows.filter((person) => !isStaying(person)).map((person) => person.id);
  const serving = await sql.query(
    `SELECT 1 FROM conversations WHERE state = 'served' AND assignee_id = ANY ($1::uuid[]) LIMIT 1`,
    [staffIds],
  );
  if (serving.rows.length > 0) throw new RefusedError("in_use");

  let removed = await removeConversations(sql, siteId, conversations);
  removed += await count(sql, "DELETE FROM answers WHERE is_demo AND site_id = $1", [siteId]);
  removed += await count(sql, "DELETE FROM canned_replies WHERE is_demo AND site_id = $1", [siteId]);
  await sql.query(
    `UPDATE service_requests SET state = 'stored', claimed_by_id = NULL, claimed_at = NULL WHERE state = 'claimed' AND claimed_by_id = ANY ($1::uuid[])`,
    [staffIds],
  );
  await sql.query("DELETE FROM desk_items WHERE staff_id = ANY ($1::uuid[])", [staffIds]);
  // Sessions and memberships go with their person.
  removed += await count(sql, "DELETE FROM staff WHERE id = ANY ($1::uuid[])", [staffIds]);
  removed += await removeTeams(sql, siteId);
  await sql.query("UPDATE staff SET is_demo = false WHERE id = $1", [keepStaffId]);
  await sql.query(
    "UPDATE sites SET name = $2, greeting = $3, accent_color = $4, is_demo = false WHERE id = $1 AND is_demo",
    [siteId, DEFAULT_SITE.name, JSON.stringify(DEFAULT_SITE.greeting), DEFAULT_SITE.accentColor],
  );
  await libraryChanged(sql, siteId);
  return { removed, staffIds, boxSeq: await moveBox(sql, siteId) };
}

async function removeConversations(sql: Sql, siteId: string, ids: readonly string[]): Promise<number> {
  for (const table of ["items", "cursors", "media"])
    await sql.query(`DELETE FROM ${table} WHERE conversation_id = ANY ($1::uuid[])`, [ids]);
  let removed = await count(
    sql,
    "DELETE FROM service_requests WHERE site_id = $2 AND (is_demo OR conversation_id = ANY ($1::uuid[]))",
    [ids, siteId],
  );
  removed += await count(sql, "DELETE FROM conversations WHERE id = ANY ($1::uuid[])", [ids]);
  const customers = await idsOf(
    sql,
    "DELETE FROM customers cu WHERE cu.is_demo AND cu.site_id = $1 AND NOT EXISTS (SELECT 1 FROM conversations c WHERE c.customer_id = cu.id) RETURNING cu.id",
    [siteId],
  );
  await sql.query("DELETE FROM customer_tokens WHERE customer_id = ANY ($1::uuid[])", [customers]);
  await sql.query("UPDATE customers SET is_demo = false WHERE is_demo AND site_id = $1", [siteId]);
  return removed + customers.length;
}

/** Demo teams without people and without work; the others have become the shop's own. */
async function removeTeams(sql: Sql, siteId: string): Promise<number> {
  const idle = await idsOf(
    sql,
    `SELECT t.id FROM teams t WHERE t.is_demo AND t.site_id = $1 AND NOT EXISTS (SELECT 1 FROM team_members m WHERE m.team_id = t.id)
      AND NOT EXISTS (SELECT 1 FROM conversations c WHERE c.team_id = t.id AND c.state <> 'closed')
      AND NOT EXISTS (SELECT 1 FROM service_requests r WHERE r.team_id = t.id AND r.state IN ('stored', 'claimed')) ORDER BY t.id`,
    [siteId],
  );
  for (const id of idle) await removeTeam(sql, siteId, id);
  await sql.query("UPDATE teams SET is_demo = false WHERE is_demo AND site_id = $1", [siteId]);
  return idle.length;
}

const idsOf = async (sql: Sql, text: string, values: unknown[]): Promise<string[]> =>
  (await sql.query<{ id: string }>(text, values)).rows.map((row) => row.id);
const count = async (sql: Sql, text: string, values: unknown[]): Promise<number> =>
  (await sql.query(text, values)).rowCount ?? 0;
