import { describe, expect, it } from "vitest";
import { told, Scene, SECOND } from "./scene.ts";

describe("presence and availability", () => {
  it("R60 an edge told twice changes nothing", () => {
    const scene = new Scene();
    scene.agent("ann");
    expect(told(scene.comes("ann"), "agent:presence")).toMatchObject([{ isPresent: true }]);
    expect(scene.comes("ann").changes).toEqual([]);
    scene.goes("ann");
    expect(scene.goes("ann").changes).toEqual([]);
  });

  it("R60 only people the engine holds have presence", () => {
    const scene = new Scene();
    expect(scene.refuses({ type: "person:arrived", person: "agent", agentId: "x", nodeEpoch: "n1" })).toBe(
      "unknown_agent",
    );
    expect(scene.refuses({ type: "person:left", person: "agent", agentId: "x", nodeEpoch: "n1" })).toBe(
      "unknown_agent",
    );
    expect(scene.refuses({ type: "person:arrived", person: "customer", conversationId: "x", nodeEpoch: "n1" })).toBe(
      "unknown_conversation",
    );
    expect(scene.refuses({ type: "person:left", person: "customer", conversationId: "x", nodeEpoch: "n1" })).toBe(
      "unknown_conversation",
    );
  });

  it("R61 gone means gone from every node", () => {
    const scene = new Scene();
    scene.shop({ ann: 1 });
    scene.comes("ann", "n2");
    scene.goes("ann", "n1");
    expect(scene.state.agents.get("ann")).toMatchObject({ presentOn: ["n2"], goneAt: null, graceUntil: null });
    const outcome = scene.goes("ann", "n2");
    expect(told(outcome, "agent:presence")).toMatchObject([{ isPresent: false, graceUntil: scene.at + 45 * SECOND }]);
  });

  it("R62 within the grace an agent is reachable but gets no offers", () => {
    const scene = new Scene();
    scene.shop({ ann: 1 });
    scene.goes("ann");
    scene.handoff("c1");
    expect(scene.askedFor("c1")).toBeNull();
    scene.comes("ann");
    expect(scene.askedFor("c1")).toBe("ann");
  });

  it("R63 the choice outlives absence", () => {
    const scene = new Scene();
    scene.shop({ ann: 1 });
    scene.goes("ann");
    scene.after(300 * SECOND);
    expect(scene.state.agents.get("ann")).toMatchObject({ availability: "available", graceUntil: null });
  });

  it("R64 a customer’s two tabs are one presence", () => {
    const scene = new Scene();
    scene.shop({ ann: 1 });
    scene.chat("c1");
    scene.customerComes("c1", "n2");
    expect(told(scene.customerGoes("c1", "n1"), "customer:presence")).toEqual([]);
    const outcome = scene.customerGoes("c1", "n2");
    expect(told(outcome, "customer:presence")).toMatchObject([
      { agentId: "ann", isPresent: false, graceUntil: scene.at + 120 * SECOND },
    ]);
    expect(told(scene.customerComes("c1", "n2"), "customer:presence")).toMatchObject([
      { isPresent: true, graceUntil: null },
    ]);
  });

  it("R65 a lost node is everybody on it leaving", () => {
    const scene = new Scene();
    scene.shop({ ann: 1, bob: 1 });
    scene.comes("bob", "n2");
    scene.chat("c1");
    scene.handoff("c2", { customerPresentOn: ["n2"] });
    const outcome = scene.does({ type: "node:lost", nodeEpoch: "n1" });
    expect(told(outcome, "agent:presence").map((notice) => notice.agentId)).toEqual(["ann"]);
    expect(told(outcome, "customer:presence").map((notice) => notice.conversationId)).toEqual(["c1"]);
    expect(scene.askedFor("c2")).toBe("bob");
    expect(scene.does({ type: "node:lost", nodeEpoch: "n1" }).changes).toEqual([]);
  });

  it("R66 busy or offline keeps accepted chats and stops new ones", () => {
    const scene = new Scene();
    scene.shop({ ann: 2 });
    scene.chat("c1");
    const outcome = scene.is("ann", "busy", "lunch");
    expect(told(outcome, "availability:changed")).toMatchObject([
      { availability: "busy", busyReason: "lunch", byId: null },
    ]);
    expect(scene.conversation("c1")?.assigneeId).toBe("ann");
    scene.is("ann", "offline", "ignored");
    expect(scene.state.agents.get("ann")).toMatchObject({ availability: "offline", busyReason: null });
    expect(scene.conversation("c1")?.assigneeId).toBe("ann");
    expect(scene.is("ann", "offline").changes).toEqual([]);
  });

  it("R66 a supervisor may choose for an agent", () => {
    const scene = new Scene();
    scene.shop({ ann: 1 });
    const outcome = scene.does({
      type: "availability:set",
      agentId: "ann",
      availability: "busy",
      busyReason: "forgotten",
      byId: "sup",
    });
    expect(told(outcome, "availability:changed")).toMatchObject([{ byId: "sup" }]);
    expect(
      scene.refuses({ type: "availability:set", agentId: "x", availability: "busy", busyReason: null, byId: null }),
    ).toBe("unknown_agent");
  });

  it("R67 a team that loses or regains its last reachable member is told", () => {
    const scene = new Scene();
    scene.shop({ ann: 1 });
    scene.chat("c1");
    scene.handoff("c2");
    expect(told(scene.is("ann", "busy"), "team:reachability")).toEqual([
      { type: "team:reachability", teamId: "t", isAnybodyReachable: false, waiting: 1 },
    ]);
    expect(told(scene.is("ann", "available"), "team:reachability")).toMatchObject([{ isAnybodyReachable: true }]);
    expect(told(scene.goes("ann"), "team:reachability")).toEqual([]);
    expect(told(scene.after(45 * SECOND), "team:reachability")).toMatchObject([
      { isAnybodyReachable: false, waiting: 2 },
    ]);
  });
});
