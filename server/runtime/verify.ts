import { isDeepStrictEqual } from "node:util";
import type pg from "pg";
import { applyOutcome, emptyRows, rebuild, snapshotRows } from "../routing/rows.ts";
import type { StateRows } from "../routing/state.ts";
import { readCheckpoint } from "../store/checkpoints.ts";
import { inSnapshot } from "../store/database.ts";
import { journalAfter } from "../store/journal.ts";
import { readStateRows } from "../store/routing-rows.ts";

export interface Verified {
  /** Rows and replay are the same, and the journal has no hole. */
  isSame: boolean;
  /** Number of the newest decision. */
  seq: number;
  /** Number of the checkpoint the replay began at; 0 = from nothing. */
  fromSeq: number;
  /** Decisions applied. */
  replayed: number;
  /** What differs, e.g. `agents 0197… capacity`; the first twenty. */
  differences: string[];
}

const PAGE = 1_000;
const SHOWN = 20;

/**
 * Compares the engine's rows with the newest checkpoint (or nothing) plus every outcome journalled since, in one
 * snapshot of the database: a decision that reached only one of the two is found here.
 */
export function verifyRouting(pool: pg.Pool): Promise<Verified> {
  return inSnapshot(pool, async (sql) => {
    const rows = await readStateRows(sql);
    const checkpoint = await readCheckpoint(sql);
    const fromSeq = checkpoint?.meta.seq ?? 0;
    const replay = rebuild(checkpoint ?? emptyRows());
    const holes: string[] = [];
    let replayed = 0;
    for (;;) {
      const page = await journalAfter(sql, replay.meta.seq, PAGE);
      if (page.length === 0) break;
      for (const entry of page) {
        if (entry.seq !== replay.meta.seq + 1 || entry.outcome.meta.seq !== entry.seq)
          holes.push(`journal ${replay.meta.seq + 1} missing`);
        applyOutcome(replay, entry.outcome);
        replay.meta = { ...replay.meta, seq: entry.seq };
        replayed += 1;
      }
    }
    const differences = [...holes, ...differencesOf(rows, snapshotRows(replay))];
    return {
      isSame: differences.length === 0,
      seq: rows.meta.seq,
      fromSeq,
      replayed,
      differences: differences.slice(0, SHOWN),
    };
  });
}

/** Where two sets of rows differ: table, id and columns. */
export function differencesOf(left: StateRows, right: StateRows): string[] {
  const found: string[] = [];
  for (const table of ["meta", "settings"] as const) {
    for (const name of namesOf(left[table], right[table])) found.push(`${table} ${name}`);
  }
  for (const table of ["teams", "agents", "conversations", "entries", "offers", "assignments"] as const) {
    const [mine, theirs] = [byId(left[table]), byId(right[table])];
    for (const id of new Set([...mine.keys(), ...theirs.keys()])) {
      const [row, other] = [mine.get(id), theirs.get(id)];
      if (row === undefined || other === undefined)
        found.push(`${table} ${id} ${row === undefined ? "missing in the rows" : "missing in the replay"}`);
      else for (const name of namesOf(row, other)) found.push(`${table} ${id} ${name}`);
    }
  }
  return found;
}

const byId = (rows: readonly { id: string }[]) => new Map(rows.map((row) => [row.id, row]));

/** Names of the fields that differ. */
function namesOf(left: object, right: object): string[] {
  const [mine, theirs] = [left as Record<string, unknown>, right as Record<string, unknown>];
  return [...new Set([...Object.keys(mine), ...Object.keys(theirs)])].filter(
    (name) => !isDeepStrictEqual(mine[name], theirs[name]),
  );
}
