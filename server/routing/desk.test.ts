import { describe, expect, it } from "vitest";
import { loadOf } from "./holdings.ts";
import { Scene, SECOND, told } from "./scene.ts";
import type { TeamRow } from "./state.ts";
import { NO_LADDER } from "./team-rules.ts";

const MINUTE = 60 * SECOND;

function shop(agents: Record<string, number>, more: Partial<TeamRow> = {}): Scene {
  const scene = new Scene();
  scene.shop(agents, more);
  return scene;
}
const agentOf = (scene: Scene, id: string) => scene.state.agents.get(id);

describe("not responding", () => {
  it("R58 so many lapses in a row mark the agent: pending offers go, nothing is asked", () => {
    const scene = shop({ ann: 2 }, { lapsesAllowed: 2 });
    scene.handoff("c1");
    expect(told(scene.after(20 * SECOND), "agent:responding")).toEqual([]);
    expect(agentOf(scene, "ann")).toMatchObject({ lapses: 1, notResponding: null });
    scene.after(10 * SECOND);
    expect(scene.askedFor("c1")).toBe("ann");
    scene.at += 5 * SECOND;
    scene.handoff("c2");
    const outcome = scene.after(15 * SECOND);
    expect(told(outcome, "agent:responding")).toEqual([
      { type: "agent:responding", agentId: "ann", notResponding: { since: scene.at, why: "lapsed" } },
    ]);
    expect(told(outcome, "offer:ended")).toMatchObject([
      { conversationId: "c1", how: "expired" },
      { conversationId: "c2", how: "withdrawn", cause: "agent_unavailable" },
    ]);
    scene.after(60 * SECOND);
    expect(scene.state.offers.size).toBe(0);
  });

  it("R58 a decline or an accept ends the row of lapses", () => {
    const scene = shop({ ann: 1 }, { lapsesAllowed: 2 });
    scene.handoff("c1");
    scene.after(20 * SECOND);
    scene.after(10 * SECOND);
    scene.declines("c1");
    expect(agentOf(scene, "ann")?.lapses).toBe(0);
    scene.after(10 * SECOND);
    scene.after(20 * SECOND);
    expect(agentOf(scene, "ann")).toMatchObject({ lapses: 1, notResponding: null });
    scene.after(10 * SECOND);
    scene.accepts("c1");
    expect(agentOf(scene, "ann")?.lapses).toBe(0);
  });

  it("R58 where the team says so nobody is ever marked", () => {
    const scene = shop({ ann: 1 }, { lapsesAllowed: null });
    scene.handoff("c1");
    for (let n = 0; n < 5; n += 1) {
      scene.after(20 * SECOND);
      scene.after(10 * SECOND);
    }
    expect(agentOf(scene, "ann")).toMatchObject({ lapses: 0, notResponding: null });
    expect(scene.askedFor("c1")).toBe("ann");
  });

  function marked(): Scene {
    const scene = shop({ ann: 1 }, { lapsesAllowed: 1 });
    scene.handoff("c1");
    scene.after(20 * SECOND);
    expect(agentOf(scene, "ann")?.notResponding).not.toBeNull();
    scene.after(10 * SECOND);
    expect(scene.askedFor("c1")).toBeNull();
    return scene;
  }

  it("R58 one key brings them back, and the line with them", () => {
    const scene = marked();
    const outcome = scene.does({ type: "agent:returned", agentId: "ann" });
    expect(told(outcome, "agent:responding")).toMatchObject([{ agentId: "ann", notResponding: null }]);
    expect(agentOf(scene, "ann")).toMatchObject({ lapses: 0, idleSince: scene.at });
    expect(scene.askedFor("c1")).toBe("ann");
    expect(scene.does({ type: "agent:returned", agentId: "ann" })).toMatchObject({ changes: [], notices: [] });
    expect(scene.refuses({ type: "agent:returned", agentId: "nobody" })).toBe("unknown_agent");
  });

  it("R58 so does what they choose themselves, but not a supervisor's word nor activity alone", () => {
    const scene = marked();
    const set = { type: "availability:set", agentId: "ann", availability: "available", busyReason: null } as const;
    scene.does({ ...set, byId: "s1" });
    scene.does({ ...set, byId: null, isAutomatic: true });
    scene.goes("ann");
    scene.comes("ann");
    expect(scene.askedFor("c1")).toBeNull();
    scene.does({ ...set, byId: null });
    expect(scene.askedFor("c1")).toBe("ann");
  });

  it("R71 is handed no transfer; R76 a supervisor may still assign", () => {
    const scene = shop({ ann: 1, bob: 1 }, { lapsesAllowed: 1 });
    scene.chat("c1");
    scene.handoff("c2");
    scene.after(20 * SECOND);
    const give = { type: "transfer:requested", conversationId: "c1", byAgentId: "ann", toTeamId: null } as const;
    expect(scene.refuses({ ...give, toAgentId: "bob" })).toBe("agent_unavailable");
    scene.does({ type: "conversation:assigned-by-supervisor", conversationId: "c2", agentId: "bob", byId: "s1" });
    expect(scene.conversation("c2")?.assigneeId).toBe("bob");
  });
});

