import { describe, expect, it } from "vitest";
import { agent, board, conversation, NOW, waiting } from "../testing/boards.ts";
import { allOf, needsOf } from "./needs.ts";

const ago = (seconds: number) => NOW - seconds * 1000;

describe("needsOf", () => {
  it("puts the hotter first, then who has used more of their own limit", () => {
    const lin = agent({ name: "Lin" });
    const state = board({
      agents: [lin],
      waiting: [waiting(ago(30)), waiting(ago(372))],
      served: [
        conversation({ assigneeId: lin.id, turn: "agent", turnSince: ago(278) }),
        conversation({ assigneeId: lin.id, turn: "agent", turnSince: ago(125) }),
      ],
    });
    // 278 s of 180 is more than 372 of 360.
    expect(needsOf(state, NOW).map(({ kind, heat, ms }) => [kind, heat, ms / 1000])).toEqual([
      ["owed", "hot", 278],
      ["waiting", "hot", 372],
      ["owed", "warm", 125],
      ["waiting", "cool", 30],
    ]);
  });

  it("leaves out chats that run well, and keeps those whose agent is out of sight", () => {
    const gone = agent({ presence: "grace" });
    const well = agent();
    const state = board({
      agents: [gone, well],
      served: [
        conversation({ assigneeId: gone.id, turn: "customer", turnSince: ago(5) }),
        conversation({ assigneeId: well.id, turn: "customer", turnSince: ago(500) }),
        conversation({ assigneeId: well.id, turn: "agent", turnSince: ago(20) }),
      ],
    });
    expect(needsOf(state, NOW).map(({ kind, heat }) => [kind, heat])).toEqual([["lost", "warm"]]);
    expect(allOf(state, NOW).map(({ kind }) => kind)).toEqual(["lost", "owed", "served"]);
  });
});
