import type pg from "pg";
import { applyOutcome, rebuild } from "../routing/rows.ts";
import type { RoutingState } from "../routing/state.ts";
import { inSnapshot, type Sql } from "../store/database.ts";
import { journalAfter, type JournalEntry } from "../store/journal.ts";
import { readStateRows } from "../store/routing-rows.ts";

const PAGE = 500;

/** The routing state of the rows as they are now, from one snapshot. */
export async function loadCopy(pool: pg.Pool): Promise<RoutingState> {
  return rebuild(await inSnapshot(pool, readStateRows));
}

/**
 * Brings a copy up to a journal number; what was applied is added to `applied`, also when it fails half-way.
 * @param first the first page, when it was read already
 */
export async function applyJournal(
  sql: Sql,
  copy: RoutingState,
  headSeq: number,
  applied: JournalEntry[],
  first: readonly JournalEntry[] = [],
): Promise<void> {
  let next = first;
  while (copy.meta.seq < headSeq) {
    const page = next.length > 0 ? next : await journalAfter(sql, copy.meta.seq, PAGE);
    next = [];
    if (page[0]?.seq !== copy.meta.seq + 1) throw new Error("the journal has a hole");
    for (const entry of page) {
      applyOutcome(copy, entry.outcome);
      applied.push(entry);
    }
  }
}
