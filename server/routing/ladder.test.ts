import { describe, expect, it } from "vitest";
import { dueAutomatics } from "./automatics.ts";
import type { Outcome } from "./outcome.ts";
import { Scene, SECOND, told } from "./scene.ts";
import type { TeamRow } from "./state.ts";
import { NO_LADDER, type LadderRow } from "./team-rules.ts";

const MINUTE = 60 * SECOND;
const LADDER: LadderRow = {
  agentMs: MINUTE,
  customerMs: 2 * MINUTE,
  supervisorMs: 3 * MINUTE,
  reofferMs: 4 * MINUTE,
  unresponsiveMs: 5 * MINUTE,
  maxHops: 2,
};

/** Everybody's page is connected and nobody is quiet: only the ladder runs. `c1` is with ann, who owes the word. */
function dazed(
  agents: Record<string, number> = { ann: 1 },
  ladder: Partial<LadderRow> = {},
  more: Partial<TeamRow> = {},
) {
  const scene = new Scene();
  scene.shop(agents, { ladder: { ...LADDER, ...ladder }, ...more });
  scene.chat("c1");
  return scene;
}
const steps = (outcome: Outcome) => told(outcome, "ladder:step").map(({ step }) => step);

describe("the reminder ladder", () => {
  it("R45 runs from the holder's start, or from the first unanswered word if that is later", () => {
    const scene = new Scene();
    scene.shop({ ann: 1 }, { ladder: LADDER });
    scene.handoff("c1");
    const askedAt = scene.at;
    expect(scene.conversation("c1")).toMatchObject({ ladderStep: 0, ladderAt: null });
    scene.at += 10 * SECOND;
    scene.accepts("c1");
    expect(scene.conversation("c1")).toMatchObject({ turnSince: askedAt, ladderAt: scene.at + MINUTE });
    scene.turn("c1", "customer", 7);
    expect(scene.conversation("c1")).toMatchObject({ ladderStep: 0, ladderAt: null });
    scene.at += 20 * SECOND;
    scene.turn("c1", "agent", 8);
    expect(scene.conversation("c1")).toMatchObject({ turnSince: scene.at, ladderAt: scene.at + MINUTE });
  });

  it("R45 begins anew on every turn (trap RC#20090: a re-route timer armed once)", () => {
    const scene = dazed();
    expect(steps(scene.after(2 * MINUTE))).toEqual(["agent", "customer"]);
    scene.turn("c1", "customer", 7);
    expect(steps(scene.after(MINUTE))).toEqual([]);
    scene.turn("c1", "agent", 8);
    expect(steps(scene.after(MINUTE))).toEqual(["agent"]);
    expect(steps(scene.after(MINUTE))).toEqual(["customer"]);
  });

  it("R40, R45 counts from when the word was stored, not from when it was told; never from the future", () => {
    const scene = dazed();
    scene.turn("c1", "customer", 7);
    scene.at += 10 * SECOND;
    const since = scene.at - 5 * SECOND;
    scene.does({ type: "turn:changed", conversationId: "c1", turn: "agent", logSeq: 8, since });
    expect(scene.conversation("c1")).toMatchObject({ turnSince: since, ladderAt: since + MINUTE });
    scene.turn("c1", "customer", 9);
    const later = scene.at + MINUTE;
    scene.does({ type: "turn:changed", conversationId: "c1", turn: "agent", logSeq: 10, since: later });
    expect(scene.conversation("c1")).toMatchObject({ turnSince: scene.at });
    const broken = {
      type: "turn:changed",
      conversationId: "c1",
      turn: "agent",
      logSeq: 11,
      since: Number.NaN,
    } as const;
    expect(scene.refuses(broken)).toBe("invalid");
  });

  it("R45 the same turn under a newer number is a new turn: the answer between was not told", () => {
    const scene = dazed();
    scene.after(2 * MINUTE);
    scene.turn("c1", "agent", 9);
    expect(scene.conversation("c1")).toMatchObject({ ladderStep: 0, turnSince: scene.at, ladderAt: scene.at + MINUTE });
  });

  it("R45 does not run in line, nor in a team without one", () => {
    const scene = dazed();
    scene.after(MINUTE);
    const { turnSince } = scene.conversation("c1") ?? {};
    scene.does({ type: "conversation:requeued", conversationId: "c1", teamId: null, byId: "s1" });
    expect(scene.conversation("c1")).toMatchObject({ turnSince, state: "waiting", ladderStep: 0, ladderAt: null });
    const plain = dazed({ ann: 1 }, NO_LADDER);
    expect(plain.conversation("c1")?.ladderAt).toBeNull();
    expect(steps(plain.after(30 * MINUTE))).toEqual([]);
  });

  it("R46 each step once, in order, with whom, since when and why", () => {
    const scene = dazed();
    const { turnSince: owedSince } = scene.conversation("c1") ?? {};
    const first = scene.after(MINUTE);
    expect(told(first, "ladder:step")).toMatchObject([
      { step: "agent", conversationId: "c1", agentId: "ann", teamId: "t", owedSince, turnSeq: 3, hop: 0 },
    ]);
    expect(first.reasons).toMatchObject([
      {
        about: "reminder",
        id: "c1",
        why: "customer_owed",
        chosen: null,
        numbers: { waitedMs: MINUTE, limitMs: MINUTE, step: 1, hop: 0 },
      },
    ]);
    expect(steps(scene.after(MINUTE))).toEqual(["customer"]);
    expect(steps(scene.after(MINUTE))).toEqual(["supervisor"]);
    expect(steps(scene.after(MINUTE))).toEqual(["reoffer", "nobody"]);
    expect(steps(scene.after(MINUTE))).toEqual(["unresponsive"]);
    expect(scene.conversation("c1")).toMatchObject({ ladderStep: 5, ladderAt: null });
    expect(steps(scene.after(60 * MINUTE))).toEqual([]);
  });

  it("R46 all that a late tick finds due, in order; the rest at its own time", () => {
    const scene = dazed();
    expect(steps(scene.after(3 * MINUTE + 30 * SECOND))).toEqual(["agent", "customer", "supervisor"]);
    expect(steps(scene.after(29 * SECOND))).toEqual([]);
    expect(steps(scene.after(SECOND))[0]).toBe("reoffer");
  });

  it("R46 a step may be off; one set before the one below it comes right after that", () => {
    const scene = dazed({ ann: 1 }, { customerMs: null, supervisorMs: 30 * SECOND, reofferMs: null });
    expect(steps(scene.after(MINUTE - 1))).toEqual([]);
    expect(steps(scene.after(1))).toEqual(["agent", "supervisor"]);
    expect(steps(scene.after(4 * MINUTE))).toEqual(["unresponsive"]);
  });

  it("R46 runs while the holder is busy, and while absent within the grace", () => {
    const scene = dazed();
    scene.is("ann", "busy", "lunch");
    scene.after(MINUTE - 10 * SECOND);
    scene.goes("ann");
    expect(steps(scene.after(10 * SECOND))).toEqual(["agent"]);
  });

  it("R42 every step lapses where the log is newer, and is looked at again", () => {
    const scene = dazed();
    expect(dueAutomatics(scene.state, scene.at + MINUTE)).toEqual([{ conversationId: "c1", turnSeq: 3 }]);
    const lapsed = scene.after(MINUTE, { c1: 9 });
    expect(steps(lapsed)).toEqual([]);
    expect(told(lapsed, "automatic:lapsed")).toMatchObject([{ seenSeq: 3, foundSeq: 9 }]);
    expect(steps(scene.after(5 * SECOND))).toEqual(["agent"]);
  });

  it("R50 a ladder set meanwhile is climbed from the step that is done", () => {
    const scene = dazed();
    scene.after(2 * MINUTE);
    scene.team("t", ["ann"], { ladder: { ...LADDER, agentMs: 150 * SECOND, supervisorMs: null } });
    expect(steps(scene.after(10 * MINUTE))).toEqual(["reoffer", "unresponsive", "nobody"]);
  });
});

