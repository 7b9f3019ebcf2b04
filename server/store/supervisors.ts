import type { Sql } from "./database.ts";

/** Who is called to a team: the supervisors among its members, or every supervisor where it has none of its own. */
export async function supervisorsOf(sql: Sql): Promise<(teamId: string) => string[]> {
  const found = await sql.query<{ id: string; team_ids: string[] }>({
    name: "supervisors",
    text: `SELECT s.id, array(SELECT m.team_id::text FROM team_members m WHERE m.staff_id = s.id) AS team_ids
      FROM staff s WHERE s.roles && '{supervisor,admin}' AND NOT s.is_disabled ORDER BY s.id`,
  });
  return (teamId) => {
    const own = found.rows.filter((row) => row.team_ids.includes(teamId));
    return (own.length > 0 ? own : found.rows).map((row) => row.id);
  };
}
