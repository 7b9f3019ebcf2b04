import { describe, expect, it } from "vitest";
import { team, thresholds } from "../testing/boards.ts";
import { pressedTeam, reasonWords } from "./threshold-reason.ts";

describe("reasonWords", () => {
  it("says how far both fell", () => {
    const words = reasonWords(
      thresholds({ single: 0.48, mean: 0.53, reason: "busy", freeSeats: 4, totalSeats: 33, waiting: 7 }),
    );
    expect(words).toEqual({
      reason: "busy",
      seats: { free: 4, total: 33, waiting: 7 },
      shift: { key: "below", by: "0.07" },
      passing: null,
    });
  });

  it("gives both figures where a bound holds one back", () => {
    expect(reasonWords(thresholds({ single: 0.35, mean: 0.45, reason: "nobody" })).shift).toEqual({
      key: "below",
      by: "0.20 / 0.15",
    });
  });

  it("does not give the seats of now as the reason while they go back", () => {
    const passing = (change: Parameters<typeof thresholds>[0]) => reasonWords(thresholds(change)).passing;
    expect(passing({ single: 0.52, reason: "busy", trend: "rising" })).toEqual({ heading: "up", isLeaving: true });
    expect(passing({ single: 0.52, reason: "busy", trend: "falling" })).toBeNull();
    expect(passing({ single: 0.6, reason: "idle", trend: "falling" })).toEqual({ heading: "down", isLeaving: true });
    expect(passing({ single: 0.6, reason: "nobody", trend: "rising" })).toEqual({ heading: "down", isLeaving: false });
    expect(passing({ single: 0.5, reason: "idle", trend: "steady" })).toEqual({ heading: "up", isLeaving: false });
    expect(passing({ single: 0.4, reason: "nobody", trend: "steady" })).toBeNull();
  });

  it("rises above and stays at the base", () => {
    expect(reasonWords(thresholds({ single: 0.7, mean: 0.75, reason: "idle" })).shift).toEqual({
      key: "above",
      by: "0.15",
    });
    expect(reasonWords(thresholds({ single: 0.553, mean: 0.598 })).shift.key).toBe("at");
  });
});

describe("pressedTeam", () => {
  it("is the one with the lowest threshold; none before the first", () => {
    const calm = team({ thresholds: thresholds({ single: 0.6 }) });
    const pressed = team({ thresholds: thresholds({ single: 0.4 }) });
    expect(pressedTeam([team(), calm, pressed])?.team).toBe(pressed);
    expect(pressedTeam([team()])).toBeNull();
  });
});