describe("a chat offered on", () => {
  const AT_REOFFER = 4 * MINUTE;

  it("R47 is offered to the next who is free; the holder keeps it meanwhile", () => {
    const scene = dazed({ ann: 1, bob: 1 });
    const outcome = scene.after(AT_REOFFER);
    expect(told(outcome, "offer:made")).toMatchObject([{ kind: "reoffer", agentId: "bob", fromAgentId: "ann" }]);
    expect(scene.conversation("c1")).toMatchObject({ assigneeId: "ann", reoffer: { why: "unanswered" } });
    expect(steps(outcome)).not.toContain("nobody");
  });

  it("R47 accepted, it changes hands: the ladder starts for the new holder, the customer's waiting goes on", () => {
    const scene = dazed({ ann: 1, bob: 1 });
    const owedSince = scene.conversation("c1")?.turnSince;
    scene.after(AT_REOFFER);
    const outcome = scene.accepts("c1");
    expect(told(outcome, "assignment:ended")).toMatchObject([{ agentId: "ann", how: "transferred" }]);
    expect(told(outcome, "assignment:started")).toMatchObject([
      { agentId: "bob", why: "reoffer", fromAgentId: "ann", connectDeadlineAt: null },
    ]);
    expect(scene.conversation("c1")).toMatchObject({
      assigneeId: "bob",
      hops: 1,
      formerAgentId: "ann",
      reoffer: null,
      turnSince: owedSince,
      ladderStep: 0,
      ladderAt: scene.at + MINUTE,
    });
    expect(told(scene.after(MINUTE), "ladder:step")).toMatchObject([
      { step: "agent", agentId: "bob", owedSince, hop: 1 },
    ]);
  });

  it("R47 never goes back to the same agent in a row", () => {
    const scene = dazed({ ann: 1, bob: 1 }, { unresponsiveMs: null });
    scene.after(AT_REOFFER);
    scene.accepts("c1");
    expect(steps(scene.after(AT_REOFFER))).toEqual(["agent", "customer", "supervisor", "reoffer", "nobody"]);
    expect(scene.askedFor("c1")).toBeNull();
  });

  it("R47 an answer of the holder withdraws the offer; nobody else can take it any more", () => {
    const scene = dazed({ ann: 1, bob: 1 });
    scene.after(AT_REOFFER);
    const offerId = scene.offer("c1")?.id ?? "";
    const outcome = scene.turn("c1", "customer", 7);
    expect(told(outcome, "offer:ended")).toMatchObject([{ kind: "reoffer", how: "withdrawn", cause: "answered" }]);
    expect(scene.conversation("c1")).toMatchObject({ assigneeId: "ann", reoffer: null });
    expect(scene.refuses({ type: "offer:accepted", offerId, agentId: "bob" })).toBe("unknown_offer");
  });

  it("R47 who declines or lets it lapse is not asked again; the next is", () => {
    const scene = dazed({ ann: 1, bob: 1, cid: 1 }, { unresponsiveMs: null });
    scene.after(AT_REOFFER);
    expect(scene.refuses({ type: "offer:accepted", offerId: scene.offer("c1")?.id ?? "", agentId: "cid" })).toBe(
      "not_yours",
    );
    const declined = scene.declines("c1");
    expect(scene.askedFor("c1")).toBe("cid");
    expect(steps(declined)).toEqual([]);
    const lapsed = scene.after(20 * SECOND);
    expect(steps(lapsed)).toEqual(["nobody"]);
    expect(scene.conversation("c1")).toMatchObject({ assigneeId: "ann", reoffer: { declinedBy: ["bob", "cid"] } });
    expect(steps(scene.after(MINUTE))).toEqual([]);
  });

  it("R47 nobody free: told once; whoever is free later is asked", () => {
    const scene = dazed({ ann: 1 }, { unresponsiveMs: null });
    scene.agent("bob", 1);
    scene.team("t", ["ann", "bob"], { ladder: { ...LADDER, unresponsiveMs: null } });
    expect(steps(scene.after(AT_REOFFER))).toEqual(["agent", "customer", "supervisor", "reoffer", "nobody"]);
    scene.comes("bob");
    scene.is("bob", "available");
    expect(scene.askedFor("c1")).toBe("bob");
    expect(steps(scene.is("bob", "busy", "lunch"))).toEqual([]);
    expect(scene.askedFor("c1")).toBeNull();
  });

  it("R47 at most so many hands in one turn", () => {
    const scene = dazed({ ann: 1, bob: 1, cid: 1 }, { maxHops: 1, unresponsiveMs: null });
    scene.after(AT_REOFFER);
    scene.accepts("c1");
    expect(steps(scene.after(AT_REOFFER))).toEqual(["agent", "customer", "supervisor", "hops_spent"]);
    expect(scene.conversation("c1")).toMatchObject({ hops: 1, reoffer: null });
    scene.turn("c1", "customer", 7);
    scene.turn("c1", "agent", 8);
    expect(scene.conversation("c1")).toMatchObject({ hops: 0, formerAgentId: null });
    expect(steps(scene.after(AT_REOFFER))).toContain("reoffer");
  });

  it("R47 a close, a supervisor or a lost holder take the offer with them", () => {
    const ends: [string, (scene: Scene) => Outcome][] = [
      ["conversation_closed", (scene) => scene.close("c1")],
      [
        "supervisor",
        (scene) => scene.does({ type: "conversation:requeued", conversationId: "c1", teamId: null, byId: "s1" }),
      ],
    ];
    for (const [cause, end] of ends) {
      const scene = dazed({ ann: 1, bob: 1 });
      scene.after(AT_REOFFER);
      expect(told(end(scene), "offer:ended")).toMatchObject([{ kind: "reoffer", how: "withdrawn", cause }]);
      expect(scene.conversation("c1")?.reoffer ?? null).toBeNull();
    }
    const scene = dazed({ ann: 1, bob: 1 }, {}, { offerMs: 10 * MINUTE });
    scene.after(AT_REOFFER);
    scene.goes("ann");
    expect(told(scene.after(45 * SECOND), "offer:ended")).toMatchObject([{ kind: "reoffer", cause: "giver_lost" }]);
  });

  it("R75 the holder may still hand it over by hand, which goes first", () => {
    const scene = dazed({ ann: 1, bob: 1, cid: 1 }, { unresponsiveMs: null });
    scene.after(AT_REOFFER);
    const withdraw = { type: "transfer:withdrawn", conversationId: "c1", byAgentId: "ann" } as const;
    expect(scene.refuses(withdraw)).toBe("no_transfer");
    const give = { type: "transfer:requested", conversationId: "c1", byAgentId: "ann", toTeamId: null } as const;
    scene.does({ ...give, toAgentId: "cid" });
    expect(scene.offer("c1")).toMatchObject({ kind: "transfer", agentId: "cid" });
    expect(scene.refuses({ ...give, toAgentId: "bob" })).toBe("transfer_pending");
    scene.declines("c1");
    expect(scene.offer("c1")).toMatchObject({ kind: "reoffer", agentId: "bob" });
  });

  it("R75 a transfer under way is not disturbed: the chat is offered on when it came to nothing", () => {
    const scene = dazed({ ann: 1, bob: 1, cid: 1 }, { unresponsiveMs: null }, { offerMs: 10 * MINUTE });
    scene.does({
      type: "transfer:requested",
      conversationId: "c1",
      byAgentId: "ann",
      toAgentId: "cid",
      toTeamId: null,
    });
    expect(steps(scene.after(AT_REOFFER))).toEqual(["agent", "customer", "supervisor", "reoffer"]);
    expect(scene.offer("c1")).toMatchObject({ kind: "transfer", agentId: "cid" });
    scene.does({ type: "transfer:withdrawn", conversationId: "c1", byAgentId: "ann" });
    expect(scene.offer("c1")).toMatchObject({ kind: "reoffer", agentId: "bob" });
  });

  it("R49 the last step marks the holder: asked for nothing, their chats stay", () => {
    const scene = dazed({ ann: 3 }, { reofferMs: null });
    scene.after(5 * MINUTE - SECOND);
    scene.handoff("c2");
    const outcome = scene.after(SECOND);
    expect(steps(outcome)).toEqual(["unresponsive"]);
    expect(told(outcome, "agent:responding")).toMatchObject([{ agentId: "ann", notResponding: { why: "unanswered" } }]);
    expect(told(outcome, "offer:ended")).toMatchObject([{ conversationId: "c2", cause: "agent_unavailable" }]);
    expect(scene.conversation("c1")).toMatchObject({ assigneeId: "ann" });
    expect(scene.askedFor("c2")).toBeNull();
    scene.does({ type: "agent:returned", agentId: "ann" });
    expect(scene.askedFor("c2")).toBe("ann");
  });
});
