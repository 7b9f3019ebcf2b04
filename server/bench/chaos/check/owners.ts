/** One owner at a time, and only the owner writes; nobody holds more than they can. */
import type pg from "pg";
import { loadOf } from "#server/routing/holdings.ts";
import { applyOutcome, emptyRows, rebuild } from "#server/routing/rows.ts";
import { inSnapshot } from "#server/store/database.ts";
import { journalAfter } from "#server/store/journal.ts";
import type { Ledger } from "../swarm/ledger.ts";
import type { Findings } from "./findings.ts";
import { grouped } from "./grouped.ts";
import type { Stored, StoredItem } from "./stored.ts";

const PAGE = 1_000;

export function checkOwners(findings: Findings, stored: Stored): void {
  for (const [id, rows] of grouped(stored.assignments, ({ conversationId }) => conversationId)) {
    if (rows.filter(({ endedAt }) => endedAt === null).length > 1)
      findings.doubleOwners.push(`${id} has two active assignments`);
    // Of two that began in one moment, the one that ended in it came first.
    const inOrder = rows.toSorted(
      (a, b) => a.startedAt - b.startedAt || (a.endedAt ?? Infinity) - (b.endedAt ?? Infinity),
    );
    inOrder.forEach((row, at) => {
      const before = inOrder[at - 1];
      if (before !== undefined && (before.endedAt ?? Infinity) > row.startedAt)
        findings.doubleOwners.push(
          `${id}: ${row.agentId} began at ${row.startedAt}, ${before.agentId} (since ${before.startedAt}) ended at ${before.endedAt}`,
        );
    });
  }
  for (const [id, items] of stored.itemsOf) checkAuthors(findings, id, items);
}

/** Walks the log: who it says was serving when an agent's words were numbered. */
function checkAuthors(findings: Findings, id: string, items: readonly StoredItem[]): void {
  let serving: string | null = null;
  for (const { seq, kind, authorKind, authorId, agentId, isAside, text } of items) {
    if (kind === "assigned") serving = agentId;
    else if (kind === "unassigned" || kind === "queued" || kind === "closed") serving = null;
    else if (kind === "message" && authorKind === "agent" && !isAside && authorId !== serving)
      findings.doubleOwners.push(`${id} ${seq}: "${text}" by ${authorId}, while ${serving ?? "nobody"} was serving`);
  }
}

/** Replays the journal: the load of whoever a decision touched, against the limit and what a supervisor put on top. */
export async function checkCapacity(
  findings: Findings,
  pool: pg.Pool,
  ledger: Ledger,
  overridden: ReadonlySet<string>,
): Promise<void> {
  for (const sight of new Set(ledger.sights.overCapacity))
    if (!overridden.has(sight.split(" ")[0] ?? "")) findings.capacityBreaches.push(`a desk showed load ${sight}`);
  await inSnapshot(pool, async (sql) => {
    const state = rebuild(emptyRows());
    for (;;) {
      const page = await journalAfter(sql, state.meta.seq, PAGE);
      if (page.length === 0) return;
      for (const { seq, event, outcome } of page) {
        const overBefore = new Map([...state.agents].map(([id, agent]) => [id, agent.overBy]));
        applyOutcome(state, outcome);
        state.meta = { ...state.meta, seq };
        const mayExceed = event.type === "conversation:assigned-by-supervisor" || event.type === "agent:changed";
        for (const agent of state.agents.values()) {
          const load = loadOf(state, agent.id);
          if (load > agent.capacity + agent.overBy)
            findings.capacityBreaches.push(
              `decision ${seq} (${event.type}): ${agent.id} has ${load} of ${agent.capacity}`,
            );
          else if (!mayExceed && agent.overBy > (overBefore.get(agent.id) ?? 0))
            findings.capacityBreaches.push(`decision ${seq} (${event.type}) put ${agent.id} over the limit`);
        }
      }
    }
  });
}
