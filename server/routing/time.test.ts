import { describe, expect, it } from "vitest";
import { nextDeadline } from "./queries.ts";
import { told, Scene, SECOND } from "./scene.ts";
import { step } from "./step.ts";
import { NO_LADDER } from "./team-rules.ts";

describe("time", () => {
  it("R80 time never goes back", () => {
    const scene = new Scene();
    scene.shop({ ann: 1 });
    scene.at -= 60 * SECOND;
    expect(scene.refuses({ type: "tick", turnSeqs: {} })).toBe("clock_behind");
    expect(step(scene.state, { id: "e", at: Number.NaN, type: "tick", turnSeqs: {} })).toEqual({
      ok: false,
      code: "invalid",
    });
  });

  it("R81 a tick handles all that is due, the earliest first, and leaves nothing behind", () => {
    const scene = new Scene();
    scene.shop({ ann: 2, bob: 1 });
    scene.chat("c1");
    scene.handoff("c2");
    scene.at += SECOND;
    scene.goes("ann");
    expect(nextDeadline(scene.state)).toBe(scene.offer("c2")?.deadlineAt);
    const outcome = scene.after(60 * SECOND);
    const order = outcome.notices.map((notice) => notice.type);
    expect(order.indexOf("offer:ended")).toBeLessThan(order.indexOf("assignment:ended"));
    expect(nextDeadline(scene.state)).toBeGreaterThan(scene.at);
  });

  it("R81 with nothing due a tick changes nothing", () => {
    const scene = new Scene();
    scene.shop({ ann: 1 });
    expect(nextDeadline(scene.state)).toBeNull();
    expect(scene.after(SECOND)).toMatchObject({ changes: [], notices: [], reasons: [] });
  });

  it("R82 what is done before the tick wins over the deadline", () => {
    const scene = new Scene();
    scene.shop({ ann: 1 });
    scene.handoff("c1");
    scene.at += 30 * SECOND;
    scene.accepts("c1");
    expect(scene.conversation("c1")?.assigneeId).toBe("ann");
    expect(told(scene.after(0), "offer:ended")).toEqual([]);
  });

  it("R83 an outage of ours moves every deadline that watches people", () => {
    const scene = new Scene();
    scene.shop({ ann: 4 });
    scene.chat("quiet");
    scene.turn("quiet", "customer", 9);
    scene.chat("away");
    scene.customerGoes("away");
    scene.handoff("connecting");
    scene.accepts("connecting");
    scene.handoff("offered");
    scene.staff({ bob: 1 });
    scene.goes("bob");
    const deadlines = () => [
      scene.conversation("quiet")?.quietWarnAt,
      scene.conversation("quiet")?.quietCloseAt,
      scene.conversation("away")?.customerGraceUntil,
      scene.assignment("connecting")?.connectDeadlineAt,
      scene.offer("offered")?.deadlineAt,
      scene.state.agents.get("bob")?.graceUntil,
    ];
    const before = deadlines();
    scene.at += 7200 * SECOND;
    scene.does({ type: "outage:ended", lengthMs: 7200 * SECOND });
    expect(deadlines()).toEqual(before.map((at) => (at ?? 0) + 7200 * SECOND));
    expect(told(scene.after(0), "conversation:ended")).toEqual([]);
    expect(scene.refuses({ type: "outage:ended", lengthMs: -1 })).toBe("invalid");
  });

  it("R83 the ladder waits with us, and keeps its distances; so does a seat kept for notes", () => {
    const scene = new Scene();
    scene.shop(
      { ann: 2 },
      { wrapUpMs: 60 * SECOND, ladder: { ...NO_LADDER, agentMs: 60 * SECOND, customerMs: 90 * SECOND } },
    );
    scene.chat("c1");
    scene.chat("c2");
    scene.close("c2");
    scene.at += 7200 * SECOND;
    scene.does({ type: "outage:ended", lengthMs: 7200 * SECOND });
    expect(told(scene.after(59 * SECOND), "ladder:step")).toEqual([]);
    const outcome = scene.after(SECOND);
    expect(told(outcome, "ladder:step")).toMatchObject([{ step: "agent" }]);
    expect(told(outcome, "wrap-up:ended")).toHaveLength(1);
    expect(told(scene.after(29 * SECOND), "ladder:step")).toEqual([]);
    expect(told(scene.after(SECOND), "ladder:step")).toMatchObject([{ step: "customer" }]);
  });

  it("R83 what was set to a time of day stays: busy until, leaving, promised; each fires once", () => {
    const scene = new Scene();
    scene.shop({ ann: 1, bob: 1, cid: 1 });
    scene.chat("c1");
    scene.turn("c1", "customer", 7);
    const until = scene.at + 60 * SECOND;
    scene.does({ type: "promise:made", conversationId: "c1", agentId: "ann", until });
    const set = { type: "availability:set", agentId: "bob", byId: null } as const;
    scene.does({ ...set, availability: "busy", busyReason: "lunch", until });
    scene.does({ type: "leaving:set", agentId: "cid", inMs: 60 * SECOND, byId: null });
    scene.at += 7200 * SECOND;
    scene.does({ type: "outage:ended", lengthMs: 7200 * SECOND });
    const outcome = scene.after(0);
    expect(told(outcome, "promise:due")).toHaveLength(1);
    expect(told(outcome, "availability:changed")).toMatchObject([
      { agentId: "bob", availability: "available" },
      { agentId: "cid", availability: "offline" },
    ]);
    const later = scene.after(7200 * SECOND);
    expect([...told(later, "promise:due"), ...told(later, "availability:changed")]).toEqual([]);
  });
});
