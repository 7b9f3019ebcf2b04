import { describe, expect, it } from "vitest";
import { describeIndex } from "./index-recount.ts";
import type { Outcome } from "./outcome.ts";
import { applyOutcome, rebuild, snapshotRows } from "./rows.ts";
import { Scene, SECOND } from "./scene.ts";
import { step } from "./step.ts";

const copy = <T>(value: T): T => JSON.parse(JSON.stringify(value));

describe("outcomes", () => {
  it("R90 the same event on a rebuilt copy gives the same outcome, ids included", () => {
    const scene = new Scene();
    scene.shop({ ann: 2, bob: 2 });
    scene.chat("c1");
    scene.handoff("c2");
    const twin = rebuild(copy(snapshotRows(scene.state)));
    const event = { type: "node:lost" as const, nodeEpoch: "n1", id: "lost", at: scene.at + SECOND };
    expect(step(twin, event)).toEqual(step(scene.state, event));
    expect(snapshotRows(twin)).toEqual(snapshotRows(scene.state));
  });

  it("R91 a refusal changes neither rows nor indexes nor the number", () => {
    const scene = new Scene();
    scene.shop({ ann: 1 });
    scene.handoff("c1");
    const before = [snapshotRows(scene.state), describeIndex(scene.state)];
    scene.refuses({ type: "offer:accepted", offerId: "none", agentId: "ann" });
    expect([snapshotRows(scene.state), describeIndex(scene.state)]).toEqual(before);
  });

  it("R92 an outcome through JSON makes another copy the same, indexes included", () => {
    const scene = new Scene();
    scene.shop({ ann: 1, bob: 1 });
    const other = rebuild(copy(snapshotRows(scene.state)));
    const steps: (() => Outcome)[] = [
      () => scene.handoff("c1", { degree: 0.3 }),
      () => scene.declines("c1"),
      () => scene.accepts("c1"),
      () => scene.turn("c1", "customer", 9),
      () => scene.after(400 * SECOND),
    ];
    for (const act of steps) {
      applyOutcome(other, copy(act()));
      expect(snapshotRows(other)).toEqual(snapshotRows(scene.state));
      expect(describeIndex(other)).toBe(describeIndex(scene.state));
    }
  });

  it("R92 what began and ended in one step is noted once, with its end", () => {
    const scene = new Scene();
    scene.shop({ ann: 1 }, { isAutoAccept: true });
    const outcome = scene.handoff("c1");
    const entries = outcome.changes.filter((change) => change.kind === "entry");
    expect(entries).toMatchObject([{ row: null, ended: { state: "assigned", conversationId: "c1" } }]);
    const ids = outcome.changes.map((change) => `${change.kind}:${change.id}`);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("R93 an offer says why: the chosen in numbers, the next five, the others by code", () => {
    const scene = new Scene();
    scene.shop({ a1: 1, a2: 2, a3: 1, a4: 1, a5: 1, a6: 1, a7: 1, b: 1, o: 1 });
    scene.is("b", "busy", "lunch");
    scene.goes("o");
    scene.chat("c1");
    const [reason] = scene.handoff("c2").reasons;
    expect(reason).toMatchObject({
      about: "offer",
      why: "next_in_service",
      conversationId: "c2",
      chosen: { agentId: "a2", load: 0, capacity: 2 },
    });
    expect(reason?.next.map((next) => next.agentId)).toEqual(["a3", "a4", "a5", "a6", "a7"]);
    expect(reason?.notEligible).toEqual({
      disabled: 0,
      offline: 0,
      busy: 1,
      not_responding: 0,
      leaving: 0,
      absent: 1,
      full: 1,
      declined: 0,
      needs: 0,
    });
    const [second] = scene.declines("c2").reasons;
    expect(second).toMatchObject({ chosen: { agentId: "a3" }, notEligible: { declined: 1 } });
  });
});
