import { describe, expect, it } from "vitest";
import { dueAutomatics } from "./automatics.ts";
import { told, Scene, SECOND } from "./scene.ts";

const MINUTE = 60 * SECOND;

function chatting(): Scene {
  const scene = new Scene();
  scene.shop({ ann: 1 });
  scene.chat("c1");
  return scene;
}

describe("turns and the quiet customer", () => {
  it("R40 the turn follows the log; an older change is refused", () => {
    const scene = chatting();
    scene.turn("c1", "customer", 7);
    expect(scene.conversation("c1")).toMatchObject({ turn: "customer", turnSeq: 7, turnSince: scene.at });
    expect(scene.refuses({ type: "turn:changed", conversationId: "c1", turn: "agent", logSeq: 7 })).toBe("stale_turn");
    expect(scene.refuses({ type: "turn:changed", conversationId: "c9", turn: "agent", logSeq: 7 })).toBe(
      "unknown_conversation",
    );
  });

  it("R41 the clocks run while the customer owes the word, and stop when they speak", () => {
    const scene = chatting();
    expect(scene.conversation("c1")).toMatchObject({ quietWarnAt: null, quietCloseAt: null });
    scene.turn("c1", "customer", 7);
    expect(scene.conversation("c1")).toMatchObject({
      quietWarnAt: scene.at + 3 * MINUTE,
      quietCloseAt: scene.at + 5 * MINUTE,
    });
    scene.turn("c1", "agent", 8);
    expect(scene.conversation("c1")).toMatchObject({ quietWarnAt: null, quietCloseAt: null });
  });

  it("R41 they can be switched off", () => {
    const scene = new Scene();
    scene.settings({ quietWarnMs: null, quietCloseMs: null });
    scene.shop({ ann: 1 });
    scene.chat("c1");
    scene.turn("c1", "customer", 7);
    expect(told(scene.after(60 * MINUTE), "conversation:ended")).toEqual([]);
  });

  it("R42 says what is due, in lock order, with the number it goes by", () => {
    const scene = new Scene();
    scene.shop({ ann: 3 });
    for (const id of ["c2", "c1", "c3"]) scene.chat(id);
    scene.turn("c2", "customer", 9);
    scene.turn("c1", "customer", 5);
    expect(dueAutomatics(scene.state, scene.at + 3 * MINUTE - 1)).toEqual([]);
    expect(dueAutomatics(scene.state, scene.at + 5 * MINUTE)).toEqual([
      { conversationId: "c1", turnSeq: 5 },
      { conversationId: "c2", turnSeq: 9 },
    ]);
  });

  it("R42 names a chat whose customer is away or does not acknowledge, but nobody in line", () => {
    const scene = new Scene();
    scene.shop({ ann: 2 });
    scene.chat("away");
    scene.handoff("unacknowledged");
    scene.accepts("unacknowledged");
    scene.handoff("waits");
    scene.customerGoes("away");
    scene.customerGoes("waits");
    expect(dueAutomatics(scene.state, scene.at + 10 * MINUTE).map((due) => due.conversationId)).toEqual([
      "away",
      "unacknowledged",
    ]);
  });

  it("R42 a newer message makes every automatic act lapse", () => {
    const scene = chatting();
    scene.turn("c1", "customer", 7);
    const warning = scene.after(3 * MINUTE, { c1: 8 });
    expect(told(warning, "quiet:warned")).toEqual([]);
    expect(told(warning, "automatic:lapsed")).toMatchObject([
      { seenSeq: 7, foundSeq: 8, recheckAt: scene.at + 5 * SECOND },
    ]);
    scene.turn("c1", "agent", 8);
    expect(told(scene.after(10 * MINUTE), "conversation:ended")).toEqual([]);
    scene.customerGoes("c1");
    expect(told(scene.after(2 * MINUTE, { c1: 9 }), "conversation:ended")).toEqual([]);
    expect(told(scene.after(5 * SECOND), "conversation:ended")).toMatchObject([{ how: "customer_left" }]);
  });

  it("R42 a row that could not be locked is looked at again", () => {
    const scene = chatting();
    scene.turn("c1", "customer", 7);
    scene.at += 5 * MINUTE;
    const held = scene.does({ type: "tick", turnSeqs: {} });
    expect(told(held, "automatic:lapsed")).toMatchObject([{ foundSeq: null }, { foundSeq: null }]);
    expect(told(scene.after(5 * SECOND), "quiet:warned")).toHaveLength(1);
  });

  it("R43 one warning, with the number and the time of the close", () => {
    const scene = chatting();
    scene.turn("c1", "customer", 7);
    const outcome = scene.after(3 * MINUTE);
    expect(told(outcome, "quiet:warned")).toMatchObject([
      { conversationId: "c1", agentId: "ann", turnSeq: 7, closeAt: scene.at + 2 * MINUTE },
    ]);
    expect(told(scene.after(MINUTE), "quiet:warned")).toEqual([]);
  });

  it("R43 a late warning moves the close: nobody is closed without having been warned", () => {
    const scene = chatting();
    scene.turn("c1", "customer", 7);
    const late = scene.after(30 * MINUTE);
    expect(told(late, "quiet:warned")).toHaveLength(1);
    expect(told(late, "conversation:ended")).toEqual([]);
    expect(told(scene.after(2 * MINUTE), "conversation:ended")).toMatchObject([{ how: "quiet" }]);
  });

  it("R44 still quiet: closed, the seat free", () => {
    const scene = chatting();
    scene.turn("c1", "customer", 7);
    scene.after(3 * MINUTE);
    const outcome = scene.after(2 * MINUTE);
    expect(told(outcome, "conversation:ended")).toMatchObject([
      { how: "quiet", by: "system", isAnswerOwed: false, turnSeq: 7 },
    ]);
    expect(told(outcome, "assignment:ended")).toMatchObject([{ how: "closed" }]);
    expect(scene.state.agents.get("ann")?.servedCount).toBe(0);
  });
});
