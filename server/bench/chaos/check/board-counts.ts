/** What a board has to say, counted from the tables. */
import type pg from "pg";

export interface BoardCounts {
  /** Team id → places in line, the offered ones too. */
  waiting: ReadonlyMap<string, number>;
  served: number;
  /** Agent id → chats and pending offers. */
  loads: ReadonlyMap<string, number>;
  openRequests: number;
}

export async function readBoardCounts(pool: pg.Pool): Promise<BoardCounts> {
  const [waiting, served, loads, requests] = await Promise.all([
    pool.query<{ team_id: string; n: number }>(
      "SELECT team_id, count(*)::int AS n FROM queue_entries WHERE ended_at IS NULL GROUP BY team_id",
    ),
    pool.query<{ n: number }>("SELECT count(*)::int AS n FROM assignments WHERE ended_at IS NULL"),
    pool.query<{ id: string; n: number }>(
      `SELECT r.id, ((SELECT count(*) FROM assignments a WHERE a.agent_id = r.id AND a.ended_at IS NULL)
          + (SELECT count(*) FROM offers o WHERE o.agent_id = r.id AND o.ended_at IS NULL))::int AS n FROM routing_agents r`,
    ),
    pool.query<{ n: number }>("SELECT count(*)::int AS n FROM service_requests WHERE state = 'stored'"),
  ]);
  return {
    waiting: new Map(waiting.rows.map((row) => [row.team_id, row.n])),
    served: served.rows[0]?.n ?? 0,
    loads: new Map(loads.rows.map((row) => [row.id, row.n])),
    openRequests: requests.rows[0]?.n ?? 0,
  };
}
