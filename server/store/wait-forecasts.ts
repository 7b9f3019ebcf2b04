import type { Sql } from "./database.ts";

/** A range that was told, as it is stored; times epoch ms. */
export interface StoredForecast {
  entryId: string;
  teamId: string;
  at: number;
  position: number;
  isFirst: boolean;
  stage: string;
  centreMs: number;
  spread: number;
  lowMs: number;
  highMs: number;
  /** Known already when it is stored: the entry was assigned within the same second. */
  actualMs: number | null;
}

/** An entry of the past as ranges are learned from it. */
export interface PastEntry {
  id: string;
  teamId: string;
  state: string;
  enteredAt: number;
  creditMs: number;
  endedAt: number | null;
  /** When an agent was first asked for it. */
  askedAt: number | null;
  /** The first range that was told. */
  forecast: Omit<StoredForecast, "entryId" | "teamId" | "isFirst" | "actualMs"> | null;
}

export interface PastChat {
  teamId: string;
  startedAt: number;
  endedAt: number | null;
  state: string;
}

const PAST_DAYS = 3;
const PAST_ENTRIES = 2_000;
const KEPT_DAYS = 30;

const epochMs = (column: string): string => `(extract(epoch FROM ${column}) * 1000)::float8`;

/** The newest entries of the last days and the newest in line, and their chats: one question to the database. */
export async function readWaitPast(sql: Sql): Promise<{ entries: PastEntry[]; chats: PastChat[] }> {
  const found = await sql.query<{ entries: PastEntry[]; chats: PastChat[] }>(
    `WITH recent AS MATERIALIZED (
        (SELECT id, conversation_id, team_id, state, entered_at, credit_ms, ended_at FROM queue_entries
          WHERE ended_at > now() - $1 * interval '1 day' ORDER BY ended_at DESC LIMIT $2)
        UNION ALL (SELECT id, conversation_id, team_id, state, entered_at, credit_ms, ended_at FROM queue_entries
          WHERE ended_at IS NULL ORDER BY entered_at DESC LIMIT $2))
      SELECT (SELECT coalesce(jsonb_agg(jsonb_build_object('id', e.id, 'teamId', e.team_id, 'state', e.state,
          'enteredAt', ${epochMs("e.entered_at")}, 'creditMs', e.credit_ms, 'endedAt', ${epochMs("e.ended_at")},
          'askedAt', (SELECT ${epochMs("min(o.created_at)")} FROM offers o WHERE o.conversation_id = e.conversation_id AND o.entry_id = e.id),
          'forecast', (SELECT jsonb_build_object('at', ${epochMs("f.at")}, 'position', f.position, 'stage', f.stage,
            'centreMs', f.centre_ms, 'spread', f.spread, 'lowMs', f.low_ms, 'highMs', f.high_ms)
            FROM wait_forecasts f WHERE f.entry_id = e.id AND f.is_first ORDER BY f.at LIMIT 1))), '[]') FROM recent e) AS entries,
        (SELECT coalesce(jsonb_agg(jsonb_build_object('teamId', a.team_id, 'startedAt', ${epochMs("a.started_at")},
          'endedAt', ${epochMs("a.ended_at")}, 'state', a.state)), '[]')
          FROM assignments a WHERE a.conversation_id IN (SELECT conversation_id FROM recent)) AS chats`,
    [PAST_DAYS, PAST_ENTRIES],
  );
  return found.rows[0] ?? { entries: [], chats: [] };
}

/** Stores ranges and how they came true, in one statement. @param endedIds entries that were assigned */
export async function writeWaitForecasts(
  sql: Sql,
  forecasts: readonly StoredForecast[],
  endedIds: readonly string[],
): Promise<void> {
  const rows = forecasts.map((each) => ({ ...each, at: new Date(each.at).toISOString() }));
  await sql.query({
    name: "write_wait_forecasts",
    text: `WITH made AS (
        INSERT INTO wait_forecasts (entry_id, team_id, at, position, is_first, stage, centre_ms, spread, low_ms, high_ms, actual_ms)
        SELECT "entryId", "teamId", at, position, "isFirst", stage, "centreMs", spread, "lowMs", "highMs", "actualMs"
        FROM jsonb_to_recordset($1::jsonb) AS x("entryId" uuid, "teamId" uuid, at timestamptz, position int, "isFirst" bool, stage text,
          "centreMs" float8, spread float8, "lowMs" int, "highMs" int, "actualMs" int)
        ON CONFLICT (entry_id, at) DO NOTHING)
      UPDATE wait_forecasts f SET actual_ms = ${epochMs("e.ended_at")} - ${epochMs("f.at")}
      FROM queue_entries e WHERE f.entry_id = ANY ($2::uuid[]) AND e.id = f.entry_id AND e.state = 'assigned' AND f.actual_ms IS NULL`,
    values: [JSON.stringify(rows), endedIds],
  });
}

/** Scores what was missed when a node was lost between a decision and its writing, and lets the old ones go. */
export async function sweepWaitForecasts(sql: Sql): Promise<void> {
  await sql.query(
    `UPDATE wait_forecasts f SET actual_ms = ${epochMs("e.ended_at")} - ${epochMs("f.at")}
      FROM queue_entries e WHERE f.actual_ms IS NULL AND f.at > now() - interval '12 hours' AND e.id = f.entry_id AND e.state = 'assigned' AND e.ended_at IS NOT NULL`,
  );
  await sql.query("DELETE FROM wait_forecasts WHERE at < now() - $1 * interval '1 day'", [KEPT_DAYS]);
}
