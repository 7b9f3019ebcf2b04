/** Test support: a simulated day in the journal of a database. */
import { randomUUID } from "node:crypto";
import type { Sql } from "#server/store/database.ts";
import type { Journaled } from "./replay-journal.ts";

/** Stores decisions as the dispatcher does, without anything else of the shop. */
export async function storeJournal(sql: Sql, journal: readonly Journaled[]): Promise<void> {
  const rows = journal.map(({ seq, event, outcome, rulesVersion }) => ({
    seq,
    at: event.at,
    event_id: randomUUID(),
    event,
    rules_version: rulesVersion,
    outcome,
  }));
  await sql.query(
    `INSERT INTO journal (seq, at, event_id, event, rules_version, outcome)
      SELECT seq, to_timestamp(at / 1000.0), event_id, event, rules_version, outcome
      FROM jsonb_to_recordset($1::jsonb) AS x(seq bigint, at float8, event_id uuid, event jsonb, rules_version int, outcome jsonb)`,
    [JSON.stringify(rows)],
  );
}
