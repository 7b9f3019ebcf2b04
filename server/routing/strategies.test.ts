import { describe, expect, it } from "vitest";
import { serviceQueue } from "./queries.ts";
import { snapshotRows, rebuild } from "./rows.ts";
import { told, Scene, SECOND } from "./scene.ts";
import { step } from "./step.ts";
import type { TeamRules } from "./team-rules.ts";

const asked = (scene: Scene, teamId = "t") => serviceQueue(scene.state, teamId, 9).map(({ agentId }) => agentId);

describe("strategies", () => {
  it("R15 fewest served: chats and offers by their number, whatever the limit", () => {
    const scene = new Scene();
    scene.shop({ ann: 9, bo: 2 }, { strategy: "fewest_served" });
    const [first] = scene.handoff("c1").reasons;
    expect(first).toMatchObject({ why: "fewest_served", chosen: { agentId: "ann", rank: 0 } });
    scene.handoff("c2");
    // Load ÷ limit would ask ann again.
    expect([scene.askedFor("c2"), asked(scene)]).toEqual(["bo", ["ann", "bo"]]);
  });

  it("R15 round robin: who was asked longest ago, accepted or not", () => {
    const scene = new Scene();
    scene.shop({ ann: 3, bo: 3, cy: 3 }, { strategy: "round_robin" });
    for (const id of ["c1", "c2", "c3", "c4"]) scene.handoff(id);
    expect(["c1", "c2", "c3", "c4"].map((id) => scene.askedFor(id))).toEqual(["ann", "bo", "cy", "ann"]);
    scene.declines("c4");
    expect(scene.askedFor("c4")).toBe("bo");
    expect(asked(scene)).toEqual(["cy", "ann", "bo"]);
  });

  it("R15 round robin: a request in another team disturbs nothing", () => {
    const scene = new Scene();
    scene.shop({ ann: 9, bo: 9, cy: 9 }, { strategy: "round_robin" });
    scene.team("u", ["ann", "cy"], { strategy: "round_robin" });
    scene.team("v", ["ann", "bo", "cy"]);
    scene.handoff("c1");
    expect(asked(scene)).toEqual(["bo", "cy", "ann"]);
    scene.handoff("u1", { teamId: "u" });
    scene.chat("v1", { teamId: "v" });
    scene.at += SECOND;
    scene.close("v1");
    expect(asked(scene)).toEqual(["bo", "cy", "ann"]);
    expect(asked(scene, "u")).toEqual(["cy", "ann"]);
  });

  it("R15 round robin is kept by such teams alone", () => {
    const scene = new Scene();
    scene.shop({ ann: 3, bo: 3 }, { strategy: "round_robin" });
    scene.handoff("c1");
    expect(Object.keys(scene.state.agents.get("ann")?.askedIn ?? {})).toEqual(["t"]);
    scene.team("t", ["ann", "bo"]);
    expect(scene.state.agents.get("ann")?.askedIn).toEqual({});
  });

  it("R15 random: any of those who can be asked, equally often, the same on every copy", () => {
    const scene = new Scene();
    scene.shop({ ann: 1, bo: 1, cy: 1, full: 0 }, { strategy: "random" });
    const twin = rebuild(JSON.parse(JSON.stringify(snapshotRows(scene.state))));
    const times: Record<string, number> = {};
    const rounds = 3_000;
    for (let n = 0; n < rounds; n += 1) {
      const event = { id: `h${n}`, at: scene.at, ...scene.handoffEvent(`c${n}`) } as Parameters<typeof step>[1];
      const result = step(scene.state, event);
      expect(JSON.stringify(step(twin, event))).toBe(JSON.stringify(result));
      const agentId = scene.askedFor(`c${n}`) ?? "nobody";
      times[agentId] = (times[agentId] ?? 0) + 1;
      const left = {
        id: `l${n}`,
        at: scene.at,
        type: "queue:left",
        conversationId: `c${n}`,
        how: "cancelled",
      } as const;
      step(scene.state, left);
      step(twin, left);
    }
    expect(Object.keys(times).sort()).toEqual(["ann", "bo", "cy"]);
    // Chi-square with 2 degrees of freedom: 13.8 is passed by chance once in a thousand.
    const expected = rounds / 3;
    const chiSquare = Object.values(times).reduce((sum, n) => sum + (n - expected) ** 2 / expected, 0);
    expect(chiSquare).toBeLessThan(13.8);
  });

  it("R15 random passes over who declined", () => {
    const scene = new Scene();
    scene.shop({ ann: 1, bo: 1, cy: 1 }, { strategy: "random" });
    scene.handoff("c1");
    const first = scene.askedFor("c1");
    scene.declines("c1");
    const second = scene.askedFor("c1");
    scene.declines("c1");
    expect(new Set([first, second, scene.askedFor("c1")])).toEqual(new Set(["ann", "bo", "cy"]));
  });

  it("R17 last agent: waited for while full, for so long, then anybody", () => {
    const scene = new Scene();
    scene.shop({ ann: 1, bo: 1 }, { strategy: "last_agent", preferMs: 15 * SECOND });
    scene.chat("c0", { preferAgentId: "ann" });
    scene.handoff("c1", { preferAgentId: "ann" });
    expect(scene.askedFor("c1")).toBeNull();
    scene.after(14 * SECOND);
    expect(scene.askedFor("c1")).toBeNull();
    scene.after(SECOND);
    expect(scene.askedFor("c1")).toBe("bo");
  });

  it("R17 last agent: asked first as soon as they have room, before those behind", () => {
    const scene = new Scene();
    scene.shop({ ann: 1, bo: 1 }, { strategy: "last_agent" });
    scene.chat("c0", { preferAgentId: "ann" });
    scene.handoff("c1", { preferAgentId: "ann" });
    scene.at += SECOND;
    scene.handoff("c2");
    expect([scene.askedFor("c1"), scene.askedFor("c2")]).toEqual([null, "bo"]);
    const outcome = scene.close("c0");
    expect(scene.askedFor("c1")).toBe("ann");
    expect(outcome.reasons).toMatchObject([{ about: "offer", why: "last_agent", chosen: { agentId: "ann" } }]);
  });

  it("R17 last agent: nobody is waited for who is busy, gone, in another team or said no", () => {
    const scene = new Scene();
    scene.shop({ ann: 1, bo: 9 }, { strategy: "last_agent" });
    scene.staff({ eve: 0 });
    scene.handoff("other", { preferAgentId: "eve" });
    expect(scene.askedFor("other")).toBe("ann");
    scene.does({ type: "queue:left", conversationId: "other", how: "cancelled" });
    scene.chat("c0", { preferAgentId: "ann" });
    scene.handoff("c1", { preferAgentId: "ann" });
    expect(scene.askedFor("c1")).toBeNull();
    scene.is("ann", "busy");
    expect(scene.askedFor("c1")).toBe("bo");
    scene.is("ann", "available");
    scene.close("c0");
    scene.handoff("c2", { preferAgentId: "ann" });
    scene.declines("c2");
    expect(scene.askedFor("c2")).toBe("bo");
  });

  it("R17 last agent: kept through a reload, not through a longer absence", () => {
    const scene = new Scene();
    scene.shop({ ann: 1, bo: 1 }, { strategy: "last_agent", preferMs: 100 * SECOND });
    scene.chat("c0", { preferAgentId: "ann" });
    scene.at += SECOND;
    scene.handoff("c1", { preferAgentId: "ann" });
    scene.goes("ann");
    expect(scene.askedFor("c1")).toBeNull();
    scene.after(45 * SECOND);
    // ann is gone for good: both go to whoever is there, the older first.
    expect(scene.askedFor("c0")).toBe("bo");
    scene.accepts("c0");
    scene.agent("bo", 2);
    expect(scene.askedFor("c1")).toBe("bo");
  });

  it("R84 manual: nobody is asked; an agent with room takes whom they choose", () => {
    const scene = new Scene();
    scene.shop({ ann: 1, bo: 1 }, { strategy: "manual" });
    scene.handoff("c1");
    scene.at += SECOND;
    scene.handoff("c2");
    expect([scene.askedFor("c1"), scene.askedFor("c2")]).toEqual([null, null]);
    const outcome = scene.does({ type: "entry:taken", conversationId: "c2", agentId: "bo" });
    expect(told(outcome, "assignment:started")).toMatchObject([{ conversationId: "c2", agentId: "bo", why: "taken" }]);
    expect(outcome.reasons).toMatchObject([{ about: "assignment", why: "taken", numbers: { position: 2 } }]);
    expect(scene.refuses({ type: "entry:taken", conversationId: "c2", agentId: "ann" })).toBe("already_assigned");
    expect(scene.refuses({ type: "entry:taken", conversationId: "c1", agentId: "bo" })).toBe("agent_full");
  });

  it("R84 refuses who is unknown, away or not of the team, and a team in which people are asked", () => {
    const scene = new Scene();
    scene.shop({ ann: 1, bo: 1 }, { strategy: "manual" });
    scene.staff({ eve: 1 });
    scene.handoff("c1");
    scene.is("ann", "busy");
    const takes = (agentId: string, conversationId = "c1") =>
      scene.refuses({ type: "entry:taken", conversationId, agentId });
    expect([takes("nobody"), takes("eve"), takes("ann"), takes("bo", "c9")]).toEqual([
      "unknown_agent",
      "unknown_agent",
      "agent_unavailable",
      "unknown_conversation",
    ]);
    scene.team("t", ["ann"]);
    expect(takes("ann")).toBe("not_manual");
  });

  it("R84 a line that is asked again is asked at once", () => {
    const scene = new Scene();
    scene.shop({ ann: 1 }, { strategy: "manual" });
    scene.handoff("c1");
    scene.team("t", ["ann"]);
    expect(scene.askedFor("c1")).toBe("ann");
  });
});

