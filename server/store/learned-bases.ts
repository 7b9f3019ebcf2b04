import type { Sql } from "./database.ts";

/** What `rules/learned-base` learned, as it is stored. */
interface LearnedBase {
  single: number;
  count: number;
  shift: number;
  slope: number;
}

/** A base as it is kept: of a team, or of one category in it. */
export interface StoredBase extends LearnedBase {
  teamId: string;
  /** Empty for the whole team. */
  category: string;
}

/** The learned bases of a site, and the teams of which something was heard that is not in them yet. */
export async function learnedBasesOf(
  sql: Sql,
  siteId: string,
): Promise<{ bases: StoredBase[]; print: string; isBehind: ReadonlySet<string> }> {
  const found = await sql.query<{ team_id: string; category: string; state: LearnedBase; updated_at: Date }>({
    name: "learned_bases",
    text: "SELECT team_id, category, state, updated_at FROM learned_bases WHERE site_id = $1 ORDER BY team_id, category",
    values: [siteId],
  });
  // What was being committed while we learned is learned by a second look.
  const behind = await sql.query<{ id: string }>({
    name: "teams_behind",
    text: `SELECT t.id FROM teams t CROSS JOIN LATERAL (
        SELECT feedback_at FROM asked_questions WHERE team_id = t.id AND feedback_at IS NOT NULL ORDER BY feedback_at DESC LIMIT 1) heard
      LEFT JOIN learned_bases b ON b.site_id = t.site_id AND b.team_id = t.id AND b.category = ''
      WHERE t.site_id = $1 AND (b.updated_at IS NULL OR heard.feedback_at > b.updated_at - interval '5 seconds')`,
    values: [siteId],
  });
  return {
    bases: found.rows.map((row) => ({ teamId: row.team_id, category: row.category, ...row.state })),
    print: found.rows.map((row) => `${row.team_id}${row.category}${row.updated_at.getTime()}`).join(),
    isBehind: new Set(behind.rows.map((row) => row.id)),
  };
}

/** Lets one node at a time learn of a team, until the transaction ends. */
export async function lockLearning(sql: Sql, teamId: string): Promise<void> {
  await sql.query("SELECT pg_advisory_xact_lock(hashtextextended('learned_bases ' || $1, 0))", [teamId]);
}

/** Replaces the bases of a team. */
export async function storeBases(
  sql: Sql,
  siteId: string,
  teamId: string,
  bases: ReadonlyMap<string, LearnedBase>,
): Promise<void> {
  await sql.query("DELETE FROM learned_bases WHERE site_id = $1 AND team_id = $2 AND category <> ALL ($3::text[])", [
    siteId,
    teamId,
    [...bases.keys()],
  ]);
  await sql.query(
    `INSERT INTO learned_bases (site_id, team_id, category, state, updated_at)
      SELECT $1, $2, x.category, x.state, clock_timestamp() FROM jsonb_to_recordset($3::jsonb) AS x(category text, state jsonb)
      ON CONFLICT (site_id, team_id, category) DO UPDATE SET state = excluded.state, updated_at = excluded.updated_at`,
    [siteId, teamId, JSON.stringify([...bases].map(([category, state]) => ({ category, state })))],
  );
}
