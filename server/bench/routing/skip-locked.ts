import pg from "pg";
import type { Sql } from "#server/store/database.ts";

/**
 * The usual queue on PostgreSQL, as the reference: rows are claimed one by one with `FOR UPDATE SKIP LOCKED`, each claim
 * durable before the next begins. On a copy of the same rows, with the index such a queue would have, so that neither
 * spoils the other. A claimed row goes to the end of the line, which keeps its length.
 */
const TABLE = "bench_claims";

export async function prepareClaims(sql: Sql): Promise<void> {
  await sql.query(`DROP TABLE IF EXISTS ${TABLE}`);
  await sql.query(`CREATE TABLE ${TABLE} (LIKE queue_entries INCLUDING DEFAULTS INCLUDING STORAGE)`);
  await sql.query(`INSERT INTO ${TABLE} SELECT * FROM queue_entries WHERE ended_at IS NULL`);
  await sql.query(`ALTER TABLE ${TABLE} ADD PRIMARY KEY (id)`);
  await sql.query(`CREATE INDEX ${TABLE}_line ON ${TABLE} (key, entered_at, id) WHERE ended_at IS NULL`);
  await sql.query(`ANALYZE ${TABLE}`);
}

/** @returns claims per second on so many connections */
export async function skipLockedPerSecond(
  databaseUrl: string,
  { connections, seconds }: { connections: number; seconds: number },
): Promise<number> {
  const clients = Array.from({ length: connections }, () => new pg.Client({ connectionString: databaseUrl }));
  await Promise.all(clients.map((client) => client.connect()));
  try {
    let claimed = 0;
    const begun = performance.now();
    const until = begun + 1_000 * seconds;
    const claim = async (client: pg.Client): Promise<void> => {
      while (performance.now() < until) {
        const { rowCount } = await client.query({
          name: "claim",
          text: `UPDATE ${TABLE} SET key = clock_timestamp(), entered_at = clock_timestamp(), state = 'waiting' WHERE id = (
            SELECT id FROM ${TABLE} WHERE ended_at IS NULL ORDER BY key, entered_at, id FOR UPDATE SKIP LOCKED LIMIT 1) RETURNING id`,
        });
        claimed += rowCount ?? 0;
      }
    };
    await Promise.all(clients.map(claim));
    return (1_000 * claimed) / (performance.now() - begun);
  } finally {
    await Promise.all(clients.map((client) => client.end()));
  }
}
