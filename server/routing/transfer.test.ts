import { describe, expect, it } from "vitest";
import { candidate, positionOf } from "./queries.ts";
import { told, Scene, SECOND } from "./scene.ts";

function chatting(agents: Record<string, number> = { ann: 1, bob: 1 }): Scene {
  const scene = new Scene();
  scene.shop(agents);
  scene.chat("c1");
  return scene;
}

const give = (to: { toAgentId?: string; toTeamId?: string }, byAgentId = "ann") => ({
  type: "transfer:requested" as const,
  conversationId: "c1",
  byAgentId,
  toAgentId: to.toAgentId ?? null,
  toTeamId: to.toTeamId ?? null,
});

describe("transfers", () => {
  it("R70 to an agent is an offer: the giver keeps chat and seat, the receiver’s load counts it", () => {
    const scene = chatting();
    const outcome = scene.does(give({ toAgentId: "bob" }));
    expect(told(outcome, "offer:made")).toMatchObject([{ kind: "transfer", agentId: "bob", fromAgentId: "ann" }]);
    expect(outcome.reasons).toMatchObject([{ why: "named_by_giver", chosen: { agentId: "bob", load: 0 } }]);
    expect(scene.conversation("c1")?.assigneeId).toBe("ann");
    expect([candidate(scene.state, "ann").load, candidate(scene.state, "bob").load]).toEqual([1, 1]);
  });

  it("R71 refuses what cannot be given or taken", () => {
    const scene = chatting({ ann: 1, bob: 1, cyd: 1, dan: 1 });
    scene.handoff("c2");
    scene.accepts("c2");
    scene.is("cyd", "busy");
    expect(scene.refuses(give({ toAgentId: "bob" }))).toBe("agent_full");
    expect(scene.refuses(give({ toAgentId: "cyd" }))).toBe("agent_unavailable");
    expect(scene.refuses(give({ toAgentId: "ann" }))).toBe("same_agent");
    expect(scene.refuses(give({ toAgentId: "eve" }))).toBe("unknown_agent");
    expect(scene.refuses(give({ toTeamId: "u" }))).toBe("unknown_team");
    expect(scene.refuses(give({ toAgentId: "dan" }, "bob"))).toBe("not_yours");
    expect(scene.refuses(give({}))).toBe("invalid");
    expect(scene.refuses(give({ toAgentId: "dan", toTeamId: "t" }))).toBe("invalid");
    expect(scene.refuses({ ...give({ toAgentId: "dan" }), conversationId: "c9" })).toBe("unknown_conversation");
    scene.does({ type: "conversation:requeued", conversationId: "c2", teamId: null, byId: "sup" });
    expect(scene.refuses({ ...give({ toAgentId: "dan" }), conversationId: "c2" })).toBe("not_assigned");
  });

  it("R72 accepted, chat and seat move together and the customer stays connected", () => {
    const scene = chatting();
    const key = scene.assignment("c1")?.entryKey;
    scene.does(give({ toAgentId: "bob" }));
    scene.at += SECOND;
    const outcome = scene.accepts("c1");
    expect(told(outcome, "assignment:ended")).toMatchObject([{ agentId: "ann", how: "transferred" }]);
    expect(told(outcome, "assignment:started")).toMatchObject([
      { agentId: "bob", why: "transfer", fromAgentId: "ann", connectDeadlineAt: null },
    ]);
    expect(scene.assignment("c1")).toMatchObject({ agentId: "bob", connectedAt: scene.at, entryKey: key });
    expect([candidate(scene.state, "ann").load, candidate(scene.state, "bob").load]).toEqual([0, 1]);
    expect(scene.state.agents.get("bob")?.servedCount).toBe(1);
  });

  it.each([
    ["declined", (scene: Scene) => scene.declines("c1")],
    ["expired", (scene: Scene) => scene.after(20 * SECOND)],
    ["withdrawn", (scene: Scene) => scene.does({ type: "transfer:withdrawn", conversationId: "c1", byAgentId: "ann" })],
    ["withdrawn", (scene: Scene) => scene.is("bob", "busy")],
  ])("R73 %s, the giver keeps it and the receiver’s seat is free", (how, act) => {
    const scene = chatting();
    scene.does(give({ toAgentId: "bob" }));
    const outcome = act(scene);
    expect(told(outcome, "offer:ended")).toMatchObject([{ kind: "transfer", how, agentId: "bob", fromAgentId: "ann" }]);
    expect(scene.conversation("c1")).toMatchObject({ state: "assigned", assigneeId: "ann" });
    expect(candidate(scene.state, "bob").load).toBe(0);
  });

  it("R73 a lost giver withdraws it; the chat goes back to the line", () => {
    const scene = chatting();
    scene.does(give({ toAgentId: "bob" }));
    const outcome = scene.agent("ann", 1, false);
    expect(told(outcome, "offer:ended")).toMatchObject([{ how: "withdrawn", cause: "giver_lost" }]);
    expect(scene.offer("c1")).toMatchObject({ kind: "queue", agentId: "bob" });
  });

  it("R74 to a team is its line, at the old place, and not back to the giver first", () => {
    const scene = chatting();
    scene.staff({ cyd: 1 });
    scene.team("u", ["cyd", "ann"]);
    scene.is("cyd", "busy");
    scene.is("cyd", "available");
    const key = scene.assignment("c1")?.entryKey;
    const outcome = scene.does(give({ toTeamId: "u" }));
    expect(told(outcome, "entry:queued")).toMatchObject([{ teamId: "u", why: "transferred", key }]);
    expect(scene.conversation("c1")?.teamId).toBe("u");
    expect(scene.askedFor("c1")).toBe("cyd");
  });

  it("R74 where nobody else can be reached it is refused", () => {
    const scene = chatting({ ann: 1 });
    scene.agent("bob");
    scene.team("u", ["bob", "ann"]);
    expect(scene.refuses(give({ toTeamId: "u" }))).toBe("nobody_available");
    expect(scene.refuses(give({ toTeamId: "t" }))).toBe("nobody_available");
  });

  it("R75 one transfer at a time, withdrawn only by the giver", () => {
    const scene = chatting({ ann: 1, bob: 1, cyd: 1 });
    expect(scene.refuses({ type: "transfer:withdrawn", conversationId: "c1", byAgentId: "ann" })).toBe("no_transfer");
    scene.does(give({ toAgentId: "bob" }));
    expect(scene.refuses(give({ toAgentId: "cyd" }))).toBe("transfer_pending");
    expect(scene.refuses(give({ toTeamId: "t" }))).toBe("transfer_pending");
    expect(scene.refuses({ type: "transfer:withdrawn", conversationId: "c1", byAgentId: "bob" })).toBe("not_yours");
  });
});