describe("busy", () => {
  const set = { type: "availability:set", agentId: "ann", byId: null } as const;

  it("R66 until a time: available again then, at the place that load and idleness give", () => {
    const scene = shop({ ann: 1, bob: 0 });
    const until = scene.at + 10 * MINUTE;
    scene.does({ ...set, availability: "busy", busyReason: "lunch", until });
    scene.handoff("c1");
    expect(scene.askedFor("c1")).toBeNull();
    const outcome = scene.after(10 * MINUTE);
    expect(told(outcome, "availability:changed")).toMatchObject([
      { agentId: "ann", availability: "available", byId: null },
    ]);
    expect(agentOf(scene, "ann")).toMatchObject({ availabilityUntil: null, busyReason: null, idleSince: scene.at });
    expect(scene.askedFor("c1")).toBe("ann");
    expect(told(scene.after(20 * MINUTE), "availability:changed")).toEqual([]);
  });

  it("R66 a choice made meanwhile overrides the time; the time alone may be moved", () => {
    const scene = shop({ ann: 1 });
    const busy = { ...set, availability: "busy", busyReason: "lunch" } as const;
    const since = scene.at;
    scene.does({ ...busy, until: scene.at + 10 * MINUTE });
    scene.at += MINUTE;
    scene.does({ ...busy, until: scene.at + 20 * MINUTE });
    expect(agentOf(scene, "ann")).toMatchObject({ availabilityAt: since, availabilityUntil: scene.at + 20 * MINUTE });
    scene.does({ ...set, availability: "offline", busyReason: null });
    expect(agentOf(scene, "ann")).toMatchObject({ availability: "offline", availabilityUntil: null });
    expect(told(scene.after(60 * MINUTE), "availability:changed")).toEqual([]);
  });

  it("R66 a time that is past, or with anything but busy, is refused", () => {
    const scene = shop({ ann: 1 });
    const busy = { ...set, availability: "busy", busyReason: null } as const;
    expect(scene.refuses({ ...busy, until: scene.at })).toBe("invalid");
    expect(scene.refuses({ ...busy, until: Number.NaN })).toBe("invalid");
    expect(scene.refuses({ ...set, availability: "offline", busyReason: null, until: scene.at + MINUTE })).toBe(
      "invalid",
    );
  });

  const away = { ...set, availability: "busy", busyReason: "away", isAutomatic: true } as const;
  const active = { ...set, availability: "available", busyReason: null, isAutomatic: true } as const;

  it("R66 inactivity makes away, activity takes that back; chats stay", () => {
    const scene = shop({ ann: 1 });
    scene.chat("c1");
    scene.does(away);
    expect(agentOf(scene, "ann")).toMatchObject({ availability: "busy", busyReason: "away", isAwayByItself: true });
    expect(scene.conversation("c1")?.assigneeId).toBe("ann");
    scene.does(active);
    expect(agentOf(scene, "ann")).toMatchObject({ availability: "available", isAwayByItself: false });
  });

  it("R66 inactivity changes only available, activity only what inactivity chose", () => {
    const scene = shop({ ann: 1 });
    scene.is("ann", "busy", "lunch");
    expect(scene.does(away)).toMatchObject({ changes: [] });
    expect(scene.does(active)).toMatchObject({ changes: [] });
    expect(agentOf(scene, "ann")).toMatchObject({ availability: "busy", busyReason: "lunch" });
    scene.is("ann", "offline");
    expect(scene.does(away)).toMatchObject({ changes: [] });
    expect(scene.does(active)).toMatchObject({ changes: [] });
    expect(scene.refuses({ ...away, availability: "offline" })).toBe("invalid");
    expect(scene.refuses({ ...active, byId: "s1" })).toBe("invalid");
  });

  it("R66 a choice over away is the agent's: activity does not take it back", () => {
    const scene = shop({ ann: 1 });
    scene.does(away);
    scene.is("ann", "busy", "away");
    scene.does(active);
    expect(agentOf(scene, "ann")).toMatchObject({ availability: "busy", isAwayByItself: false });
  });

  it("R63 trap rc#23563: a second tab or device arriving never changes what was chosen", () => {
    for (const choice of ["busy", "offline"] as const) {
      const scene = shop({ ann: 1 });
      scene.is("ann", choice);
      scene.comes("ann", "n2");
      scene.goes("ann", "n1");
      scene.goes("ann", "n2");
      scene.comes("ann", "n1");
      expect(agentOf(scene, "ann")?.availability).toBe(choice);
    }
    const scene = shop({ ann: 1 });
    scene.does(away);
    scene.comes("ann", "n2");
    expect(agentOf(scene, "ann")).toMatchObject({ availability: "busy", isAwayByItself: true });
  });
});

