import { describe, expect, it } from "vitest";
import { candidate, seats } from "./queries.ts";
import { Scene } from "./scene.ts";
import { DEFAULT_SETTINGS } from "./state.ts";

describe("weights", () => {
  it("R85 a chat weighs what its team says, fixed when it begins", () => {
    const scene = new Scene();
    scene.shop({ ann: 1 }, { chatWeight: 0.4 });
    for (const id of ["c1", "c2", "c3"]) scene.handoff(id);
    expect([scene.askedFor("c1"), scene.askedFor("c2"), scene.askedFor("c3")]).toEqual(["ann", "ann", null]);
    expect(candidate(scene.state, "ann").load).toBe(0.8);
    scene.accepts("c1");
    scene.team("t", ["ann"], { chatWeight: 0.1 });
    expect(scene.assignment("c1")?.weight).toBe(0.4);
    expect(scene.askedFor("c3")).toBe("ann");
  });

  it("R85 full in one team, ready in another", () => {
    const scene = new Scene();
    scene.shop({ ann: 2 }, { chatWeight: 1.5 });
    scene.team("u", ["ann"], { chatWeight: 0.5 });
    scene.handoff("c1");
    scene.handoff("c2");
    scene.handoff("u1", { teamId: "u" });
    expect([scene.askedFor("c1"), scene.askedFor("c2"), scene.askedFor("u1")]).toEqual(["ann", null, "ann"]);
    expect(scene.state.index.teams.get("u")?.standings).toMatchObject({ full: 1, ready: 0 });
  });

  it("R85 a team bounds what one member holds of it", () => {
    const scene = new Scene();
    scene.shop({ ann: 5, bo: 5 }, { memberCapacity: 1 });
    scene.team("u", ["ann"]);
    for (const id of ["c1", "c2", "c3"]) scene.handoff(id);
    scene.handoff("u1", { teamId: "u" });
    expect(["c1", "c2", "c3", "u1"].map((id) => scene.askedFor(id))).toEqual(["ann", "bo", null, "ann"]);
    expect(seats(scene.state, "t")).toMatchObject({ free: 0, total: 2 });
    scene.team("t", ["ann", "bo"], { memberCapacity: 2 });
    expect(scene.askedFor("c3")).not.toBeNull();
  });

  it("R85 side work counts; what is claimed above the limit takes offers back and is accounted for", () => {
    const scene = new Scene();
    scene.shop({ ann: 2 });
    scene.chat("c1");
    scene.handoff("c2");
    expect(scene.askedFor("c2")).toBe("ann");
    scene.does({ type: "side-work:changed", agentId: "ann", sideWork: { requests: 3, consults: 0 } });
    expect(scene.askedFor("c2")).toBeNull();
    expect(scene.state.agents.get("ann")?.overBy).toBe(0.5);
    scene.does({ type: "side-work:changed", agentId: "ann", sideWork: { requests: 1, consults: 0 } });
    expect(scene.state.agents.get("ann")?.overBy).toBe(0);
    expect(scene.askedFor("c2")).toBeNull();
    scene.does({ type: "side-work:changed", agentId: "ann", sideWork: { requests: 0, consults: 0 } });
    expect(scene.askedFor("c2")).toBe("ann");
  });

  it("R85 changed weights of side work count at once", () => {
    const scene = new Scene();
    scene.shop({ ann: 1 });
    scene.does({ type: "side-work:changed", agentId: "ann", sideWork: { requests: 2, consults: 0 } });
    scene.handoff("c1");
    expect(scene.askedFor("c1")).toBeNull();
    scene.settings({ weights: { chat: 1, request: 0, consult: 0.5 } });
    expect(scene.askedFor("c1")).toBe("ann");
    scene.settings({ weights: { chat: 1, request: 0.7, consult: 0.5 } });
    expect([scene.askedFor("c1"), scene.state.agents.get("ann")?.overBy]).toEqual([null, 0.4]);
  });

  it("R85 many small weights add up exactly", () => {
    const scene = new Scene();
    scene.shop({ ann: 1 }, { chatWeight: 0.1 });
    for (let n = 0; n < 11; n += 1) scene.handoff(`c${n}`);
    expect([scene.askedFor("c9"), scene.askedFor("c10")]).toEqual(["ann", null]);
    expect(seats(scene.state, "t")).toMatchObject({ free: 0, total: 1 });
  });

  it.each([
    ["a chat that weighs nothing", { chat: 0, request: 0.5, consult: 0.5 }],
    ["a negative weight", { chat: 1, request: -1, consult: 0.5 }],
    ["a weight that is no number", { chat: 1, request: 0.5, consult: Number.NaN }],
  ])("R50 refuses %s", (_, weights) => {
    const scene = new Scene();
    expect(scene.refuses({ type: "settings:changed", settings: { ...DEFAULT_SETTINGS, weights } })).toBe("invalid");
  });
});