describe("chats offered on", () => {
  const ladder = {
    agentMs: null,
    customerMs: null,
    supervisorMs: null,
    reofferMs: 30 * SECOND,
    unresponsiveMs: null,
    maxHops: 3,
  };

  it("R47 stand in the team's order at their first place, before those who came later", () => {
    const scene = new Scene();
    scene.shop({ ann: 1, bo: 1 }, { ladder });
    scene.chat("c0");
    scene.chat("c1");
    scene.turn("c1", "customer", 9);
    scene.at += SECOND;
    scene.handoff("c2");
    scene.after(30 * SECOND);
    expect([scene.askedFor("c0"), scene.askedFor("c2")]).toEqual([null, null]);
    const outcome = scene.close("c1");
    expect(scene.offer("c0")).toMatchObject({ kind: "reoffer", agentId: "bo", fromAgentId: "ann", entryId: null });
    expect(scene.askedFor("c2")).toBeNull();
    expect(outcome.reasons).toMatchObject([{ about: "offer", why: "unanswered", numbers: { hop: 0 } }]);
  });

  it.each<[string, Partial<TeamRules>]>([
    ["R84 also in a team in which agents choose", { strategy: "manual" }],
    ["R19 as an offer also in a team that accepts by itself", { isAutoAccept: true }],
  ])("%s", (_, more) => {
    const scene = new Scene();
    scene.shop({ ann: 1 }, { ladder, ...more });
    scene.handoff("c1");
    if (more.strategy === "manual") scene.does({ type: "entry:taken", conversationId: "c1", agentId: "ann" });
    scene.does({ type: "connection:acknowledged", conversationId: "c1" });
    scene.staff({ bo: 1 });
    scene.team("t", ["ann", "bo"], { ladder, ...more });
    scene.after(30 * SECOND);
    expect(scene.offer("c1")).toMatchObject({ kind: "reoffer", agentId: "bo", fromAgentId: "ann" });
  });

  it("R9 to those who are able", () => {
    const scene = new Scene();
    scene.staff({ ann: 1, bo: 1, cy: 1 });
    for (const [agentId, language] of [
      ["ann", "zh"],
      ["bo", "en"],
      ["cy", "zh"],
    ] as const)
      scene.does({ type: "agent:changed", agentId, capacity: 1, isEnabled: true, languages: [language] });
    scene.team("t", ["ann", "bo", "cy"], { ladder, isLanguageMatched: true });
    scene.chat("c1", { language: "zh" });
    scene.after(30 * SECOND);
    expect(scene.offer("c1")).toMatchObject({ kind: "reoffer", agentId: "cy" });
  });
});
