import type { Sql } from "../store/database.ts";

export interface Names {
  staff: Map<string, string>;
  teams: Map<string, string>;
}

/** Names of these people and teams, in one query. */
export async function readNames(sql: Sql, staffIds: Iterable<string>, teamIds: Iterable<string>): Promise<Names> {
  const found = await sql.query<{ id: string; name: string; is_team: boolean }>({
    name: "read_names",
    text: "SELECT id, name, false AS is_team FROM staff WHERE id = ANY ($1::uuid[]) UNION ALL SELECT id, name, true FROM teams WHERE id = ANY ($2::uuid[])",
    values: [[...new Set(staffIds)], [...new Set(teamIds)]],
  });
  const names: Names = { staff: new Map(), teams: new Map() };
  for (const row of found.rows) (row.is_team ? names.teams : names.staff).set(row.id, row.name);
  return names;
}
