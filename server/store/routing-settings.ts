import type { ShopIntervals, StoredRules, TeamColumns, Timetable, Weights } from "../contract/routing-rules.ts";
import type { Sql } from "./database.ts";

/** A team's rules as they are stored: those never edited are missing. */
export interface StoredTeamRouting {
  id: string;
  name: string;
  isDefault: boolean;
  languages: string[];
  stored: Partial<StoredRules>;
  columns: TeamColumns;
  timetable: Timetable | null;
  members: {
    id: string;
    name: string;
    isDisabled: boolean;
    capacity: number;
    languages: string[];
    skills: Record<string, number>;
  }[];
}

/** Teams of a site with their rules and members (agents only), the default one first; one of them when an id is given. */
export async function teamRouting(sql: Sql, siteId: string, id: string | null = null): Promise<StoredTeamRouting[]> {
  const found = await sql.query<StoredTeamRouting>(
    `SELECT t.id, t.name, t.is_default AS "isDefault", t.languages, t.rules AS stored, t.timetable,
      jsonb_build_object('offerMs', t.offer_ms, 'isAutoAccept', t.is_auto_accept, 'maxWaiting', t.max_waiting) AS columns,
      coalesce((SELECT jsonb_agg(jsonb_build_object('id', s.id, 'name', s.name, 'isDisabled', s.is_disabled, 'capacity', s.capacity,
          'languages', s.languages, 'skills', s.skills) ORDER BY m.position, s.id)
        FROM team_members m JOIN staff s ON s.id = m.staff_id WHERE m.team_id = t.id AND 'agent' = ANY (s.roles)), '[]') AS members
      FROM teams t WHERE t.site_id = $1 AND ($2::uuid IS NULL OR t.id = $2) ORDER BY t.is_default DESC, t.created_at, t.id`,
    [siteId, id],
  );
  return found.rows;
}

/** Where each team of a site sends what it cannot take; locked, so that two saves cannot close a circle together. */
export async function lockedOverflows(sql: Sql, siteId: string): Promise<Map<string, string | null>> {
  await sql.query("SELECT 1 FROM sites WHERE id = $1 FOR NO KEY UPDATE", [siteId]);
  const found = await sql.query<{ id: string; next: string | null }>(
    "SELECT id, rules->'overflow'->>'toTeamId' AS next FROM teams WHERE site_id = $1",
    [siteId],
  );
  return new Map(found.rows.map(({ id, next }) => [id, next]));
}

/** Stores a team's rules and hours. False when there is no such team. */
export async function saveTeamRouting(
  sql: Sql,
  siteId: string,
  teamId: string,
  team: { stored: StoredRules; columns: TeamColumns; timetable: Timetable | null },
): Promise<boolean> {
  const { stored, columns, timetable } = team;
  const saved = await sql.query(
    `UPDATE teams SET rules = $3, timetable = $4, offer_ms = $5, is_auto_accept = $6, max_waiting = $7 WHERE id = $1 AND site_id = $2`,
    [
      teamId,
      siteId,
      JSON.stringify(stored),
      timetable === null ? null : JSON.stringify(timetable),
      columns.offerMs,
      columns.isAutoAccept,
      columns.maxWaiting,
    ],
  );
  return saved.rowCount === 1;
}

/** Stores the lengths and weights that hold for every team; from then on they are the shop's own, not the demo's. */
export async function saveShopRouting(
  sql: Sql,
  siteId: string,
  shop: { intervals: ShopIntervals; weights: Weights },
): Promise<void> {
  await sql.query("UPDATE sites SET intervals = $2, is_demo = false WHERE id = $1", [
    siteId,
    JSON.stringify({ ...shop.intervals, weights: shop.weights }),
  ]);
}

/** Topics a question can be about: the categories of the library's entries. */
export async function skillNames(sql: Sql, siteId: string): Promise<string[]> {
  const found = await sql.query<{ category: string }>(
    `SELECT DISTINCT category FROM answers WHERE site_id = $1 AND category IS NOT NULL AND category <> '' ORDER BY category LIMIT 200`,
    [siteId],
  );
  return found.rows.map(({ category }) => category);
}

/** Marks a customer of this site as one who is served with VIP credit, or not. False when there is none. */
export async function setVip(sql: Sql, siteId: string, customerId: string, isVip: boolean): Promise<boolean> {
  const saved = await sql.query("UPDATE customers SET is_vip = $3 WHERE id = $1 AND site_id = $2", [
    customerId,
    siteId,
    isVip,
  ]);
  return saved.rowCount === 1;
}
