import type { Sql } from "./database.ts";

/** Who edits the library: the people who are told how it stands. */
export async function editorIds(sql: Sql): Promise<string[]> {
  const found = await sql.query<{ id: string }>({
    name: "editor_ids",
    text: "SELECT id FROM staff WHERE 'admin' = ANY (roles) AND NOT is_disabled",
  });
  return found.rows.map(({ id }) => id);
}
