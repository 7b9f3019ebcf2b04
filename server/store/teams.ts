import { v7 as uuidv7 } from "uuid";
import { RefusedError } from "../contract/errors.ts";
import type { TeamSettings } from "../contract/admin-commands.ts";
import type { StoredRules, TeamColumns, Timetable } from "../contract/routing-rules.ts";
import type { Sql } from "./database.ts";
import { refuseTaken } from "./staff.ts";

interface TeamRow {
  id: string;
  name: string;
  languages: string[];
  is_default: boolean;
  is_auto_accept: boolean;
  offer_ms: number;
  max_waiting: number | null;
  member_ids: string[];
}

/** Teams of a site with their members in order, the default one first; one of them when an id is given. */
export async function teamSettings(sql: Sql, siteId: string, id: string | null = null): Promise<TeamSettings[]> {
  const found = await sql.query<TeamRow>(
    `SELECT t.id, t.name, t.languages, t.is_default, t.is_auto_accept, t.offer_ms, t.max_waiting,
      ARRAY(SELECT m.staff_id FROM team_members m WHERE m.team_id = t.id ORDER BY m.position, m.staff_id)::text[] AS member_ids
      FROM teams t WHERE t.site_id = $1 AND ($2::uuid IS NULL OR t.id = $2) ORDER BY t.is_default DESC, t.created_at, t.id`,
    [siteId, id],
  );
  return found.rows.map(
    (row) =>
      ({
        id: row.id,
        name: row.name,
        languages: row.languages,
        isDefault: row.is_default,
        isAutoAccept: row.is_auto_accept,
        offerMs: row.offer_ms,
        maxWaiting: row.max_waiting,
        memberIds: row.member_ids,
      }) as TeamSettings,
  );
}

export type TeamInput = Omit<TeamSettings, "id" | "memberIds">;

/**
 * Adds (id null) or changes a team. There is one default team as soon as there is a team: the first becomes it, and it
 * stops being it only when another one becomes it. A demo team given another name has become the shop's own.
 */
export async function saveTeam(sql: Sql, siteId: string, id: string | null, team: TeamInput): Promise<string> {
  // Saves of teams take turns: two new first teams must not both become the default.
  await sql.query("SELECT 1 FROM sites WHERE id = $1 FOR NO KEY UPDATE", [siteId]);
  const former = await sql.query<{ id: string }>("SELECT id FROM teams WHERE site_id = $1 AND is_default", [siteId]);
  const formerId = former.rows[0]?.id ?? null;
  const isDefault = team.isDefault || formerId === null || formerId === id;
  if (isDefault)
    await sql.query(
      "UPDATE teams SET is_default = false WHERE site_id = $1 AND is_default AND id IS DISTINCT FROM $2",
      [siteId, id],
    );
  const values = [
    id ?? uuidv7(),
    siteId,
    team.name,
    team.languages,
    isDefault,
    team.isAutoAccept,
    team.offerMs,
    team.maxWaiting,
  ];
  const statement =
    id === null
      ? "INSERT INTO teams (id, site_id, name, languages, is_default, is_auto_accept, offer_ms, max_waiting) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id"
      : `UPDATE teams SET is_demo = is_demo AND name = $3, name = $3, languages = $4, is_default = $5, is_auto_accept = $6, offer_ms = $7, max_waiting = $8
          WHERE id = $1 AND site_id = $2 RETURNING id`;
  const saved = await sql.query<{ id: string }>(statement, values).catch(refuseTaken);
  const row = saved.rows[0];
  if (row === undefined) throw new RefusedError("not_found");
  return row.id;
}

/** Sets a team's members, in this order. Answers with those who are members no more; `not_found` for an unknown person. */
export async function setMembers(sql: Sql, teamId: string, staffIds: readonly string[]): Promise<string[]> {
  const members = [...new Set(staffIds)];
  const known = await sql.query<{ count: number }>(
    "SELECT count(*)::int AS count FROM staff WHERE id = ANY ($1::uuid[])",
    [members],
  );
  if (known.rows[0]?.count !== members.length) throw new RefusedError("not_found");
  const gone = await sql.query<{ staff_id: string }>(
    "DELETE FROM team_members WHERE team_id = $1 AND NOT (staff_id = ANY ($2::uuid[])) RETURNING staff_id",
    [teamId, members],
  );
  await sql.query(
    `INSERT INTO team_members (team_id, staff_id, position) SELECT $1, x.id, x.position FROM unnest($2::uuid[]) WITH ORDINALITY AS x(id, position)
      ON CONFLICT (team_id, staff_id) DO UPDATE SET position = EXCLUDED.position`,
    [teamId, members],
  );
  return gone.rows.map((row) => row.staff_id);
}