describe("who is not there for new work", () => {
  it("R10 trap LD#568: every standing but ready keeps out of the pool, not some of them", () => {
    const ways: [string, (scene: Scene) => void][] = [
      ["disabled", (scene) => scene.agent("ann", 1, false)],
      ["offline", (scene) => scene.is("ann", "offline")],
      ["busy", (scene) => scene.is("ann", "busy", "lunch")],
      ["absent", (scene) => scene.goes("ann")],
      ["full", (scene) => scene.agent("ann", 0)],
      ["leaving", (scene) => scene.does({ type: "leaving:set", agentId: "ann", inMs: 60 * MINUTE, byId: null })],
      [
        "not_responding",
        (scene) => {
          scene.handoff("lapses");
          scene.after(20 * SECOND);
          scene.does({ type: "queue:left", conversationId: "lapses", how: "cancelled" });
        },
      ],
    ];
    for (const [standing, becomes] of ways) {
      const scene = shop({ ann: 1, bob: 0 }, { lapsesAllowed: 1 });
      becomes(scene);
      expect(scene.state.index.agents.get("ann")?.placed?.teams.get("t")?.standing).toBe(standing);
      scene.handoff("c1");
      scene.after(30 * SECOND);
      expect(scene.askedFor("c1")).toBeNull();
    }
  });
});

