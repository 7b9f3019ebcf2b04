import { describe, expect, it } from "vitest";
import { positionOf, waitingList } from "./queries.ts";
import { told, OPENING, Scene, SECOND } from "./scene.ts";

const MINUTE = 60 * SECOND;

/** One agent who is busy with a chat, so that everybody else waits. */
function fullShop(more = {}): Scene {
  const scene = new Scene();
  scene.shop({ ann: 1 }, more);
  scene.chat("c0");
  return scene;
}

const line = (scene: Scene) => waitingList(scene.state, "t", 10).map((entry) => entry.conversationId);

describe("the line", () => {
  it("R1 a hand-off enters the line and says where", () => {
    const scene = fullShop();
    const outcome = scene.handoff("c1");
    expect(told(outcome, "entry:queued")).toMatchObject([
      { conversationId: "c1", why: "handoff", position: 1, isAnybodyReachable: true },
    ]);
    expect(scene.conversation("c1")).toMatchObject({ state: "waiting", turn: "agent", turnSeq: 3, assigneeId: null });
  });

  it("R1 refuses what is wrong, unknown or already there", () => {
    const scene = fullShop();
    scene.handoff("c1");
    expect(scene.refuses(scene.handoffEvent("c2", { degree: 1.2 }))).toBe("invalid");
    expect(scene.refuses(scene.handoffEvent("c2", { degree: Number.NaN }))).toBe("invalid");
    expect(scene.refuses(scene.handoffEvent("c2", { teamId: "nowhere" }))).toBe("unknown_team");
    expect(scene.refuses(scene.handoffEvent("c1"))).toBe("already_waiting");
    expect(scene.refuses(scene.handoffEvent("c0"))).toBe("already_assigned");
    expect(scene.refuses(scene.handoffEvent("c2", { customerId: "customer-of-c1" }))).toBe("customer_has_conversation");
  });

  it("R2 the worse the match the larger the credit, at most the bound", () => {
    const scene = fullShop();
    scene.handoff("none");
    scene.handoff("worst", { degree: 0 });
    scene.handoff("half", { degree: 0.5 });
    scene.handoff("sure", { degree: 1 });
    expect(scene.entry("none")?.creditMs).toBe(0);
    expect(scene.entry("worst")?.creditMs).toBe(8 * MINUTE);
    expect(scene.entry("half")?.creditMs).toBe(4 * MINUTE);
    expect(scene.entry("sure")?.creditMs).toBe(0);
    expect(line(scene).slice(0, 2)).toEqual(["worst", "half"]);
    expect(scene.entry("half")?.key).toBe(scene.at - 4 * MINUTE);
  });

  it("R2 nobody is overtaken by someone who came later than the bound", () => {
    const scene = fullShop();
    scene.handoff("early");
    scene.at += 8 * MINUTE + 1;
    scene.handoff("late", { degree: 0 });
    expect(line(scene)).toEqual(["early", "late"]);
  });

  it("R86 a VIP has credit of the team on top, in all never above the bound", () => {
    const scene = fullShop({ vipCreditMs: 3 * MINUTE });
    scene.handoff("plain", { degree: 0.5 });
    scene.handoff("vip", { degree: 0.5, isVip: true });
    scene.handoff("silent", { isVip: true });
    scene.handoff("both", { degree: 0.1, isVip: true });
    const credits = ["plain", "vip", "silent", "both"].map((id) => (scene.entry(id)?.creditMs ?? 0) / MINUTE);
    expect(credits).toEqual([4, 7, 3, 8]);
    scene.at += 8 * MINUTE + 1;
    scene.handoff("late", { degree: 0, isVip: true });
    expect(line(scene).at(-1)).toBe("late");
  });

  it("R3 an abandoned place is given back within ten minutes, not later", () => {
    const scene = fullShop();
    scene.at = OPENING + 20 * MINUTE;
    const former = { enteredAt: scene.at - 9 * MINUTE, creditMs: MINUTE, endedAt: scene.at - 5 * MINUTE };
    scene.handoff("other", { degree: 0 });
    scene.handoff("back", { former });
    scene.handoff("tooLate", { former: { ...former, endedAt: scene.at - 10 * MINUTE - 1, enteredAt: OPENING } });
    expect(scene.entry("back")).toMatchObject({
      enteredAt: former.enteredAt,
      key: former.enteredAt - MINUTE,
      creditMs: MINUTE,
    });
    expect(scene.entry("tooLate")).toMatchObject({ enteredAt: scene.at, key: scene.at });
    expect(line(scene)).toEqual(["back", "other", "tooLate"]);
  });

  it("R3 who cancelled, or lost the network, has the place again", () => {
    const scene = fullShop();
    scene.handoff("c1", { degree: 0.5 });
    const { enteredAt, creditMs, key } = scene.entry("c1") ?? { enteredAt: 0, creditMs: 0, key: 0 };
    scene.at += MINUTE;
    scene.does({ type: "queue:left", conversationId: "c1", how: "cancelled" });
    const former = { enteredAt, creditMs, endedAt: scene.at };
    scene.at += 9 * MINUTE;
    scene.handoff("c2", { degree: 0 });
    scene.handoff("c1", { degree: 1, former });
    expect(scene.entry("c1")).toMatchObject({ key, enteredAt, creditMs });
    expect(line(scene)[0]).toBe("c1");
  });

  it("R3 a former place that is worse, or impossible, is not taken", () => {
    const scene = fullShop();
    const former = { enteredAt: scene.at - MINUTE, creditMs: 0, endedAt: scene.at };
    scene.handoff("c1", { former, degree: 0 });
    expect(scene.entry("c1")?.key).toBe(scene.at - 8 * MINUTE);
    expect(scene.refuses(scene.handoffEvent("c2", { former: { ...former, endedAt: scene.at + 1 } }))).toBe("invalid");
  });

  it("R4 every return keeps the key: decline, lapse, lost agent", () => {
    const scene = new Scene();
    scene.shop({ ann: 1 });
    scene.handoff("c1", { degree: 0.5 });
    const key = scene.entry("c1")?.key;
    scene.at += SECOND;
    scene.declines("c1");
    expect(scene.entry("c1")?.key).toBe(key);
    scene.after(10 * SECOND);
    scene.after(20 * SECOND);
    expect(scene.entry("c1")).toMatchObject({ key, state: "waiting" });
    scene.after(10 * SECOND);
    scene.accepts("c1");
    scene.does({ type: "connection:acknowledged", conversationId: "c1" });
    scene.goes("ann");
    const lost = scene.after(45 * SECOND);
    expect(scene.entry("c1")).toMatchObject({ key, creditMs: 4 * MINUTE });
    expect(told(lost, "entry:queued")).toMatchObject([{ why: "agent_lost", key, isAnybodyReachable: false }]);
  });

  it("R5 positions count from one, offered entries included, and follow the line", () => {
    const scene = new Scene();
    scene.shop({ ann: 1 });
    for (const id of ["c1", "c2", "c3"]) {
      scene.handoff(id);
      scene.at += SECOND;
    }
    expect(positionOf(scene.state, "c1")).toEqual({ position: 1, ahead: 0, waiting: 3 });
    expect(positionOf(scene.state, "c3")).toEqual({ position: 3, ahead: 2, waiting: 3 });
    scene.accepts("c1");
    expect(positionOf(scene.state, "c1")).toBeNull();
    expect(positionOf(scene.state, "c3")).toEqual({ position: 2, ahead: 1, waiting: 2 });
    expect(waitingList(scene.state, "t", 1)).toHaveLength(1);
  });

  it("R6 a full line refuses, but not while somebody has room", () => {
    const scene = fullShop({ maxWaiting: 1 });
    scene.handoff("c1");
    expect(scene.refuses(scene.handoffEvent("c2"))).toBe("queue_full");
    const open = new Scene();
    open.shop({ ann: 1 }, { maxWaiting: 0 });
    open.handoff("c1");
    expect(open.askedFor("c1")).toBe("ann");
    expect(open.refuses(open.handoffEvent("c2"))).toBe("queue_full");
  });

  it("R7 who leaves the line is gone at once and the offer with them", () => {
    const scene = new Scene();
    scene.shop({ ann: 1 });
    scene.handoff("c1");
    const outcome = scene.does({ type: "queue:left", conversationId: "c1", how: "diverted" });
    expect(told(outcome, "offer:ended")).toMatchObject([
      { how: "withdrawn", cause: "customer_cancelled", agentId: "ann" },
    ]);
    expect(told(outcome, "entry:ended")).toMatchObject([{ how: "diverted" }]);
    expect(told(outcome, "conversation:ended")).toMatchObject([
      { how: "diverted", by: "customer", isAnswerOwed: true },
    ]);
    expect(scene.state.conversations.size).toBe(0);
  });

  it("R7 only who waits can leave the line", () => {
    const scene = fullShop();
    expect(scene.refuses({ type: "queue:left", conversationId: "c0", how: "cancelled" })).toBe("not_waiting");
    expect(scene.refuses({ type: "queue:left", conversationId: "c9", how: "cancelled" })).toBe("unknown_conversation");
  });

  it("R8 nobody reachable: refused, so that a message can be left", () => {
    const scene = new Scene();
    scene.agent("ann");
    scene.team("t", ["ann"]);
    expect(scene.refuses(scene.handoffEvent("c1"))).toBe("nobody_available");
    scene.comes("ann");
    expect(scene.refuses(scene.handoffEvent("c1"))).toBe("nobody_available");
    scene.is("ann", "busy", "lunch");
    expect(scene.refuses(scene.handoffEvent("c1"))).toBe("nobody_available");
    scene.is("ann", "available");
    scene.goes("ann");
    scene.handoff("inGrace");
    scene.after(45 * SECOND);
    expect(scene.refuses(scene.handoffEvent("c1"))).toBe("nobody_available");
  });
});
