import { describe, expect, it } from "vitest";
import type { OverflowRow } from "./team-rules.ts";
import { told, Scene, SECOND } from "./scene.ts";

const MINUTE = 60 * SECOND;
const to = (toTeamId: string | null, more: Partial<OverflowRow> = {}): OverflowRow => ({
  toTeamId,
  afterMs: null,
  whenFull: true,
  whenNobody: true,
  whenClosed: true,
  ...more,
});

/** Team t with ann, who has a chat; u with bo, who is free. */
function shop(more = {}): Scene {
  const scene = new Scene();
  scene.shop({ ann: 1 }, more);
  scene.staff({ bo: 1 });
  scene.team("u", ["bo"]);
  scene.chat("c0");
  return scene;
}

describe("hours, overflow and long waits", () => {
  it("R57 a closed team refuses, so that a message can be left; who is in line is served", () => {
    const scene = shop();
    scene.handoff("c1");
    const turnsAt = [scene.at + MINUTE, scene.at + 2 * MINUTE];
    scene.does({ type: "team:hours-planned", teamId: "t", hours: { isOpen: true, turnsAt } });
    const outcome = scene.after(MINUTE);
    expect(told(outcome, "team:hours-turned")).toMatchObject([{ isOpen: false, nextTurnAt: turnsAt[1] }]);
    expect(scene.refuses(scene.handoffEvent("c2"))).toBe("team_closed");
    scene.close("c0");
    expect(scene.askedFor("c1")).toBe("ann");
    scene.after(MINUTE);
    scene.handoff("c2");
    expect(scene.entry("c2")?.teamId).toBe("t");
  });

  it("R57 off hours as the team says: into the line all the same, or on", () => {
    const hours = { isOpen: false, turnsAt: [] };
    const queueing = shop();
    queueing.team("t", ["ann"], { hours, offHours: "queue" });
    queueing.handoff("c1");
    expect(queueing.entry("c1")?.teamId).toBe("t");
    const passing = shop();
    passing.team("t", ["ann"], { hours, offHours: "overflow", overflow: to("u", { whenClosed: false }) });
    const outcome = passing.handoff("c1");
    expect(passing.askedFor("c1")).toBe("bo");
    expect(outcome.reasons).toMatchObject([
      { about: "diversion", why: "overflow_closed", teamId: "t" },
      { about: "offer" },
    ]);
  });

  it("R57 refuses a plan that lies behind or does not rise", () => {
    const scene = shop();
    const plan = (...turnsAt: number[]) =>
      scene.refuses({ type: "team:hours-planned", teamId: "t", hours: { isOpen: true, turnsAt } });
    expect([plan(scene.at), plan(scene.at + 2, scene.at + 1)]).toEqual(["invalid", "invalid"]);
    expect(scene.refuses({ type: "team:hours-planned", teamId: "x", hours: null })).toBe("unknown_team");
  });

  it("R79 a full line, or a team with nobody there, sends a hand-off on", () => {
    const full = shop();
    full.team("t", ["ann"], { maxWaiting: 0, overflow: to("u", { whenNobody: false }) });
    full.handoff("c1");
    expect([full.entry("c1")?.teamId, full.conversation("c1")?.teamId]).toEqual(["u", "u"]);
    full.is("ann", "busy");
    expect(full.refuses(full.handoffEvent("c2"))).toBe("nobody_available");
    full.team("t", ["ann"], { overflow: to("u") });
    expect(full.handoff("c2").reasons).toMatchObject([{ about: "diversion", why: "overflow_nobody" }]);
  });

  it("R79 the chain ends after three moves and never goes in a circle; refused as the first team refuses", () => {
    const scene = new Scene();
    scene.staff({ ann: 1 });
    const chain = ["t", "u", "v", "w", "x"];
    for (const [at, id] of chain.entries())
      scene.team(id, at === 4 ? ["ann"] : [], { overflow: to(chain[at + 1] ?? null) });
    expect(scene.refuses(scene.handoffEvent("c1"))).toBe("nobody_available");
    scene.team("w", ["ann"], {});
    scene.handoff("c1");
    expect(scene.entry("c1")?.teamId).toBe("w");
    scene.team("w", [], { overflow: to("t") });
    expect(scene.refuses(scene.handoffEvent("c2", { teamId: "u" }))).toBe("nobody_available");
    expect(scene.refuses({ type: "team:changed", team: { id: "v", agentIds: [], overflow: to("v") } })).toBe("invalid");
  });

  it("R79 in line for too long: moved to the other line at its place, once", () => {
    const scene = shop();
    scene.team("t", ["ann"], { overflow: to("u", { afterMs: MINUTE }) });
    scene.team("u", ["bo"], { overflow: to("t", { afterMs: MINUTE }) });
    scene.chat("u0", { teamId: "u" });
    scene.handoff("c1", { degree: 0.5 });
    const key = scene.entry("c1")?.key;
    const outcome = scene.after(MINUTE);
    expect(scene.entry("c1")).toMatchObject({ teamId: "u", key, overflowAt: null });
    expect(told(outcome, "entry:queued")).toMatchObject([{ why: "overflow", teamId: "u" }]);
    expect(outcome.reasons).toMatchObject([
      { about: "diversion", why: "overflow_after", numbers: { waitedMs: MINUTE } },
    ]);
    scene.after(5 * MINUTE);
    expect(scene.entry("c1")?.teamId).toBe("u");
  });

  it("R79 looked at again while the other team cannot take it, and left alone while offered", () => {
    const scene = shop();
    scene.team("t", ["ann"], { overflow: to("u", { afterMs: MINUTE }), offerMs: 5 * MINUTE });
    scene.is("bo", "busy");
    scene.handoff("c1");
    scene.after(MINUTE);
    expect(scene.entry("c1")).toMatchObject({ teamId: "t", overflowAt: scene.at + 30 * SECOND });
    scene.close("c0");
    expect(scene.askedFor("c1")).toBe("ann");
    scene.after(30 * SECOND);
    expect(scene.entry("c1")).toMatchObject({ state: "offered", overflowAt: scene.at + 5 * SECOND });
  });

  it("R79 to the message box: the system takes it out of the line, and says what was asked", () => {
    const scene = shop();
    scene.team("t", ["ann"], { overflow: to(null, { afterMs: MINUTE }), strategy: "manual" });
    scene.handoff("c1");
    const outcome = scene.after(MINUTE);
    expect(told(outcome, "conversation:ended")).toMatchObject([{ how: "diverted", by: "system", isAnswerOwed: true }]);
    expect(outcome.reasons).toMatchObject([{ about: "diversion", why: "overflow_after" }]);
  });

  it("R59 a long wait is told once", () => {
    const scene = shop();
    scene.team("t", ["ann"], { longWaitMs: MINUTE });
    scene.handoff("c1");
    const outcome = scene.after(MINUTE);
    expect(told(outcome, "entry:long-wait")).toMatchObject([{ conversationId: "c1", waitedMs: MINUTE }]);
    expect(scene.entry("c1")?.longWaitAt).toBeNull();
    expect(told(scene.after(10 * MINUTE), "entry:long-wait")).toEqual([]);
  });

  it("R78 a supervisor moves an entry to another team's line, at its place", () => {
    const scene = shop();
    scene.chat("u0", { teamId: "u" });
    scene.handoff("c1", { degree: 0 });
    const { key, enteredAt } = scene.entry("c1") ?? {};
    scene.at += SECOND;
    const outcome = scene.does({ type: "entry:moved", conversationId: "c1", teamId: "u", byId: "sue" });
    expect(scene.entry("c1")).toMatchObject({ teamId: "u", key, enteredAt });
    expect(told(outcome, "entry:queued")).toMatchObject([{ why: "moved" }]);
    expect(outcome.reasons).toMatchObject([{ about: "diversion", why: "supervisor", chosen: null }]);
    const refused = (conversationId: string, teamId: string) =>
      scene.refuses({ type: "entry:moved", conversationId, teamId, byId: "sue" });
    expect([refused("c1", "u"), refused("c1", "x"), refused("c0", "u"), refused("c9", "u")]).toEqual([
      "invalid",
      "unknown_team",
      "not_waiting",
      "unknown_conversation",
    ]);
  });
});
