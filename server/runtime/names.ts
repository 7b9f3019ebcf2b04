import { columnOf } from "../store/columns.ts";
import type { Sql } from "../store/database.ts";

export interface Names {
  staff: Map<string, string>;
  teams: Map<string, string>;
}

/** Names of these people and teams, and of the teams and assignees of these conversations, in one query. */
export async function readNames(
  sql: Sql,
  staffIds: Iterable<string>,
  teamIds: Iterable<string>,
  conversationIds: readonly string[] = [],
): Promise<Names> {
  const names: Names = { staff: new Map(), teams: new Map() };
  const [staff, teams] = [[...new Set(staffIds)], [...new Set(teamIds)]];
  if (staff.length + teams.length + conversationIds.length === 0) return names;
  const found = await sql.query<{ id: string; name: string; is_team: boolean }>({
    name: "read_names",
    text: `SELECT id, name, false AS is_team FROM staff WHERE id = ANY ($1::uuid[])
        OR id = ANY (ARRAY(SELECT assignee_id FROM conversations WHERE id = ANY ($3::uuid[]) AND assignee_id IS NOT NULL))
      UNION ALL SELECT id, name, true FROM teams WHERE id = ANY ($2::uuid[])
        OR id = ANY (ARRAY(SELECT team_id FROM conversations WHERE id = ANY ($3::uuid[]) AND team_id IS NOT NULL))`,
    values: [columnOf("uuid", staff), columnOf("uuid", teams), columnOf("uuid", conversationIds)],
  });
  for (const row of found.rows) (row.is_team ? names.teams : names.staff).set(row.id, row.name);
  return names;
}
