import { expect, it } from "vitest";
import { Changed, faultOf, type ReplayChange } from "./replay-changes.ts";
import { simulatedDay } from "./testing-record.ts";
import { snapshotRows } from "#server/routing/rows.ts";

const rows = snapshotRows(simulatedDay("quiet").stateBefore(40));
const change = (path: string, value: ReplayChange["value"]): ReplayChange => ({ path: path.split("."), value });

it.each<[string, ReplayChange["value"], string | null]>([
  ["settings.creditBoundMs", 60_000, null],
  ["settings.creditBoundMs", "much", "bad_value"],
  ["settings.creditBoundMs", -1, "bad_value"],
  ["settings.nothing", 1, "unknown_path"],
  ["settings.weights.chat", 2, null],
  ["settings.weights", 2, "bad_value"],
  ["team.team.maxWaiting", 4, null],
  ["team.team.maxWaiting", null, null],
  ["team.team.strategy", "random", null],
  ["team.team.strategy", 1, "bad_value"],
  ["team.team.ladder.reofferMs", 60_000, null],
  ["team.team.ladder.nothing", 60_000, "unknown_path"],
  ["team.team.overflow.whenFull", true, null],
  ["team.team.overflow.afterMs", 60_000, null],
  ["team.team.overflow.nothing", 60_000, "unknown_path"],
  ["team.team.overflow", null, null],
  ["team.team.quiet.closeMs", 60_000, null],
  ["team.team.agentIds", [], "unknown_path"],
  ["team.other.maxWaiting", 4, "unknown_path"],
  ["team.team.extraAgents", 2, null],
  ["team.team.extraAgents", 1.5, "bad_value"],
  ["team.team.extraAgents", 5_000, "bad_value"],
  ["agent.agent-0.capacity", 5, null],
  ["agent.agent-0.isRemoved", true, null],
  ["agent.agent-0.isRemoved", 1, "bad_value"],
  ["agent.agent-0.availability", "offline", "unknown_path"],
  ["agent.agent-99.capacity", 5, "unknown_path"],
  ["thresholds.base", 0.5, null],
  ["thresholds.base", 2, "bad_value"],
  ["thresholds.other", 0.5, "unknown_path"],
  ["weather", 1, "unknown_path"],
])("%s = %s: %s", (path, value, fault) => {
  expect(faultOf(change(path, value), rows)).toBe(fault);
});

it("a change holds in the rows and in every later event that says the same", () => {
  const changed = new Changed([change("agent.agent-0.capacity", 7), change("team.team.offerMs", 9_000)], rows);
  const made = changed.rows(rows);
  expect(made.agents.find(({ id }) => id === "agent-0")?.capacity).toBe(7);
  expect(made.agents.find(({ id }) => id === "agent-1")).toEqual(rows.agents.find(({ id }) => id === "agent-1"));
  expect(made.teams[0]?.offerMs).toBe(9_000);
  const told = { type: "agent:changed" as const, id: "e", at: 1, agentId: "agent-0", capacity: 2, isEnabled: true };
  expect(changed.events(told)).toEqual([{ ...told, capacity: 7 }]);
  expect(changed.events({ ...told, agentId: "agent-1" })).toEqual([{ ...told, agentId: "agent-1" }]);
  const team = { id: "team", agentIds: ["agent-0"], offerMs: 20_000 };
  expect(changed.events({ type: "team:changed", id: "e", at: 1, team })).toMatchObject([{ team: { offerMs: 9_000 } }]);
});

it("parts of a group that was off are set one by one", () => {
  const made = new Changed(
    [change("team.team.overflow.whenFull", true), change("team.team.overflow.afterMs", 9)],
    rows,
  );
  const off = { toTeamId: null, whenNobody: false, whenClosed: false };
  expect(made.rows(rows).teams[0]?.overflow).toEqual({ ...off, whenFull: true, afterMs: 9 });
});

it("an extra agent is there when a member is, with hands of their own; a removed one takes nothing", () => {
  const changed = new Changed([change("team.team.extraAgents", 2), change("agent.agent-0.isRemoved", true)], rows);
  const made = changed.rows(rows);
  const twins = made.agents.filter(({ id }) => id.includes("~"));
  expect(twins.map(({ id }) => id)).toEqual(["agent-1~1", "agent-2~1"]);
  expect(made.teams[0]?.agentIds).toEqual([...(rows.teams[0]?.agentIds ?? []), "agent-1~1", "agent-2~1"]);
  expect(made.agents.find(({ id }) => id === "agent-0")?.availability).toBe("offline");
  const told = {
    type: "availability:set" as const,
    id: "e",
    at: 1,
    agentId: "agent-1",
    availability: "busy" as const,
    busyReason: null,
    byId: null,
  };
  expect(changed.events(told).map((event) => "agentId" in event && event.agentId)).toEqual(["agent-1", "agent-1~1"]);
  expect(changed.events({ ...told, agentId: "agent-0", availability: "available" })).toEqual([]);
});
