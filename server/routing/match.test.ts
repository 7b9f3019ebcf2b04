import { describe, expect, it } from "vitest";
import { candidate, seats, serviceQueue } from "./queries.ts";
import { told, Scene, SECOND } from "./scene.ts";

const asked = (scene: Scene) => serviceQueue(scene.state, "t", 9).map(({ agentId }) => agentId);

describe("who is asked", () => {
  it("R10 only enabled, available, present members with room stand ready", () => {
    const scene = new Scene();
    scene.shop({ ready: 1, busy: 1, offline: 1, absent: 1, full: 0, disabled: 1 });
    scene.is("busy", "busy", "lunch");
    scene.is("offline", "offline");
    scene.goes("absent");
    scene.agent("disabled", 1, false);
    scene.staff({ stranger: 5 });
    expect(asked(scene)).toEqual(["ready"]);
    expect(scene.state.index.teams.get("t")?.standings).toEqual({
      ready: 1,
      busy: 1,
      offline: 1,
      absent: 1,
      full: 1,
      disabled: 1,
      not_responding: 0,
      leaving: 0,
    });
  });

  it("R10 the first code that applies: not responding before leaving, before absent", () => {
    const scene = new Scene();
    scene.shop({ ann: 1, bo: 1 }, { lapsesAllowed: 1 });
    scene.goes("bo");
    scene.handoff("c1");
    scene.after(20 * SECOND);
    const standing = (agentId: string) => scene.state.index.agents.get(agentId)?.placed?.teams.get("t")?.standing;
    scene.does({ type: "leaving:set", agentId: "ann", inMs: 60 * SECOND, byId: null });
    scene.does({ type: "leaving:set", agentId: "bo", inMs: 60 * SECOND, byId: null });
    expect([standing("ann"), standing("bo")]).toEqual(["not_responding", "leaving"]);
    expect(seats(scene.state, "t")).toMatchObject({ available: 0, isAnybodyReachable: false });
    scene.does({ type: "agent:returned", agentId: "ann" });
    expect(standing("ann")).toBe("leaving");
    scene.is("ann", "busy");
    expect(standing("ann")).toBe("busy");
  });

  it("R11 pending offers count as load", () => {
    const scene = new Scene();
    scene.shop({ ann: 2 });
    for (const id of ["c1", "c2", "c3"]) scene.handoff(id);
    expect(candidate(scene.state, "ann")).toMatchObject({ load: 2, capacity: 2 });
    expect([scene.askedFor("c1"), scene.askedFor("c2"), scene.askedFor("c3")]).toEqual(["ann", "ann", null]);
  });

  it("R12 seats of a team and of the shop count each agent once", () => {
    const scene = new Scene();
    scene.shop({ ann: 3, bob: 2, cyd: 4 });
    scene.team("u", ["ann"]);
    scene.is("cyd", "busy");
    scene.chat("c1");
    expect(seats(scene.state, "t")).toEqual({ free: 4, total: 5, available: 2, waiting: 0, isAnybodyReachable: true });
    expect(seats(scene.state, null)).toEqual({ free: 4, total: 5, available: 2, waiting: 0, isAnybodyReachable: true });
    expect(seats(scene.state, "u")).toMatchObject({ total: 3, available: 1 });
    expect(seats(scene.state, "nowhere")).toEqual({
      free: 0,
      total: 0,
      available: 0,
      waiting: 0,
      isAnybodyReachable: false,
    });
  });

  it("R13 a limit lowered under the load keeps the chats and is accounted for", () => {
    const scene = new Scene();
    scene.shop({ ann: 2 });
    scene.chat("c1");
    scene.chat("c2");
    scene.agent("ann", 1);
    expect(scene.state.agents.get("ann")?.overBy).toBe(1);
    scene.close("c1");
    expect(scene.state.agents.get("ann")).toMatchObject({ overBy: 0, servedCount: 1 });
    scene.handoff("c3");
    expect(scene.askedFor("c3")).toBeNull();
  });

  it("R14 whoever gets room is asked in the same step", () => {
    const scene = new Scene();
    scene.shop({ ann: 1 });
    scene.chat("c1");
    scene.handoff("c2");
    const outcome = scene.close("c1");
    expect(told(outcome, "offer:made")).toMatchObject([{ conversationId: "c2", agentId: "ann" }]);
  });

  it("R14 a raised limit, a new member and a return to available are room too", () => {
    const scene = new Scene();
    scene.shop({ ann: 1 });
    scene.staff({ bob: 1, cyd: 1 });
    for (const id of ["c1", "c2", "c3", "c4"]) {
      scene.handoff(id);
      scene.at += SECOND;
    }
    scene.agent("ann", 2);
    expect(scene.askedFor("c2")).toBe("ann");
    scene.team("t", ["ann", "bob"]);
    expect(scene.askedFor("c3")).toBe("bob");
    scene.is("cyd", "busy");
    scene.team("t", ["ann", "bob", "cyd"]);
    expect(scene.askedFor("c4")).toBeNull();
    scene.is("cyd", "available");
    expect(scene.askedFor("c4")).toBe("cyd");
  });

  it("R15 load ÷ limit first, then longest idle, then id", () => {
    const scene = new Scene();
    scene.shop({ ann: 2, bob: 4, cyd: 2 });
    expect(asked(scene)).toEqual(["ann", "bob", "cyd"]);
    for (const id of ["c1", "c2", "c3"]) scene.handoff(id);
    expect(asked(scene)).toEqual(["bob", "ann", "cyd"]);
    expect([scene.askedFor("c1"), scene.askedFor("c2"), scene.askedFor("c3")]).toEqual(["ann", "bob", "cyd"]);
  });

  it("R15 idle counts from the end of the last chat, or from becoming available", () => {
    const scene = new Scene();
    scene.shop({ ann: 1, bob: 1 });
    scene.chat("c1");
    scene.at += SECOND;
    scene.close("c1");
    expect(asked(scene)).toEqual(["bob", "ann"]);
    scene.at += SECOND;
    scene.is("bob", "busy");
    scene.is("bob", "available");
    expect(asked(scene)).toEqual(["ann", "bob"]);
    scene.at += SECOND;
    scene.handoff("c2");
    scene.does({ type: "queue:left", conversationId: "c2", how: "cancelled" });
    expect(asked(scene)).toEqual(["ann", "bob"]);
  });

  it("R16 one seat and two lines: the older key goes first, wherever it waits", () => {
    const scene = new Scene();
    scene.shop({ ann: 1 });
    scene.team("u", ["ann"]);
    scene.chat("c1");
    scene.handoff("inT");
    scene.at += SECOND;
    scene.handoff("inU", { teamId: "u", degree: 0 });
    scene.close("c1");
    expect([scene.askedFor("inU"), scene.askedFor("inT")]).toEqual(["ann", null]);
  });

  it("R17 a preferred agent is asked first, if there is room", () => {
    const scene = new Scene();
    scene.shop({ ann: 1, bob: 1 });
    const outcome = scene.handoff("c1", { preferAgentId: "bob" });
    expect(scene.askedFor("c1")).toBe("bob");
    expect(outcome.reasons).toMatchObject([{ why: "preferred", next: [{ agentId: "ann" }] }]);
    scene.handoff("c2", { preferAgentId: "bob" });
    expect(scene.askedFor("c2")).toBe("ann");
  });

  it("R18 who declined is passed over while somebody else has room", () => {
    const scene = new Scene();
    scene.shop({ ann: 1, bob: 1 });
    scene.handoff("c1");
    scene.declines("c1");
    expect(scene.askedFor("c1")).toBe("bob");
    expect(scene.entry("c1")?.declinedBy).toEqual(["ann"]);
  });

  it("R18 when everybody declined it rests, then a new round begins with others than the last", () => {
    const scene = new Scene();
    scene.shop({ ann: 1, bob: 1 });
    scene.handoff("c1");
    scene.declines("c1");
    scene.declines("c1");
    expect(scene.askedFor("c1")).toBeNull();
    scene.after(9 * SECOND);
    expect(scene.askedFor("c1")).toBeNull();
    scene.after(SECOND);
    expect(scene.askedFor("c1")).toBe("ann");
    expect(scene.entry("c1")?.declinedBy).toEqual(["bob"]);
  });

  it("R18 alone, the same agent is asked again after the rest", () => {
    const scene = new Scene();
    scene.shop({ ann: 1 });
    scene.handoff("c1");
    scene.declines("c1");
    scene.after(10 * SECOND);
    expect(scene.askedFor("c1")).toBe("ann");
  });

  it("R18 a resting entry blocks nobody behind it, and somebody new is asked at once", () => {
    const scene = new Scene();
    scene.shop({ ann: 1 });
    scene.handoff("c1");
    scene.at += SECOND;
    scene.handoff("c2");
    scene.declines("c1");
    expect([scene.askedFor("c1"), scene.askedFor("c2")]).toEqual([null, "ann"]);
    scene.staff({ bob: 1 });
    scene.team("t", ["ann", "bob"]);
    expect(scene.askedFor("c1")).toBe("bob");
  });

  it("R19 a team that accepts by itself assigns at once", () => {
    const scene = new Scene();
    scene.shop({ ann: 1 }, { isAutoAccept: true });
    const outcome = scene.handoff("c1");
    expect(told(outcome, "assignment:started")).toMatchObject([{ agentId: "ann", why: "auto_accept", waitedMs: 0 }]);
    expect(outcome.reasons).toMatchObject([{ about: "assignment", why: "next_in_service" }]);
    expect(scene.conversation("c1")).toMatchObject({ state: "assigned", assigneeId: "ann" });
  });
});