describe("leaving", () => {
  const leave = (scene: Scene, inMs: number | null) =>
    scene.does({ type: "leaving:set", agentId: "ann", inMs, byId: null });

  /** c1, c2, c3 with ann; in c2 and c3 she owes the word, in c3 for longer. */
  function withThree(others: Record<string, number>): Scene {
    const scene = shop({ ann: 3 });
    for (const id of ["c1", "c2", "c3"]) scene.chat(id);
    for (const [n, id] of ["c1", "c2", "c3"].entries()) scene.turn(id, "customer", 10 + n);
    scene.at += SECOND;
    scene.turn("c3", "agent", 20);
    scene.at += SECOND;
    scene.turn("c2", "agent", 20);
    scene.staff(others);
    scene.team("t", ["ann", ...Object.keys(others)]);
    return scene;
  }

  it("R68 nothing new, and what was offered goes", () => {
    const scene = shop({ ann: 2 });
    scene.handoff("c1");
    const outcome = leave(scene, 10 * MINUTE);
    expect(told(outcome, "agent:leaving")).toMatchObject([{ agentId: "ann", leavingAt: scene.at + 10 * MINUTE }]);
    expect(told(outcome, "offer:ended")).toMatchObject([{ how: "withdrawn", cause: "agent_unavailable" }]);
    scene.after(30 * SECOND);
    expect(scene.askedFor("c1")).toBeNull();
    expect(scene.refuses({ type: "leaving:set", agentId: "ann", inMs: -1, byId: null })).toBe("invalid");
    expect(scene.refuses({ type: "leaving:set", agentId: "nobody", inMs: 1, byId: null })).toBe("unknown_agent");
    scene.agent("off", 1, false);
    expect(scene.refuses({ type: "leaving:set", agentId: "off", inMs: 1, byId: null })).toBe("agent_disabled");
  });

  it("R68 chats are offered one by one, the longest owed first, then the oldest; hers until taken", () => {
    const scene = withThree({ bob: 3 });
    leave(scene, 10 * MINUTE);
    for (const id of ["c3", "c2", "c1"]) {
      expect([...scene.state.offers.values()]).toMatchObject([{ kind: "reoffer", conversationId: id, agentId: "bob" }]);
      expect(scene.conversation(id)?.assigneeId).toBe("ann");
      scene.accepts(id);
      expect(scene.conversation(id)).toMatchObject({ assigneeId: "bob", hops: 0, reoffer: null });
    }
    expect(scene.state.offers.size).toBe(0);
  });

  it("R68 an answer of hers does not stop it", () => {
    const scene = withThree({ bob: 3 });
    leave(scene, 10 * MINUTE);
    scene.turn("c3", "customer", 30);
    expect(scene.offer("c3")).toMatchObject({ kind: "reoffer", agentId: "bob" });
  });

  it("R68 a chat declined by everybody makes way for the next", () => {
    const scene = withThree({ bob: 3 });
    leave(scene, 10 * MINUTE);
    scene.declines("c3");
    expect([...scene.state.offers.values()]).toMatchObject([{ conversationId: "c2", agentId: "bob" }]);
    scene.after(20 * SECOND);
    expect([...scene.state.offers.values()]).toMatchObject([{ conversationId: "c1", agentId: "bob" }]);
    scene.declines("c1");
    scene.after(MINUTE);
    expect(scene.state.offers.size).toBe(0);
  });

  it("R68 she may take it back: all stays with her", () => {
    const scene = withThree({ bob: 3 });
    leave(scene, 10 * MINUTE);
    const outcome = leave(scene, null);
    expect(told(outcome, "offer:ended")).toMatchObject([{ conversationId: "c3", cause: "giver_withdrew" }]);
    expect(told(outcome, "agent:leaving")).toMatchObject([{ leavingAt: null }]);
    expect(scene.state.assignments.size).toBe(3);
    expect([...scene.state.conversations.values()].every(({ reoffer }) => reoffer === null)).toBe(true);
    expect(told(scene.after(20 * MINUTE), "agent:leaving")).toEqual([]);
  });

  it("R68 at the time the rest is back in line at its place, and she is offline", () => {
    const scene = withThree({});
    const keys = ["c1", "c2", "c3"].map((id) => scene.assignment(id)?.entryKey);
    leave(scene, 2 * MINUTE);
    const outcome = scene.after(2 * MINUTE);
    expect(told(outcome, "availability:changed")).toMatchObject([{ agentId: "ann", availability: "offline" }]);
    expect(told(outcome, "agent:leaving")).toMatchObject([{ leavingAt: null }]);
    expect(told(outcome, "entry:queued").map(({ why }) => why)).toEqual(Array(3).fill("agent_leaving"));
    expect(told(outcome, "assignment:ended").map(({ how }) => how)).toEqual(Array(3).fill("transferred"));
    expect(["c1", "c2", "c3"].map((id) => scene.entry(id)?.key)).toEqual(keys);
    expect(agentOf(scene, "ann")).toMatchObject({ leavingAt: null, servedCount: 0 });
  });

  it("R68 with 0 she goes at once; a supervisor may say it for her", () => {
    const scene = withThree({ bob: 1 });
    scene.does({ type: "leaving:set", agentId: "ann", inMs: 0, byId: "s1" });
    scene.after(0);
    expect(agentOf(scene, "ann")?.availability).toBe("offline");
    expect(scene.state.assignments.size).toBe(0);
    expect(scene.state.offers.size).toBe(1);
  });

  it("R68 a transfer of hers goes first; what comes to nothing is offered on", () => {
    const scene = shop({ ann: 1, bob: 1, cid: 1 }, { offerMs: 5 * MINUTE });
    scene.chat("c1");
    const give = { type: "transfer:requested", conversationId: "c1", byAgentId: "ann", toTeamId: null } as const;
    scene.does({ ...give, toAgentId: "cid" });
    leave(scene, 10 * MINUTE);
    expect(scene.offer("c1")).toMatchObject({ kind: "transfer", agentId: "cid" });
    scene.declines("c1");
    expect(scene.offer("c1")?.kind).toBe("reoffer");
  });

  it("R68 a chat that is owed for too long is offered on for that, and no longer keeps the next one waiting", () => {
    const scene = withThree({ bob: 3 });
    const ladder = { ...NO_LADDER, reofferMs: MINUTE };
    scene.team("t", ["ann", "bob"], { ladder, offerMs: 10 * MINUTE });
    scene.turn("c3", "agent", 40);
    scene.turn("c2", "customer", 40);
    leave(scene, 10 * MINUTE);
    expect(scene.conversation("c3")?.reoffer?.why).toBe("leaving");
    scene.after(MINUTE);
    expect(scene.conversation("c3")?.reoffer?.why).toBe("unanswered");
    expect(scene.state.offers.size).toBe(2);
    leave(scene, null);
    expect([...scene.state.offers.values()]).toMatchObject([{ conversationId: "c3", kind: "reoffer" }]);
  });

  it("R68 what a supervisor gives her meanwhile is handed over too", () => {
    const scene = shop({ ann: 1, bob: 0 });
    leave(scene, 10 * MINUTE);
    scene.handoff("c1");
    scene.does({ type: "conversation:assigned-by-supervisor", conversationId: "c1", agentId: "ann", byId: "s1" });
    expect(scene.conversation("c1")).toMatchObject({ assigneeId: "ann", reoffer: { why: "leaving" } });
  });
});

