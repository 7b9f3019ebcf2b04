import { expect, it } from "vitest";
import { dayFrom } from "./opens-at.ts";

it("counts days by the calendar, not by hours", () => {
  const at = (day: number, hours: number) => new Date(2026, 10, day, hours).getTime();
  expect(dayFrom(at(20, 7), at(20, 9))).toBe("today");
  expect(dayFrom(at(20, 23), at(21, 0))).toBe("tomorrow");
  expect(dayFrom(at(20, 1), at(21, 23))).toBe("tomorrow");
  expect(dayFrom(at(20, 18), at(23, 9))).toBe("later");
  expect(dayFrom(at(30, 18), new Date(2026, 11, 1, 9).getTime())).toBe("tomorrow");
});
