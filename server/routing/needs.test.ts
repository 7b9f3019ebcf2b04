import { describe, expect, it } from "vitest";
import { Scene, SECOND } from "./scene.ts";

const ZH = { language: "zh-CN" };

/** ann speaks English, bo Chinese (and knows billing well), cy anything; a chat each. */
function shop(more = {}): Scene {
  const scene = new Scene();
  scene.staff({ ann: 1, bo: 1, cy: 1 });
  const is = (agentId: string, languages: string[], skills = {}) =>
    scene.does({ type: "agent:changed", agentId, capacity: 1, isEnabled: true, languages, skills });
  is("ann", ["en"], { billing: 2 });
  is("bo", ["zh"], { billing: 4 });
  is("cy", []);
  scene.team("t", ["ann", "bo", "cy"], { isLanguageMatched: true, isSkillMatched: true, skillLevel: 3, ...more });
  return scene;
}

describe("needs", () => {
  it("R9 a language is served by who speaks it, or by who has none set", () => {
    const scene = shop();
    scene.handoff("c1", ZH);
    scene.handoff("c2", { language: "zh-TW" });
    scene.handoff("c3", { language: "zh" });
    expect([scene.askedFor("c1"), scene.askedFor("c2"), scene.askedFor("c3")]).toEqual(["bo", "cy", null]);
  });

  it("R9 a skill is served by who has it at the team's level", () => {
    const scene = shop();
    scene.handoff("c1", { skill: "billing" });
    scene.handoff("c2", { skill: "billing" });
    expect(scene.entry("c1")?.needs).toEqual({ language: null, skill: "billing", level: 3 });
    expect([scene.askedFor("c1"), scene.askedFor("c2")]).toEqual(["bo", null]);
  });

  it("R9 what no member has set is not insisted on", () => {
    const scene = shop();
    scene.handoff("c1", { skill: "juggling" });
    expect(scene.entry("c1")?.needs).toBeNull();
    const plain = new Scene();
    plain.shop({ ann: 1 }, { isLanguageMatched: true });
    plain.handoff("c1", ZH);
    expect(plain.entry("c1")?.needs).toBeNull();
  });

  it("R9 teams that do not match them ask anybody", () => {
    const scene = shop({ isLanguageMatched: false });
    scene.handoff("c1", ZH);
    expect([scene.entry("c1")?.needs, scene.askedFor("c1")]).toEqual([null, "ann"]);
  });

  it("R9 who needs somebody who has no room blocks nobody behind, and is asked for when there is room", () => {
    const scene = shop();
    scene.chat("c0", ZH);
    scene.agent("cy", 0);
    scene.handoff("c1", ZH);
    scene.at += SECOND;
    scene.handoff("c2", { language: "en" });
    expect([scene.askedFor("c1"), scene.askedFor("c2")]).toEqual([null, "ann"]);
    scene.close("c0");
    expect(scene.askedFor("c1")).toBe("bo");
  });

  it("R9 needs are given up after the team's time", () => {
    const scene = shop({ needsMs: 30 * SECOND });
    scene.agent("cy", 0);
    scene.handoff("c1", { language: "eo" });
    expect(scene.askedFor("c1")).toBeNull();
    scene.after(29 * SECOND);
    expect(scene.askedFor("c1")).toBeNull();
    scene.after(SECOND);
    expect(scene.entry("c1")).toMatchObject({ needs: null, needsUntil: null });
    expect(scene.askedFor("c1")).toBe("ann");
  });

  it("R9 an agent who learns, joins or returns is asked at once", () => {
    const scene = shop();
    scene.agent("cy", 0);
    scene.handoff("c1", { language: "eo" });
    scene.does({ type: "agent:changed", agentId: "ann", capacity: 1, isEnabled: true, languages: ["en", "eo"] });
    expect(scene.askedFor("c1")).toBe("ann");
  });

  it("R9 a decline goes to the next who is able, then the entry rests", () => {
    const scene = shop();
    scene.handoff("c1", ZH);
    scene.declines("c1");
    expect(scene.askedFor("c1")).toBe("cy");
    scene.declines("c1");
    expect(scene.askedFor("c1")).toBeNull();
  });

  it("R9 a return to the line keeps them", () => {
    const scene = shop();
    scene.chat("c1", ZH);
    expect(scene.assignment("c1")?.needs).toEqual({ language: "zh", skill: null, level: 0 });
    scene.agent("cy", 0);
    scene.does({ type: "conversation:requeued", conversationId: "c1", teamId: null, byId: "s" });
    expect(scene.entry("c1")?.needs).toEqual({ language: "zh", skill: null, level: 0 });
    expect(scene.askedFor("c1")).toBeNull();
  });

  it("R9 a move to another team asks for what that team matches", () => {
    const scene = shop();
    scene.team("plain", ["ann"]);
    scene.agent("cy", 0);
    scene.agent("bo", 0);
    scene.handoff("c1", ZH);
    scene.does({ type: "entry:moved", conversationId: "c1", teamId: "plain", byId: "s" });
    expect([scene.entry("c1")?.needs, scene.askedFor("c1")]).toEqual([null, "ann"]);
  });

  it("R6 a full line takes whom somebody able is ready for", () => {
    const scene = shop({ maxWaiting: 0 });
    scene.agent("cy", 0);
    scene.chat("c0", ZH);
    expect(scene.refuses(scene.handoffEvent("c1", ZH))).toBe("queue_full");
    scene.handoff("c1", { language: "en" });
    expect(scene.askedFor("c1")).toBe("ann");
  });

  it("R9 a choice does not look at the many who wait for what nobody speaks", () => {
    const scene = shop();
    scene.agent("cy", 0);
    for (let n = 0; n < 400; n += 1) scene.handoff(`eo${n}`, { language: "eo" });
    const line = scene.state.index.teams.get("t");
    expect([line?.offerable.size, line?.live.size, line?.waiting.size]).toEqual([0, 0, 400]);
    scene.handoff("c1", { language: "en" });
    expect(scene.askedFor("c1")).toBe("ann");
  });

  it("R93 counts who was not able", () => {
    const scene = shop();
    const [reason] = scene.handoff("c1", ZH).reasons;
    expect(reason).toMatchObject({ chosen: { agentId: "bo" }, next: [{ agentId: "cy" }], notEligible: { needs: 1 } });
  });

  it.each([
    ["a level of nothing", { skills: { billing: 0 } }],
    ["a level above the top", { skills: { billing: 6 } }],
    ["a language without a name", { languages: [""] }],
  ])("R53 refuses %s", (_, wrong) => {
    const scene = shop();
    expect(scene.refuses({ type: "agent:changed", agentId: "ann", capacity: 1, isEnabled: true, ...wrong })).toBe(
      "invalid",
    );
  });
});