describe("the supervisor over the line", () => {
  const assign = (conversationId: string, agentId: string) => ({
    type: "conversation:assigned-by-supervisor" as const,
    conversationId,
    agentId,
    byId: "sup",
  });

  it("R76 assigns a waiting chat, above the limit if need be, and that is recorded", () => {
    const scene = chatting({ ann: 1 });
    scene.handoff("c2");
    const outcome = scene.does(assign("c2", "ann"));
    expect(told(outcome, "assignment:started")).toMatchObject([{ why: "supervisor", isOverride: true, byId: "sup" }]);
    expect(outcome.reasons).toMatchObject([{ why: "supervisor_override", chosen: { load: 1, capacity: 1 } }]);
    expect(scene.state.agents.get("ann")?.overBy).toBe(1);
  });

  it("R76 takes back an offer before it passes the limit", () => {
    const scene = new Scene();
    scene.shop({ ann: 1, bob: 1 });
    scene.handoff("c1");
    scene.is("bob", "busy");
    scene.handoff("c2");
    const outcome = scene.does(assign("c2", "ann"));
    expect(told(outcome, "offer:ended")).toMatchObject([{ conversationId: "c1", cause: "over_capacity" }]);
    expect(told(outcome, "assignment:started")).toMatchObject([{ isOverride: false }]);
    expect(scene.state.agents.get("ann")?.overBy).toBe(0);
  });

  it("R76 moves a chat from agent to agent, with the place", () => {
    const scene = chatting();
    const key = scene.assignment("c1")?.entryKey;
    const outcome = scene.does(assign("c1", "bob"));
    expect(told(outcome, "assignment:ended")).toMatchObject([{ agentId: "ann", how: "transferred" }]);
    expect(scene.assignment("c1")).toMatchObject({ agentId: "bob", entryKey: key });
  });

  it("R76 not to who is not there", () => {
    const scene = chatting();
    scene.handoff("c2");
    expect(scene.refuses(assign("c9", "bob"))).toBe("unknown_conversation");
    expect(scene.refuses(assign("c2", "eve"))).toBe("unknown_agent");
    expect(scene.refuses(assign("c1", "ann"))).toBe("same_agent");
    scene.goes("bob");
    expect(scene.refuses(assign("c1", "bob"))).toBe("agent_absent");
    scene.agent("bob", 1, false);
    expect(scene.refuses(assign("c1", "bob"))).toBe("agent_disabled");
  });

  it("R77 sends a chat back to the line, here or elsewhere, not to the same agent first", () => {
    const scene = chatting();
    const outcome = scene.does({ type: "conversation:requeued", conversationId: "c1", teamId: null, byId: "sup" });
    expect(told(outcome, "entry:queued")).toMatchObject([{ why: "requeued", position: 1 }]);
    expect(scene.askedFor("c1")).toBe("bob");
    expect(positionOf(scene.state, "c1")?.position).toBe(1);
    expect(scene.refuses({ type: "conversation:requeued", conversationId: "c1", teamId: null, byId: "sup" })).toBe(
      "not_assigned",
    );
    expect(scene.refuses({ type: "conversation:requeued", conversationId: "c9", teamId: null, byId: "sup" })).toBe(
      "unknown_conversation",
    );
    expect(scene.refuses({ type: "conversation:requeued", conversationId: "c1", teamId: "u", byId: "sup" })).toBe(
      "unknown_team",
    );
  });
});
