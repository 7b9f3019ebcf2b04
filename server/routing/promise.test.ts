import { describe, expect, it } from "vitest";
import { Scene, SECOND, told } from "./scene.ts";
import type { TeamRow } from "./state.ts";
import { NO_LADDER } from "./team-rules.ts";

const MINUTE = 60 * SECOND;

/** `c1` is with ann, who has said something: the customer owes the word. */
function talking(agents: Record<string, number> = { ann: 1 }, more: Partial<TeamRow> = {}): Scene {
  const scene = new Scene();
  scene.shop(agents, more);
  scene.chat("c1");
  scene.turn("c1", "customer", 7);
  return scene;
}
const promise = (scene: Scene, until: number | null) =>
  scene.does({ type: "promise:made", conversationId: "c1", agentId: "ann", until });

describe("quiet customer of a team", () => {
  it("R41 a team has its own clocks, or one of them, or none", () => {
    const own = talking({ ann: 1 }, { quiet: { warnMs: MINUTE, closeMs: 90 * SECOND } });
    expect(own.conversation("c1")).toMatchObject({ quietWarnAt: own.at + MINUTE, quietCloseAt: own.at + 90 * SECOND });
    const half = talking({ ann: 1 }, { quiet: { warnMs: null, closeMs: MINUTE } });
    expect(half.conversation("c1")).toMatchObject({ quietWarnAt: null, quietCloseAt: half.at + MINUTE });
    const none = talking({ ann: 1 }, { quiet: { warnMs: null, closeMs: null } });
    expect(told(none.after(60 * MINUTE), "conversation:ended")).toEqual([]);
    const shops = talking({ ann: 1 }, { quiet: null });
    expect(shops.conversation("c1")).toMatchObject({ quietWarnAt: shops.at + 3 * MINUTE });
  });
});

describe("an answer promised", () => {
  it("R48 stops both quiet clocks until it is due, then tells the agent and starts them anew", () => {
    const scene = talking();
    const until = scene.at + 60 * MINUTE;
    expect(told(promise(scene, until), "promise:made")).toMatchObject([{ agentId: "ann", promisedAt: until }]);
    expect(scene.conversation("c1")).toMatchObject({ promisedAt: until, quietWarnAt: null, quietCloseAt: null });
    expect(told(scene.after(59 * MINUTE), "quiet:warned")).toEqual([]);
    const due = scene.after(MINUTE);
    expect(told(due, "promise:due")).toMatchObject([{ conversationId: "c1", agentId: "ann", promisedAt: until }]);
    expect(scene.conversation("c1")).toMatchObject({ promisedAt: null, quietWarnAt: scene.at + 3 * MINUTE });
    expect(told(scene.after(MINUTE), "promise:due")).toEqual([]);
  });

  it("R48 taken back, the clocks start anew", () => {
    const scene = talking();
    promise(scene, scene.at + 60 * MINUTE);
    scene.at += MINUTE;
    expect(told(promise(scene, null), "promise:made")).toMatchObject([{ promisedAt: null }]);
    expect(scene.conversation("c1")).toMatchObject({ promisedAt: null, quietWarnAt: scene.at + 3 * MINUTE });
    expect(promise(scene, null)).toMatchObject({ changes: [], notices: [] });
  });

  it("R48 the customer's word leaves it, the agent's answer keeps it", () => {
    const scene = talking();
    const until = scene.at + 60 * MINUTE;
    promise(scene, until);
    scene.turn("c1", "agent", 8);
    expect(scene.conversation("c1")).toMatchObject({ promisedAt: until });
    scene.at += MINUTE;
    const answered = scene.turn("c1", "customer", 9);
    expect(told(answered, "promise:made")).toMatchObject([{ agentId: "ann", promisedAt: null }]);
    expect(scene.conversation("c1")).toMatchObject({ promisedAt: null, quietWarnAt: scene.at + 3 * MINUTE });
  });

  it("R48 the line that tells the customer of it is not the answer", () => {
    const scene = talking();
    scene.turn("c1", "agent", 8);
    const until = scene.at + 60 * MINUTE;
    promise(scene, until);
    scene.at += 20 * SECOND;
    scene.turn("c1", "customer", 9);
    expect(scene.conversation("c1")).toMatchObject({ promisedAt: until, quietWarnAt: null });
  });

  it("R48 does not stop the reminder ladder: the customer has spoken and waits", () => {
    const scene = talking({ ann: 1 }, { ladder: { ...NO_LADDER, agentMs: MINUTE } });
    promise(scene, scene.at + 60 * MINUTE);
    scene.turn("c1", "agent", 8);
    expect(told(scene.after(MINUTE), "ladder:step")).toMatchObject([{ step: "agent" }]);
  });

  it("R48 goes with the chat to the next holder, and is gone when it is back in line", () => {
    const scene = talking({ ann: 1, bob: 1 });
    const until = scene.at + 60 * MINUTE;
    promise(scene, until);
    scene.does({
      type: "transfer:requested",
      conversationId: "c1",
      byAgentId: "ann",
      toAgentId: "bob",
      toTeamId: null,
    });
    scene.accepts("c1");
    expect(scene.conversation("c1")).toMatchObject({ assigneeId: "bob", promisedAt: until, quietWarnAt: null });
    scene.does({ type: "conversation:requeued", conversationId: "c1", teamId: null, byId: "s1" });
    expect(scene.conversation("c1")?.promisedAt).toBeNull();
  });

  it("R42, R48 the reminder lapses where the log is newer", () => {
    const scene = talking();
    promise(scene, scene.at + 10 * MINUTE);
    const lapsed = scene.after(10 * MINUTE, { c1: 9 });
    expect(told(lapsed, "promise:due")).toEqual([]);
    expect(told(lapsed, "automatic:lapsed")).toMatchObject([{ seenSeq: 7, foundSeq: 9 }]);
    expect(told(scene.after(5 * SECOND), "promise:due")).toHaveLength(1);
  });

  it("R48 refused: for a time past, by another, in line, of no conversation", () => {
    const scene = talking({ ann: 1, bob: 1 });
    const made = { type: "promise:made", conversationId: "c1", agentId: "ann", until: scene.at + MINUTE } as const;
    expect(scene.refuses({ ...made, until: scene.at })).toBe("invalid");
    expect(scene.refuses({ ...made, agentId: "bob" })).toBe("not_yours");
    expect(scene.refuses({ ...made, conversationId: "c9" })).toBe("unknown_conversation");
    scene.handoff("c2");
    expect(scene.refuses({ ...made, conversationId: "c2" })).toBe("not_assigned");
  });
});
