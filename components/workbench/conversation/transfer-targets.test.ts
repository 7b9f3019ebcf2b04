import type { AgentView } from "#server/contract/index.ts";
import { describe, expect, it } from "vitest";
import { staffId, teamId } from "#components/realtime/testing/builders.ts";
import { transferTargets } from "./transfer-targets.ts";

const agent = (n: number, name: string, change: Partial<AgentView> = {}): AgentView => ({
  id: staffId(n),
  name,
  teams: [{ id: teamId(1), name: "Returns" }],
  availability: "available",
  busyReason: null,
  availabilityAt: 0,
  availabilityUntil: null,
  isAwayByItself: false,
  notResponding: null,
  leavingAt: null,
  standing: "ready",
  wrapUps: 0,
  sideWork: { requests: 0, consults: 0 },
  presence: "present",
  load: 1,
  capacity: 4,
  owesSince: null,
  closedToday: 0,
  ...change,
});

describe("transferTargets", () => {
  const agents = [
    agent(1, "Lin"),
    agent(2, "Mei", { load: 3 }),
    agent(3, "Piotr", { availability: "busy" }),
    agent(4, "Ada"),
    agent(5, "Full", { load: 4 }),
    agent(6, "Gone", { presence: "gone" }),
    agent(7, "Off", { availability: "offline" }),
  ];
  const teams = [
    { id: teamId(1), name: "Returns", isAnybodyReachable: true, waiting: 5 },
    { id: teamId(2), name: "Orders", isAnybodyReachable: false, waiting: 0 },
  ];

  it("lists who can take it first, least loaded first, and never me", () => {
    const found = transferTargets(agents, teams, staffId(1), "");
    expect(found.agents.map(({ name, obstacle }) => [name, obstacle])).toEqual([
      ["Ada", null],
      ["Mei", null],
      ["Gone", "gone"],
      ["Off", "offline"],
      ["Piotr", "busy"],
      ["Full", "full"],
    ]);
    expect(found.teams.map(({ name, obstacle }) => [name, obstacle])).toEqual([
      ["Returns", null],
      ["Orders", "nobody"],
    ]);
  });

  it("finds people by name and by team", () => {
    expect(transferTargets(agents, teams, staffId(1), "mei").agents.map(({ name }) => name)).toEqual(["Mei"]);
    expect(transferTargets(agents, teams, staffId(1), "returns").agents).toHaveLength(6);
  });
});
