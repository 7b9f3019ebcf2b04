import { describe, expect, it } from "vitest";
import { nextDeadline } from "./queries.ts";
import { told, Scene, SECOND } from "./scene.ts";
import { step } from "./step.ts";

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
});
