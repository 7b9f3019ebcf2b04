import { describe, expect, it } from "vitest";
import { told, Scene, SECOND } from "./scene.ts";
import { DEFAULT_SETTINGS } from "./state.ts";

const TEAM = { id: "t", agentIds: ["ann"], offerMs: 20 * SECOND, isAutoAccept: false, maxWaiting: null };

describe("settings, teams and agents", () => {
  it("R50 settings take effect for what begins later", () => {
    const scene = new Scene();
    scene.shop({ ann: 2 });
    scene.chat("c1");
    scene.goes("ann");
    const graceUntil = scene.state.agents.get("ann")?.graceUntil;
    scene.settings({ graceAgentMs: SECOND });
    expect(scene.state.agents.get("ann")?.graceUntil).toBe(graceUntil);
  });

  it.each([
    ["a length of nothing", { graceAgentMs: 0 }],
    ["a negative credit bound", { creditBoundMs: -1 }],
    ["a length that is no number", { recheckMs: Number.NaN }],
    ["a warning after the close", { quietWarnMs: 5, quietCloseMs: 5 }],
  ])("R50 refuses %s", (_, wrong) => {
    const scene = new Scene();
    expect(scene.refuses({ type: "settings:changed", settings: { ...DEFAULT_SETTINGS, ...wrong } })).toBe("invalid");
  });

  it("R51 a team is known agents, each once", () => {
    const scene = new Scene();
    scene.agent("ann");
    expect(scene.refuses({ type: "team:changed", team: { ...TEAM, agentIds: ["ann", "bob"] } })).toBe("unknown_agent");
    expect(scene.refuses({ type: "team:changed", team: { ...TEAM, agentIds: ["ann", "ann"] } })).toBe("invalid");
    expect(scene.refuses({ type: "team:changed", team: { ...TEAM, offerMs: 0 } })).toBe("invalid");
    expect(scene.refuses({ type: "team:changed", team: { ...TEAM, maxWaiting: 1.5 } })).toBe("invalid");
  });

  it("R51 who leaves the team loses its offers, and keeps its chats", () => {
    const scene = new Scene();
    scene.shop({ ann: 2, bob: 2 });
    scene.chat("c1");
    scene.handoff("c2", { preferAgentId: "ann" });
    expect([scene.conversation("c1")?.assigneeId, scene.askedFor("c2")]).toEqual(["ann", "ann"]);
    scene.team("t", ["bob"]);
    expect([scene.conversation("c1")?.assigneeId, scene.askedFor("c2")]).toEqual(["ann", "bob"]);
  });

  it("R52 a team with conversations is not removed", () => {
    const scene = new Scene();
    scene.shop({ ann: 1 });
    scene.chat("c1");
    expect(scene.refuses({ type: "team:removed", teamId: "t" })).toBe("team_in_use");
    expect(scene.refuses({ type: "team:removed", teamId: "u" })).toBe("unknown_team");
    scene.close("c1");
    scene.does({ type: "team:removed", teamId: "t" });
    expect(scene.state.teams.size).toBe(0);
  });

  it("R53 a new agent is offline and absent", () => {
    const scene = new Scene();
    scene.agent("ann", 3);
    expect(scene.state.agents.get("ann")).toMatchObject({
      capacity: 3,
      availability: "offline",
      presentOn: [],
      goneAt: scene.at,
    });
    expect(scene.refuses({ type: "agent:changed", agentId: "ann", capacity: -1, isEnabled: true })).toBe("invalid");
    expect(scene.refuses({ type: "agent:changed", agentId: "ann", capacity: 1.5, isEnabled: true })).toBe("invalid");
  });

  it("R54 a disabled agent gets nothing and chooses nothing", () => {
    const scene = new Scene();
    scene.shop({ ann: 1 });
    scene.agent("ann", 1, false);
    expect(
      scene.refuses({
        type: "availability:set",
        agentId: "ann",
        availability: "available",
        busyReason: null,
        byId: null,
      }),
    ).toBe("agent_disabled");
    expect(scene.refuses(scene.handoffEvent("c1"))).toBe("nobody_available");
  });

  it("R55 an agent who is in a team or holds something is not removed", () => {
    const scene = new Scene();
    scene.shop({ ann: 1 });
    scene.chat("c1");
    expect(scene.refuses({ type: "agent:removed", agentId: "ann" })).toBe("agent_in_use");
    scene.team("t", []);
    expect(scene.refuses({ type: "agent:removed", agentId: "ann" })).toBe("agent_in_use");
    scene.close("c1");
    scene.does({ type: "agent:removed", agentId: "ann" });
    expect(scene.state.agents.size).toBe(0);
    expect(scene.refuses({ type: "agent:removed", agentId: "ann" })).toBe("unknown_agent");
  });

  it("R56 thresholds are kept on the team, through changes of the team, and told", () => {
    const scene = new Scene();
    scene.shop({ ann: 1 });
    const thresholds = {
      single: 0.4,
      mean: 0.5,
      baseSingle: 0.45,
      baseMean: 0.5,
      idleness: 0.2,
      waiting: 3,
      reason: "busy",
      at: scene.at,
    };
    const outcome = scene.does({ type: "thresholds:moved", teamId: "t", thresholds });
    expect(told(outcome, "thresholds:moved")).toMatchObject([{ teamId: "t", thresholds }]);
    scene.team("t", ["ann"], { maxWaiting: 4 });
    expect(scene.state.teams.get("t")).toMatchObject({ thresholds, maxWaiting: 4 });
    expect(scene.refuses({ type: "thresholds:moved", teamId: "u", thresholds })).toBe("unknown_team");
  });
});
