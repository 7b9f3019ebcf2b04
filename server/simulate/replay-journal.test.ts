import { expect, it } from "vitest";
import { rebuild, snapshotRows } from "#server/routing/rows.ts";
import { Changed, type ReplayChange } from "./replay-changes.ts";
import { JournalReplay, type Replayed } from "./replay-journal.ts";
import { simulatedDay } from "./testing-record.ts";

const day = simulatedDay("busy");

function replay(from: number, changes: readonly ReplayChange[] = []): Replayed {
  const start = snapshotRows(day.stateBefore(from));
  const changed = new Changed(changes, start);
  const run = new JournalReplay(rebuild(changed.rows(start)), (event) => changed.events(event));
  for (const entry of day.journal) if (entry.seq >= from) run.take(entry);
  return run.result();
}

it("line 6: inputs with their outcomes stripped give every assignment and every row again, from the start and from the middle", () => {
  for (const from of [1, 200, Math.floor(day.journal.length / 2)]) {
    const found = replay(from);
    expect(found).toMatchObject({ differing: 0, differingDecisions: 0, refused: 0, otherRules: 0, first: null });
    expect(found.events).toBe(day.journal.length - from + 1);
    expect(found.assignments).toBeGreaterThan(20);
  }
});

it.each<[string, ReplayChange]>([
  ["a limit", { path: ["agent", "agent-1", "capacity"], value: 1 }],
  ["the credit", { path: ["settings", "creditBoundMs"], value: 0 }],
  ["one agent's availability", { path: ["agent", "agent-2", "isRemoved"], value: true }],
  ["the length of an offer", { path: ["team", "team", "offerMs"], value: 1_000 }],
])("line 6: %s changed changes something, and the first difference is named", (_, change) => {
  const found = replay(60, [change]);
  expect(found.differingDecisions).toBeGreaterThan(0);
  expect(found.differing).toBeGreaterThan(0);
  expect(found.first?.seq).toBeGreaterThanOrEqual(60);
});

it("an altered outcome is found: one row, one assignment", () => {
  const at = day.journal.findIndex(({ outcome }) => outcome.notices.some(({ type }) => type === "assignment:started"));
  const entry = day.journal[at]!;
  const altered = structuredClone(entry);
  for (const notice of altered.outcome.notices) if (notice.type === "assignment:started") notice.agentId = "somebody";
  for (const change of altered.outcome.changes)
    if (change.kind === "assignment" && change.row !== null) change.row = { ...change.row, agentId: "somebody" };
  const run = new JournalReplay(day.stateBefore(entry.seq));
  run.take(altered);
  const found = run.result();
  expect(found).toMatchObject({ differing: 1, differingDecisions: 1, first: { seq: entry.seq, refused: null } });
  expect(found.first?.rows).toHaveLength(1);
  expect(found.first?.recorded[0]?.agentId).toBe("somebody");
});
