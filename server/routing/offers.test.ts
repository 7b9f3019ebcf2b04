import { describe, expect, it } from "vitest";
import { told, Scene, SECOND } from "./scene.ts";

function offered(agents: Record<string, number> = { ann: 1 }): Scene {
  const scene = new Scene();
  scene.shop(agents);
  scene.handoff("c1");
  return scene;
}

describe("offers", () => {
  it("R20 an offer has a deadline and holds entry and seat", () => {
    const scene = offered();
    expect(scene.offer("c1")).toMatchObject({
      kind: "queue",
      agentId: "ann",
      createdAt: scene.at,
      deadlineAt: scene.at + 20 * SECOND,
    });
    expect(scene.entry("c1")?.state).toBe("offered");
  });

  it("R21 accepting gives the conversation and frees the entry", () => {
    const scene = offered();
    scene.at += 5 * SECOND;
    const outcome = scene.accepts("c1");
    expect(told(outcome, "offer:ended")).toMatchObject([{ how: "accepted" }]);
    expect(told(outcome, "entry:ended")).toMatchObject([{ how: "assigned", waitedMs: 5 * SECOND }]);
    expect(told(outcome, "assignment:started")).toMatchObject([{ agentId: "ann", why: "accepted", isOverride: false }]);
    expect(scene.state.entries.size + scene.state.offers.size).toBe(0);
    const ended = outcome.changes.find((change) => change.kind === "offer");
    expect(ended).toMatchObject({ row: null, ended: { state: "accepted", endedAt: scene.at } });
  });

  it("R21 only the one asked can answer, and only once", () => {
    const scene = offered({ ann: 1, bob: 1 });
    const offerId = scene.offer("c1")?.id ?? "";
    expect(scene.refuses({ type: "offer:accepted", offerId, agentId: "bob" })).toBe("not_yours");
    expect(scene.refuses({ type: "offer:declined", offerId, agentId: "bob" })).toBe("not_yours");
    scene.accepts("c1");
    expect(scene.refuses({ type: "offer:accepted", offerId, agentId: "ann" })).toBe("unknown_offer");
    expect(scene.refuses({ type: "offer:declined", offerId, agentId: "ann" })).toBe("unknown_offer");
  });

  it("R22 a decline asks the next", () => {
    const scene = offered({ ann: 1, bob: 1 });
    const outcome = scene.declines("c1");
    expect(told(outcome, "offer:ended")).toMatchObject([{ how: "declined", agentId: "ann" }]);
    expect(told(outcome, "offer:made")).toMatchObject([{ agentId: "bob" }]);
  });

  it("R23 a lapse counts like a decline, at the deadline and not before", () => {
    const scene = offered({ ann: 1, bob: 1 });
    scene.after(19 * SECOND);
    expect(scene.askedFor("c1")).toBe("ann");
    const outcome = scene.after(SECOND);
    expect(told(outcome, "offer:ended")).toMatchObject([{ how: "expired", agentId: "ann" }]);
    expect(scene.askedFor("c1")).toBe("bob");
  });

  it("R24 an absent customer keeps the place and is not offered until back", () => {
    const scene = new Scene();
    scene.shop({ ann: 1 });
    scene.handoff("away", { customerPresentOn: [] });
    scene.at += SECOND;
    scene.handoff("here");
    expect([scene.askedFor("away"), scene.askedFor("here")]).toEqual([null, "ann"]);
    scene.declines("here");
    scene.customerComes("away");
    expect(scene.askedFor("away")).toBe("ann");
  });

  it("R24 a pending offer outlives a reload of the customer", () => {
    const scene = offered();
    scene.customerGoes("c1");
    expect(scene.askedFor("c1")).toBe("ann");
    scene.customerComes("c1");
    expect(scene.askedFor("c1")).toBe("ann");
  });

  it.each([
    ["busy", (scene: Scene) => scene.is("ann", "busy", "lunch")],
    ["offline", (scene: Scene) => scene.is("ann", "offline")],
    ["gone", (scene: Scene) => scene.goes("ann")],
    ["disabled", (scene: Scene) => scene.agent("ann", 1, false)],
  ])("R25 an agent who turns %s has no offers; the entry is free for others", (_, act) => {
    const scene = offered({ ann: 1, bob: 1 });
    const key = scene.entry("c1")?.key;
    const outcome = act(scene);
    expect(told(outcome, "offer:ended")).toMatchObject([
      { how: "withdrawn", cause: "agent_unavailable", agentId: "ann" },
    ]);
    expect(scene.askedFor("c1")).toBe("bob");
    expect(scene.entry("c1")).toMatchObject({ key, declinedBy: [] });
  });

  it("R26 a limit lowered under the load takes back the newest offers", () => {
    const scene = new Scene();
    scene.shop({ ann: 2 });
    scene.handoff("c1");
    scene.at += SECOND;
    scene.handoff("c2");
    const outcome = scene.agent("ann", 1);
    expect(told(outcome, "offer:ended")).toMatchObject([{ conversationId: "c2", cause: "over_capacity" }]);
    expect(scene.askedFor("c1")).toBe("ann");
  });
});