describe("wrap-up", () => {
  const MORE = { wrapUpMs: 2 * MINUTE };

  it("R69 the seat is kept after a close, and counts as load, until the agent is done", () => {
    const scene = shop({ ann: 1 }, MORE);
    scene.chat("c1");
    const outcome = scene.close("c1");
    expect(told(outcome, "wrap-up:started")).toMatchObject([
      { agentId: "ann", conversationId: "c1", until: scene.at + 2 * MINUTE },
    ]);
    expect(agentOf(scene, "ann")).toMatchObject({ servedCount: 0, wrapUps: [{ conversationId: "c1", weight: 1 }] });
    expect(loadOf(scene.state, "ann")).toBe(1);
    scene.handoff("c2");
    expect(scene.askedFor("c2")).toBeNull();
    scene.at += SECOND;
    const done = scene.does({ type: "wrap-up:ended", agentId: "ann", conversationId: "c1" });
    expect(told(done, "wrap-up:ended")).toMatchObject([{ conversationId: "c1", by: "agent" }]);
    expect(agentOf(scene, "ann")).toMatchObject({ wrapUps: [], idleSince: scene.at });
    expect(scene.askedFor("c2")).toBe("ann");
    const again = { type: "wrap-up:ended", agentId: "ann", conversationId: "c1" } as const;
    expect(scene.refuses(again)).toBe("no_wrap_up");
    expect(scene.refuses({ ...again, agentId: "nobody" })).toBe("unknown_agent");
  });

  it("R69 time ends it, once", () => {
    const scene = shop({ ann: 2 }, MORE);
    scene.chat("c1");
    scene.chat("c2");
    scene.close("c1");
    scene.at += MINUTE;
    scene.close("c2");
    expect(told(scene.after(MINUTE), "wrap-up:ended")).toMatchObject([{ conversationId: "c1", by: "time" }]);
    expect(told(scene.after(MINUTE), "wrap-up:ended")).toMatchObject([{ conversationId: "c2", by: "time" }]);
    expect(told(scene.after(MINUTE), "wrap-up:ended")).toEqual([]);
  });

  it("R69 after whatever end of a connected chat", () => {
    const ends: ((scene: Scene) => void)[] = [
      (scene) => scene.does({ type: "conversation:closed", conversationId: "c1", by: "customer", byId: null }),
      (scene) => scene.does({ type: "conversation:closed", conversationId: "c1", by: "supervisor", byId: "s1" }),
      (scene) => {
        scene.customerGoes("c1");
        scene.after(2 * MINUTE);
      },
      (scene) => {
        scene.turn("c1", "customer", 9);
        scene.after(3 * MINUTE);
        scene.after(2 * MINUTE);
      },
    ];
    for (const end of ends) {
      const scene = shop({ ann: 1 }, { wrapUpMs: 30 * MINUTE });
      scene.chat("c1");
      end(scene);
      expect(scene.state.conversations.size).toBe(0);
      expect(agentOf(scene, "ann")?.wrapUps).toHaveLength(1);
    }
  });

  it("R69 not after one that never connected, nor a chat given away, nor for who is gone or disabled", () => {
    const scene = shop({ ann: 1, bob: 1 }, MORE);
    scene.handoff("c1");
    scene.accepts("c1");
    scene.close("c1");
    scene.chat("c2");
    scene.does({ type: "conversation:requeued", conversationId: "c2", teamId: null, byId: "s1" });
    scene.does({ type: "queue:left", conversationId: "c2", how: "cancelled" });
    expect([agentOf(scene, "ann")?.wrapUps, agentOf(scene, "bob")?.wrapUps]).toEqual([[], []]);
  });

  it("R69 in a team without it the seat is free at once", () => {
    const scene = shop({ ann: 1 });
    scene.chat("c1");
    expect(told(scene.close("c1"), "wrap-up:started")).toEqual([]);
    expect(loadOf(scene.state, "ann")).toBe(0);
  });
});

