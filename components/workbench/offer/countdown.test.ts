import { describe, expect, it } from "vitest";
import { offer } from "#components/realtime/testing/builders.ts";
import { countdown, mostUrgent } from "./countdown.ts";

const made = { createdAt: 1_000, deadlineAt: 21_000 };

describe("countdown", () => {
  it("counts whole seconds down to the deadline, and never below nothing", () => {
    expect(countdown(made, 1_000)).toEqual({ seconds: 20, fraction: 1, isOver: false });
    expect(countdown(made, 11_000)).toEqual({ seconds: 10, fraction: 0.5, isOver: false });
    expect(countdown(made, 20_001)).toMatchObject({ seconds: 1, isOver: false });
    expect(countdown(made, 21_000)).toEqual({ seconds: 0, fraction: 0, isOver: true });
    expect(countdown(made, 99_000)).toEqual({ seconds: 0, fraction: 0, isOver: true });
  });

  it("holds under a clock that runs behind, and with a deadline at the start", () => {
    expect(countdown(made, -50_000).fraction).toBe(1);
    expect(countdown({ createdAt: 5, deadlineAt: 5 }, 5)).toEqual({ seconds: 0, fraction: 0, isOver: true });
  });
});

describe("mostUrgent", () => {
  it("is the offer that runs out first", () => {
    const late = offer(1, { deadlineAt: 90 });
    const soon = offer(2, { deadlineAt: 30 });
    expect(mostUrgent([late, soon])?.id).toBe(soon.id);
    expect(mostUrgent([])).toBeNull();
  });
});
