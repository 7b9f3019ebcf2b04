import { describe, expect, it } from "vitest";
import { Scene, SECOND } from "./scene.ts";

const skips = (scene: Scene, outcome: ReturnType<Scene["does"]>) =>
  outcome.reasons
    .filter(({ about }) => about === "skip")
    .map(({ conversationId, why }) => [conversationId, why, scene.entry(conversationId)?.skips]);

describe("why", () => {
  it("R93 an offer carries how long was waited, the credit and the place", () => {
    const scene = new Scene();
    scene.shop({ ann: 1 });
    scene.chat("c0");
    scene.handoff("c1", { degree: 0.25 });
    scene.at += 7 * SECOND;
    const [reason] = scene.close("c0").reasons;
    expect(reason?.numbers).toEqual({ waitedMs: 7 * SECOND, creditMs: 360_000, position: 1, degree: 0.25 });
  });

  it("R87 who is passed over is told so the first time: an absent customer, a resting entry", () => {
    const scene = new Scene();
    scene.shop({ ann: 1 });
    scene.chat("c0");
    scene.handoff("resting");
    scene.at += SECOND;
    scene.handoff("absent", { customerPresentOn: [] });
    scene.at += SECOND;
    scene.handoff("c1");
    scene.handoff("c2");
    scene.close("c0");
    const outcome = scene.declines("resting");
    expect(scene.askedFor("c1")).toBe("ann");
    expect(skips(scene, outcome)).toEqual([
      ["resting", "resting", 4],
      ["absent", "absent_customer", 1],
    ]);
    // Told once: the next is asked for without saying it again.
    const again = scene.does({ type: "queue:left", conversationId: "c1", how: "cancelled" });
    expect([scene.askedFor("c2"), skips(scene, again)]).toEqual(["ann", []]);
  });

  it("R87 needs, and the one who is waited for", () => {
    const scene = new Scene();
    scene.staff({ ann: 1, bo: 1 });
    scene.does({ type: "agent:changed", agentId: "ann", capacity: 1, isEnabled: true, languages: ["en"] });
    scene.does({ type: "agent:changed", agentId: "bo", capacity: 1, isEnabled: true, languages: ["zh"] });
    scene.team("t", ["ann", "bo"], { strategy: "last_agent", isLanguageMatched: true, preferMs: 60 * SECOND });
    scene.chat("c0", { language: "zh" });
    scene.handoff("needs", { language: "zh" });
    scene.at += SECOND;
    scene.handoff("held", { preferAgentId: "bo" });
    scene.at += SECOND;
    const outcome = scene.handoff("c1", { language: "en" });
    expect(skips(scene, outcome)).toEqual([
      ["needs", "needs", 2],
      ["held", "waits_for_preferred", 8],
    ]);
    expect(outcome.reasons[1]).toMatchObject({
      chosen: null,
      next: [],
      numbers: { position: 1, waitedMs: 2 * SECOND },
    });
  });

  it("R87 at most five at once", () => {
    const scene = new Scene();
    scene.shop({ ann: 1 });
    scene.chat("c0");
    for (let n = 0; n < 8; n += 1) scene.handoff(`away${n}`, { customerPresentOn: [] });
    scene.at += SECOND;
    scene.handoff("c1");
    expect(skips(scene, scene.close("c0"))).toHaveLength(5);
  });

  it("R94 every requeue and every way out of the line has a reason", () => {
    const scene = new Scene();
    scene.shop({ ann: 2, bo: 2 });
    scene.team("u", ["bo"]);
    scene.chat("lost");
    const why = (outcome: ReturnType<Scene["does"]>) =>
      outcome.reasons.map((reason) => `${reason.about} ${reason.why}`);
    expect(
      why(scene.does({ type: "conversation:requeued", conversationId: "lost", teamId: null, byId: "s" })),
    ).toContain("requeue supervisor");
    scene.accepts("lost");
    const holder = scene.conversation("lost")?.assigneeId ?? "";
    expect(why(scene.agent(holder, 2, false))).toContain("requeue agent_lost");
    scene.accepts("lost");
    expect(
      why(scene.does({ type: "queue:left", conversationId: (scene.handoff("c1"), "c1"), how: "diverted" })),
    ).toEqual(["diversion left_the_line"]);
    scene.handoff("c2", { customerPresentOn: [] });
    expect(why(scene.after(120 * SECOND))).toContain("diversion away_too_long");
  });
});
