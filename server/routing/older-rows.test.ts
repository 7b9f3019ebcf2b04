import { expect, it } from "vitest";
import { assertInvariants } from "./invariants.ts";
import type { Change } from "./outcome.ts";
import { applyOutcome, emptyRows, rebuild, snapshotRows } from "./rows.ts";
import type { StateRows } from "./state.ts";

const at = 1_700_000_000_000;
const AGENT = {
  id: "ann",
  capacity: 2,
  isEnabled: true,
  availability: "available",
  busyReason: null,
  availabilityAt: at,
  presentOn: ["n1"],
  goneAt: null,
  graceUntil: null,
  idleSince: at,
  servedCount: 1,
  overBy: 0,
};
const TEAM = { id: "t", agentIds: ["ann"], offerMs: 20_000, isAutoAccept: false, maxWaiting: null, thresholds: null };
const CONVERSATION = {
  id: "c1",
  customerId: "k1",
  teamId: "t",
  state: "assigned",
  assigneeId: "ann",
  turn: "agent",
  turnSince: at,
  turnSeq: 1,
  customerPresentOn: ["n1"],
  customerGoneAt: null,
  customerGraceUntil: null,
  quietWarnAt: null,
  quietCloseAt: null,
};
const ASSIGNMENT = {
  id: "a1",
  conversationId: "c1",
  agentId: "ann",
  teamId: "t",
  startedAt: at,
  connectDeadlineAt: null,
  connectedAt: at,
  entryKey: at,
  enteredAt: at,
  creditMs: 0,
  degree: null,
};

it("R92 outcomes and checkpoints written under the first rules read as if nothing of the later ones were set", () => {
  const meta = { seq: 1, at, rng: 1 };
  const rows = { ...emptyRows(), meta, teams: [TEAM], agents: [AGENT], conversations: [CONVERSATION] };
  const fromRows = rebuild({ ...rows, assignments: [ASSIGNMENT] } as unknown as StateRows);
  const changes = [
    { kind: "team", id: "t", row: TEAM, ended: null },
    { kind: "agent", id: "ann", row: AGENT, ended: null },
    { kind: "conversation", id: "c1", row: CONVERSATION, ended: null },
    { kind: "assignment", id: "a1", row: ASSIGNMENT, ended: null },
  ] as unknown as Change[];
  const fromOutcomes = rebuild(emptyRows());
  applyOutcome(fromOutcomes, { meta, changes, notices: [], reasons: [] });
  assertInvariants(fromRows);
  assertInvariants(fromOutcomes);
  expect(snapshotRows(fromOutcomes)).toEqual(snapshotRows(fromRows));
  expect(fromRows.teams.get("t")).toMatchObject({ strategy: "balanced", overflow: null });
  expect(fromRows.agents.get("ann")).toMatchObject({ wrapUps: [], notResponding: null, askedIn: {} });
  expect(fromRows.assignments.get("a1")).toMatchObject({ weight: 1, needs: null });
});
