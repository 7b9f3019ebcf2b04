import { describe, expect, it } from "vitest";
import { conversationView, desk } from "#components/realtime/testing/builders.ts";
import { deskMark, nextAt, promisePresets, remindedOf } from "./own-time.ts";

const at = (hours: number, minutes = 0) => new Date(2026, 10, 20, hours, minutes).getTime();

describe("nextAt", () => {
  it("is today while that is ahead, else tomorrow", () => {
    expect(nextAt("18:30", at(9))).toBe(at(18, 30));
    expect(nextAt("08:00", at(9))).toBe(at(8) + 86_400_000);
    expect(nextAt("09:00", at(9))).toBe(at(9) + 86_400_000);
  });

  it("takes nothing that is no time", () => {
    for (const clock of ["", "24:00", "9:00", "12:60"]) expect(nextAt(clock, at(9))).toBeNull();
  });
});

describe("promisePresets", () => {
  it("offers this evening only while it is worth a button", () => {
    expect(promisePresets(at(9)).map(({ id }) => id)).toEqual(["minutes", "hour", "today", "tomorrow"]);
    expect(promisePresets(at(17)).map(({ id }) => id)).toEqual(["minutes", "hour", "tomorrow"]);
  });

  it("are all still to come", () => {
    for (const now of [at(0), at(9), at(17, 59), at(23, 59)])
      for (const preset of promisePresets(now)) expect(preset.at).toBeGreaterThan(now);
  });
});

describe("remindedOf", () => {
  it("merges all reminders, the longest waiting first, without those that are answered", () => {
    const reminded = remindedOf([
      conversationView(1, { owedSince: 50, ladderStep: 1 }),
      conversationView(2, { owedSince: 10, ladderStep: 3 }),
      conversationView(3, { owedSince: null, ladderStep: 0 }),
      conversationView(4, { owedSince: 5, ladderStep: 0 }),
      conversationView(5, { owedSince: 1, ladderStep: 2, state: "closed" }),
    ]);
    expect(reminded.map(({ owedSince }) => owedSince)).toEqual([10, 50]);
  });
});

describe("deskMark", () => {
  it("is the first that keeps work away beside what was chosen", () => {
    const gone = { notResponding: { since: 0, why: "lapsed" as const }, leavingAt: 9 };
    expect(deskMark(desk())).toBeNull();
    expect(deskMark(desk(gone))).toBe("notResponding");
    expect(deskMark(desk({ leavingAt: 9 }))).toBe("leavingShort");
    expect(deskMark(desk({ ...gone, availability: "busy" }))).toBeNull();
    expect(deskMark(desk({ ...gone, availability: "busy", isAwayByItself: true }))).toBe("byItself");
    expect(deskMark(desk({ ...gone, availability: "offline" }))).toBeNull();
  });
});
