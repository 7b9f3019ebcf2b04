import { describe, expect, it } from "vitest";
import { durationMs, durationText } from "./duration.ts";

describe("durations", () => {
  it.each([
    [0, "0", "seconds"],
    [45_000, "45", "seconds"],
    [90_000, "90", "seconds"],
    [120_000, "2", "minutes"],
    [3_600_000, "1", "hours"],
    [5_400_000, "90", "minutes"],
    [86_400_000, "1", "days"],
  ] as const)("%i ms is %s %s, and back", (ms, value, unit) => {
    expect(durationText(ms)).toEqual({ value, unit });
    expect(durationMs({ value, unit })).toBe(ms);
  });

  it("takes fractions of a unit, whole seconds only", () => {
    expect(durationMs({ value: "1.5", unit: "minutes" })).toBe(90_000);
    expect(durationMs({ value: " 1,5 ", unit: "hours" })).toBe(5_400_000);
    expect(durationMs({ value: "0.0333", unit: "minutes" })).toBeNull();
    expect(durationMs({ value: "1.4", unit: "seconds" })).toBe(1000);
  });

  it.each(["", " ", "-5", "1e3", "five", "1.2.3", "Infinity"])("“%s” is no number", (value) => {
    expect(durationMs({ value, unit: "seconds" })).toBeNull();
  });
});