describe("work beside chats", () => {
  it("R31 a chat weighs what its offer weighed, so that no accept passes the limit", () => {
    const scene = shop({ ann: 1 }, { chatWeight: 0.5 });
    scene.chat("c1");
    scene.handoff("c2");
    scene.team("t", ["ann"], { chatWeight: 1 });
    scene.accepts("c2");
    expect(scene.assignment("c2")?.weight).toBe(0.5);
    expect(agentOf(scene, "ann")?.overBy).toBe(0);
    scene.handoff("c3");
    expect(scene.askedFor("c3")).toBeNull();
    scene.close("c1");
    expect(loadOf(scene.state, "ann")).toBe(0.5);
    expect(scene.askedFor("c3")).toBeNull();
    scene.close("c2");
    expect(scene.offer("c3")).toMatchObject({ agentId: "ann", weight: 1 });
  });

  it("R69 a kept seat weighs what its chat weighed", () => {
    const scene = shop({ ann: 1 }, { chatWeight: 0.5, wrapUpMs: MINUTE });
    scene.chat("c1");
    scene.team("t", ["ann"], { chatWeight: 1, wrapUpMs: MINUTE });
    scene.close("c1");
    expect(agentOf(scene, "ann")?.wrapUps).toMatchObject([{ weight: 0.5 }]);
    expect(loadOf(scene.state, "ann")).toBe(0.5);
  });

  it("R26 what is held takes room from offers; more than the limit is recorded, not refused", () => {
    const scene = shop({ ann: 1 });
    scene.handoff("c1");
    const outcome = scene.does({ type: "side-work:changed", agentId: "ann", sideWork: { requests: 1, consults: 0 } });
    expect(told(outcome, "offer:ended")).toMatchObject([{ how: "withdrawn", cause: "over_capacity" }]);
    expect(scene.askedFor("c1")).toBeNull();
    scene.does({ type: "side-work:changed", agentId: "ann", sideWork: { requests: 3, consults: 0 } });
    expect(agentOf(scene, "ann")?.overBy).toBe(0.5);
    scene.does({ type: "side-work:changed", agentId: "ann", sideWork: { requests: 0, consults: 0 } });
    expect(scene.askedFor("c1")).toBe("ann");
    const broken = { type: "side-work:changed", agentId: "ann", sideWork: { requests: -1, consults: 0 } } as const;
    expect(scene.refuses(broken)).toBe("invalid");
  });
});
