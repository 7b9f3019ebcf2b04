import { describe, expect, it } from "vitest";
import { candidate, positionOf } from "./queries.ts";
import { told, Scene, SECOND } from "./scene.ts";

function chatting(agents: Record<string, number> = { ann: 1 }): Scene {
  const scene = new Scene();
  scene.shop(agents);
  scene.chat("c1");
  return scene;
}

describe("assignments", () => {
  it("R30 an assignment waits for the acknowledgement", () => {
    const scene = new Scene();
    scene.shop({ ann: 1 });
    scene.handoff("c1");
    scene.accepts("c1");
    expect(scene.assignment("c1")).toMatchObject({ connectDeadlineAt: scene.at + 30 * SECOND, connectedAt: null });
    expect(scene.state.agents.get("ann")?.servedCount).toBe(0);
  });

  it("R30 where no acknowledgement is needed it counts at once", () => {
    const scene = new Scene();
    scene.settings({ isConnectAckNeeded: false });
    scene.shop({ ann: 1 });
    scene.handoff("c1");
    scene.accepts("c1");
    expect(scene.assignment("c1")).toMatchObject({ connectDeadlineAt: null, connectedAt: scene.at });
    expect(scene.state.agents.get("ann")?.servedCount).toBe(1);
  });

  it("R31 the end of an assignment frees the seat and the count once", () => {
    const scene = chatting();
    expect(scene.state.agents.get("ann")?.servedCount).toBe(1);
    scene.at += 9 * SECOND;
    const outcome = scene.close("c1");
    expect(told(outcome, "assignment:ended")).toMatchObject([{ how: "closed", lengthMs: 9 * SECOND }]);
    expect(scene.state.agents.get("ann")).toMatchObject({ servedCount: 0, idleSince: scene.at });
    expect(candidate(scene.state, "ann").load).toBe(0);
    expect(scene.refuses({ type: "conversation:closed", conversationId: "c1", by: "agent", byId: "ann" })).toBe(
      "unknown_conversation",
    );
  });

  it("R32 the acknowledgement counts once", () => {
    const scene = chatting();
    const again = scene.does({ type: "connection:acknowledged", conversationId: "c1" });
    expect(again.changes).toEqual([]);
    expect(scene.state.agents.get("ann")?.servedCount).toBe(1);
  });

  it("R32 only an assigned conversation is acknowledged", () => {
    const scene = chatting();
    scene.handoff("c2");
    expect(scene.refuses({ type: "connection:acknowledged", conversationId: "c2" })).toBe("not_assigned");
    expect(scene.refuses({ type: "connection:acknowledged", conversationId: "c9" })).toBe("unknown_conversation");
  });

  it("R32 a customer who writes is there", () => {
    const scene = new Scene();
    scene.shop({ ann: 1 });
    scene.handoff("c1");
    scene.accepts("c1");
    scene.turn("c1", "customer", 5);
    const outcome = scene.turn("c1", "agent", 6);
    expect(told(outcome, "connection:acknowledged")).toMatchObject([{ agentId: "ann", servedCount: 1 }]);
  });

  it("R32 without an acknowledgement the customer counts as gone and the seat is free", () => {
    const scene = new Scene();
    scene.shop({ ann: 1 });
    scene.handoff("c1");
    scene.accepts("c1");
    expect(told(scene.after(29 * SECOND), "conversation:ended")).toEqual([]);
    const outcome = scene.after(SECOND);
    expect(told(outcome, "assignment:ended")).toMatchObject([{ how: "customer_left" }]);
    expect(told(outcome, "conversation:ended")).toMatchObject([
      { how: "customer_left", by: "system", isAnswerOwed: true },
    ]);
    expect(candidate(scene.state, "ann").load).toBe(0);
  });

  it("R33 an assigned conversation is in no line", () => {
    const scene = chatting();
    expect(positionOf(scene.state, "c1")).toBeNull();
  });

  it("R34 going back to the line keeps the customer’s first place", () => {
    const scene = chatting({ ann: 1 });
    const enteredAt = scene.assignment("c1")?.enteredAt;
    scene.at += 60 * SECOND;
    scene.handoff("c2");
    scene.does({ type: "conversation:requeued", conversationId: "c1", teamId: null, byId: "sup" });
    expect(positionOf(scene.state, "c1")?.position).toBe(1);
    expect(scene.entry("c1")?.enteredAt).toBe(enteredAt);
  });

  it("R35 an agent gone longer than the grace loses every chat, each once; back within it, nothing moves", () => {
    const scene = chatting({ ann: 2 });
    scene.at += SECOND;
    scene.chat("c2");
    scene.goes("ann");
    scene.after(44 * SECOND);
    scene.comes("ann");
    expect(told(scene.after(60 * SECOND), "assignment:ended")).toEqual([]);
    scene.goes("ann");
    const outcome = scene.after(45 * SECOND);
    expect(told(outcome, "assignment:ended")).toMatchObject([{ how: "agent_lost" }, { how: "agent_lost" }]);
    expect(told(outcome, "entry:queued").map((notice) => notice.conversationId)).toEqual(["c1", "c2"]);
    expect(told(scene.after(60 * SECOND), "entry:queued")).toEqual([]);
    expect(scene.state.agents.get("ann")?.servedCount).toBe(0);
  });

  it("R35 a disabled agent loses them at once", () => {
    const scene = chatting({ ann: 1, bob: 1 });
    const outcome = scene.agent("ann", 1, false);
    expect(told(outcome, "assignment:ended")).toMatchObject([{ how: "agent_lost", agentId: "ann" }]);
    expect(scene.askedFor("c1")).toBe("bob");
  });

  it("R36 a conversation leaves with all it held", () => {
    const scene = chatting({ ann: 1, bob: 1 });
    scene.does({
      type: "transfer:requested",
      conversationId: "c1",
      byAgentId: "ann",
      toAgentId: "bob",
      toTeamId: null,
    });
    const outcome = scene.does({ type: "conversation:closed", conversationId: "c1", by: "customer", byId: null });
    expect(told(outcome, "offer:ended")).toMatchObject([
      { kind: "transfer", how: "withdrawn", cause: "conversation_closed" },
    ]);
    const kinds = ["conversations", "entries", "offers", "assignments"] as const;
    expect(kinds.map((kind) => scene.state[kind].size)).toEqual([0, 0, 0, 0]);
    expect(candidate(scene.state, "bob").load).toBe(0);
  });

  it("R37 an agent closes only their own; customer and supervisor close either", () => {
    const scene = chatting({ ann: 1 });
    scene.handoff("c2");
    expect(scene.refuses({ type: "conversation:closed", conversationId: "c1", by: "agent", byId: "bob" })).toBe(
      "not_yours",
    );
    expect(scene.refuses({ type: "conversation:closed", conversationId: "c2", by: "agent", byId: "ann" })).toBe(
      "not_yours",
    );
    const outcome = scene.does({ type: "conversation:closed", conversationId: "c2", by: "supervisor", byId: "sup" });
    expect(told(outcome, "conversation:ended")).toMatchObject([
      { how: "closed", by: "supervisor", byId: "sup", agentId: null },
    ]);
    expect(told(outcome, "entry:ended")).toMatchObject([{ how: "cancelled" }]);
  });

  it("R38 a waiting customer away beyond the grace has abandoned", () => {
    const scene = chatting();
    scene.handoff("c2");
    scene.customerGoes("c2");
    scene.after(119 * SECOND);
    expect(positionOf(scene.state, "c2")?.position).toBe(1);
    const outcome = scene.after(SECOND);
    expect(told(outcome, "entry:ended")).toMatchObject([{ how: "abandoned", conversationId: "c2" }]);
    expect(told(outcome, "conversation:ended")).toMatchObject([{ how: "abandoned", by: "system" }]);
  });

  it("R39 a customer away from a chat beyond the grace frees the seat", () => {
    const scene = chatting();
    scene.customerGoes("c1");
    const outcome = scene.after(120 * SECOND);
    expect(told(outcome, "assignment:ended")).toMatchObject([{ how: "customer_left" }]);
    expect(candidate(scene.state, "ann").load).toBe(0);
  });

  it("R39 back within the grace, nothing moves", () => {
    const scene = chatting();
    scene.customerGoes("c1");
    scene.at += 100 * SECOND;
    scene.customerComes("c1");
    expect(told(scene.after(100 * SECOND), "conversation:ended")).toEqual([]);
  });
});