/** Sets the teams of one person; new ones list them last. Answers with the teams they left; `not_found` for an unknown team. */
export async function setTeamsOf(
  sql: Sql,
  siteId: string,
  staffId: string,
  teamIds: readonly string[],
): Promise<string[]> {
  const teams = [...new Set(teamIds)];
  const known = await sql.query<{ count: number }>(
    "SELECT count(*)::int AS count FROM teams WHERE site_id = $1 AND id = ANY ($2::uuid[])",
    [siteId, teams],
  );
  if (known.rows[0]?.count !== teams.length) throw new RefusedError("not_found");
  const gone = await sql.query<{ team_id: string }>(
    "DELETE FROM team_members WHERE staff_id = $1 AND NOT (team_id = ANY ($2::uuid[])) RETURNING team_id",
    [staffId, teams],
  );
  await sql.query(
    `INSERT INTO team_members (team_id, staff_id, position)
      SELECT x.id, $1, coalesce((SELECT max(m.position) + 1 FROM team_members m WHERE m.team_id = x.id), 1) FROM unnest($2::uuid[]) AS x(id)
      ON CONFLICT (team_id, staff_id) DO NOTHING`,
    [staffId, teams],
  );
  return gone.rows.map((row) => row.team_id);
}

/** Whether a conversation that is not closed belongs to a team. */
export async function isTeamInUse(sql: Sql, teamId: string): Promise<boolean> {
  const found = await sql.query(`SELECT 1 FROM conversations WHERE team_id = $1 AND state <> 'closed' LIMIT 1`, [
    teamId,
  ]);
  return found.rows.length > 0;
}

/**
 * Removes a team: its answers and unanswered requests belong to everybody then. When it was the default, the oldest of
 * the others becomes it. False when there was no such team.
 */
export async function removeTeam(sql: Sql, siteId: string, teamId: string): Promise<boolean> {
  await sql.query("SELECT 1 FROM sites WHERE id = $1 FOR NO KEY UPDATE", [siteId]);
  const gone = await sql.query("DELETE FROM teams WHERE id = $1 AND site_id = $2", [teamId, siteId]);
  if (gone.rowCount !== 1) return false;
  await sql.query("UPDATE answers SET team_id = NULL WHERE team_id = $1", [teamId]);
  // What overflowed to it goes to the message box.
  await sql.query(
    `UPDATE teams SET rules = jsonb_set(rules, '{overflow,toTeamId}', 'null') WHERE rules->'overflow'->>'toTeamId' = $1::text`,
    [teamId],
  );
  await sql.query(`UPDATE service_requests SET team_id = NULL WHERE team_id = $1`, [teamId]);
  await ensureDefaultTeam(sql, siteId);
  return true;
}

export async function ensureDefaultTeam(sql: Sql, siteId: string): Promise<void> {
  await sql.query(
    `UPDATE teams SET is_default = true WHERE id = (SELECT id FROM teams WHERE site_id = $1 ORDER BY created_at, id LIMIT 1)
      AND NOT EXISTS (SELECT 1 FROM teams WHERE site_id = $1 AND is_default)`,
    [siteId],
  );
}

/** Conversations of these teams whose rooms one person may be in without serving them: open ones, and those closed lately. */
export async function conversationsOfTeams(sql: Sql, teamIds: readonly string[], staffId: string): Promise<string[]> {
  if (teamIds.length === 0) return [];
  const found = await sql.query<{ id: string }>(
    `SELECT c.id FROM conversations c WHERE c.team_id = ANY ($1::uuid[]) AND (c.state <> 'closed' OR c.closed_at > now() - interval '2 days')
      AND c.assignee_id IS DISTINCT FROM $2 AND NOT EXISTS (SELECT 1 FROM team_members m WHERE m.team_id = c.team_id AND m.staff_id = $2)`,
    [teamIds, staffId],
  );
  return found.rows.map((row) => row.id);
}

export interface EngineStaff {
  /** Everybody with the role agent, disabled or not. */
  agents: { id: string; capacity: number; isEnabled: boolean; languages: string[]; skills: Record<string, number> }[];
  /** Every team with its members who are agents, in order, and its rules as stored. */
  teams: {
    id: string;
    agentIds: string[];
    stored: Partial<StoredRules>;
    columns: TeamColumns;
    timetable: Timetable | null;
  }[];
  /** The database's clock, epoch ms: the engine's. */
  at: number;
}

/** What the routing engine has to know of people and teams, in one snapshot. */
export async function engineStaff(sql: Sql): Promise<EngineStaff> {
  const found = await sql.query<{
    agents: EngineStaff["agents"] | null;
    teams: EngineStaff["teams"] | null;
    at: number;
  }>({
    name: "engine_staff",
    text: `SELECT (extract(epoch FROM clock_timestamp()) * 1000)::float8 AS at,
      (SELECT jsonb_agg(jsonb_build_object('id', s.id, 'capacity', s.capacity, 'isEnabled', NOT s.is_disabled,
          'languages', s.languages, 'skills', s.skills) ORDER BY s.id)
        FROM staff s WHERE 'agent' = ANY (s.roles)) AS agents,
      (SELECT jsonb_agg(jsonb_build_object('id', t.id, 'stored', t.rules, 'timetable', t.timetable,
          'columns', jsonb_build_object('offerMs', t.offer_ms, 'isAutoAccept', t.is_auto_accept, 'maxWaiting', t.max_waiting),
          'agentIds', coalesce((SELECT jsonb_agg(m.staff_id ORDER BY m.position, m.staff_id) FROM team_members m JOIN staff s ON s.id = m.staff_id
            WHERE m.team_id = t.id AND 'agent' = ANY (s.roles)), '[]')) ORDER BY t.id)
        FROM teams t) AS teams`,
  });
  const row = found.rows[0];
  return { agents: row?.agents ?? [], teams: row?.teams ?? [], at: row?.at ?? 0 };
}
