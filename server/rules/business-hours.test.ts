import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { minutesOf, type Span, type Timetable, timetableSchema } from "../contract/routing-rules.ts";
import { hoursFrom, isOpenAt, isPlanned, turnsAt } from "./business-hours.ts";
import { dateOf, localMinutes, weekdayOf } from "./zone-time.ts";

const DAY = 86_400_000;
const MINUTE = 60_000;
const at = (iso: string): number => Date.parse(iso);
const days = (timeZone: string, spans: Span[], holidays: Timetable["holidays"] = []): Timetable =>
  timetableSchema.parse({ timeZone, week: Array.from({ length: 7 }, () => spans), holidays });
const turns = (timetable: Timetable, from: string, forDays = 1): string[] =>
  turnsAt(timetable, at(from), forDays).map((turn) => new Date(turn).toISOString().slice(0, 16));

describe("business hours", () => {
  it("R57: a week from Monday to Sunday, several spans a day", () => {
    const week = [
      [
        { from: "09:00", to: "12:00" },
        { from: "13:30", to: "18:00" },
      ],
      [],
      [],
      [],
      [],
      [],
      [],
    ];
    const timetable = timetableSchema.parse({ timeZone: "Asia/Shanghai", week, holidays: [] });
    // Monday, 2026-03-02, in China.
    expect(isOpenAt(timetable, at("2026-03-02T01:00Z"))).toBe(true);
    expect(isOpenAt(timetable, at("2026-03-02T00:59Z"))).toBe(false);
    expect(isOpenAt(timetable, at("2026-03-02T04:00Z"))).toBe(false);
    expect(turns(timetable, "2026-03-01T12:00Z", 2)).toEqual([
      "2026-03-02T01:00",
      "2026-03-02T04:00",
      "2026-03-02T05:30",
      "2026-03-02T10:00",
    ]);
    expect(turnsAt(timetable, at("2026-03-02T11:00Z"), 6)).toEqual([]);
  });

  it("R57: a span over midnight belongs to the day it begins on", () => {
    const week = [[], [], [], [], [{ from: "22:00", to: "02:00" }], [], []];
    const timetable = timetableSchema.parse({ timeZone: "UTC", week, holidays: [] });
    expect(turns(timetable, "2026-03-06T00:00Z", 3)).toEqual(["2026-03-06T22:00", "2026-03-07T02:00"]);
    expect(isOpenAt(timetable, at("2026-03-07T01:59Z"))).toBe(true);
  });

  it("R57: what meets at midnight is one opening; a week without a gap never turns", () => {
    const always = days("Europe/Berlin", [{ from: "00:00", to: "24:00" }]);
    expect(hoursFrom(always, at("2026-03-20T10:00Z"))).toEqual({ isOpen: true, turnsAt: [] });
  });

  it("R57: a holiday replaces what begins on its date, and leaves what runs over from before", () => {
    const timetable = days(
      "UTC",
      [{ from: "20:00", to: "04:00" }],
      [
        { date: "2026-12-25", name: "Christmas Day", spans: [] },
        { date: "2026-12-26", name: "Boxing Day", spans: [{ from: "10:00", to: "12:00" }] },
      ],
    );
    expect(turns(timetable, "2026-12-24T12:00Z", 3)).toEqual([
      "2026-12-24T20:00",
      "2026-12-25T04:00",
      "2026-12-26T10:00",
      "2026-12-26T12:00",
    ]);
  });

  it("R57: the clock is set forward: the day is an hour shorter, and what it jumps over begins at the jump", () => {
    expect(turns(days("Europe/Berlin", [{ from: "00:00", to: "06:00" }]), "2026-03-28T23:00Z")).toEqual([
      "2026-03-29T04:00",
      "2026-03-29T22:00",
    ]);
    const inTheGap = days("Europe/Berlin", [{ from: "02:30", to: "04:00" }]);
    expect(turns(inTheGap, "2026-03-28T20:00Z")).toEqual(["2026-03-29T01:00", "2026-03-29T02:00"]);
    expect(turns(days("Europe/Berlin", [{ from: "02:10", to: "02:50" }]), "2026-03-28T20:00Z")).toEqual([]);
    // Cairo jumps at midnight.
    expect(turns(days("Africa/Cairo", [{ from: "00:00", to: "02:00" }]), "2026-04-23T20:00Z")).toEqual([
      "2026-04-23T22:00",
      "2026-04-23T23:00",
    ]);
  });

  it("R57: the clock is set back: a time it shows twice counts from the first time", () => {
    const timetable = days("America/New_York", [{ from: "01:30", to: "03:00" }]);
    expect(turns(timetable, "2026-11-01T00:00Z")).toEqual(["2026-11-01T05:30", "2026-11-01T08:00"]);
    const half = days("Australia/Lord_Howe", [{ from: "09:00", to: "17:00" }]);
    expect(turns(half, "2026-04-04T12:00Z")).toEqual(["2026-04-04T22:30", "2026-04-05T06:30"]);
  });

  it("R57: a day the calendar left out has no hours", () => {
    // Samoa went from 29 to 31 December 2011.
    const timetable = days("Pacific/Apia", [{ from: "09:00", to: "17:00" }]);
    expect(turns(timetable, "2011-12-29T12:00Z", 2)).toHaveLength(4);
    expect(isOpenAt(timetable, at("2011-12-30T22:00Z"))).toBe(true);
  });

  const zones = [
    ["Europe/Berlin", "2026-03-27T00:00Z"],
    ["Europe/Berlin", "2026-10-23T00:00Z"],
    ["America/New_York", "2026-03-06T00:00Z"],
    ["America/Havana", "2026-10-30T00:00Z"],
    ["Africa/Cairo", "2026-04-22T00:00Z"],
    ["Australia/Lord_Howe", "2026-10-02T00:00Z"],
    ["Asia/Kolkata", "2026-05-01T00:00Z"],
    ["Pacific/Apia", "2011-12-28T00:00Z"],
  ] as const;
  const clock = fc.integer({ min: 0, max: 95 }).map((quarter) => {
    const minute = quarter * 15;
    return `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
  });
  const spans = fc
    .array(fc.record({ from: clock, to: clock }), { maxLength: 3 })
    .map((list) => list.filter((span) => span.from !== span.to));

  it.each(zones)(
    "R57: in %s from %s openings are what a clock on the wall would do, minute by minute",
    (zone, start) => {
      const from = at(start);
      const minutes = 4 * 1440;
      // What the clock shows, and the latest it has shown so far: a time is reached once.
      const reached: number[] = [];
      for (let n = -3 * 1440; n < minutes; n += 1)
        reached.push(Math.max(localMinutes(zone, from + n * MINUTE), reached.at(-1) ?? Number.NEGATIVE_INFINITY));
      fc.assert(
        fc.property(fc.array(spans, { minLength: 7, maxLength: 7 }), spans, (week, festive) => {
          const holiday = dateOf(Math.floor((reached[3 * 1440 + 1440] ?? 0) / 1440));
          const timetable: Timetable = {
            timeZone: zone,
            week,
            holidays: [{ date: holiday, name: "Fair", spans: festive }],
          };
          const isOpen = (n: number): boolean => {
            const now = reached[n + 3 * 1440] ?? 0;
            for (let day = Math.floor(now / 1440) - 1; day <= Math.floor(now / 1440); day += 1) {
              const today = dateOf(day) === holiday ? festive : (week[weekdayOf(day)] ?? []);
              for (const span of today) {
                const length = minutesOf(span);
                if (now >= day * 1440 + length.from && now < day * 1440 + length.to) return true;
              }
            }
            return false;
          };
          const turning = turnsAt(timetable, from, 4);
          let state = isOpenAt(timetable, from);
          let next = 0;
          for (let n = 0; n < minutes; n += 1) {
            if (n > 0 && turning[next] === from + n * MINUTE) {
              state = !state;
              next += 1;
            }
            if (state !== isOpen(n)) throw new Error(`minute ${n}: ${new Date(from + n * MINUTE).toISOString()}`);
            if (n % 97 === 0 && isOpenAt(timetable, from + n * MINUTE) !== state)
              throw new Error(`isOpenAt at minute ${n}`);
          }
          expect(turning.slice(next).every((turn) => turn >= from + minutes * MINUTE)).toBe(true);
          expect([...turning].sort((a, b) => a - b)).toEqual(turning);
          expect(new Set(turning).size).toBe(turning.length);
        }),
        { numRuns: 12, seed: 5 },
      );
    },
  );
});

describe("days of the calendar", () => {
  it("are counted as everybody counts them", () => {
    for (let day = -40_000; day < 60_000; day += 1) {
      const at = day * DAY;
      if (dateOf(day) !== new Date(at).toISOString().slice(0, 10)) throw new Error(`day ${day} is ${dateOf(day)}`);
      if (weekdayOf(day) !== (new Date(at).getUTCDay() + 6) % 7) throw new Error(`day ${day} is a ${weekdayOf(day)}`);
      if (day % 97 === 0) expect(localMinutes("UTC", at)).toBe(day * 1440);
    }
  });
});

describe("the plan the engine is told", () => {
  const timetable = days("Europe/Berlin", [{ from: "09:00", to: "17:30" }]);
  const start = at("2026-06-01T00:00Z");

  it("R57: is told once, and again when a day of it has passed", () => {
    const told = hoursFrom(timetable, start);
    expect(isPlanned(null, told, start)).toBe(false);
    expect(isPlanned(told, told, start)).toBe(true);
    expect(isPlanned(told, hoursFrom(timetable, start + 3_600_000), start + 3_600_000)).toBe(true);
    const later = start + 2 * DAY;
    expect(isPlanned(told, hoursFrom(timetable, later), later)).toBe(false);
    expect(isPlanned(hoursFrom(timetable, later), hoursFrom(timetable, later), later)).toBe(true);
  });

  it("R57: turns that passed unnoticed are no difference; another timetable is", () => {
    const told = hoursFrom(timetable, start);
    const noon = at("2026-06-01T10:00Z");
    expect(isPlanned(told, hoursFrom(timetable, noon), noon)).toBe(true);
    const other = days("Europe/Berlin", [{ from: "09:00", to: "17:00" }]);
    expect(isPlanned(told, hoursFrom(other, noon), noon)).toBe(false);
    expect(isPlanned(told, null, noon)).toBe(false);
    expect(isPlanned(null, null, noon)).toBe(true);
  });

  it("R57: a team that hardly ever turns is not told over and over", () => {
    const closed = days("UTC", []);
    const told = hoursFrom(closed, start);
    for (const later of [1, 20, 400])
      expect(isPlanned(told, hoursFrom(closed, start + later * DAY), start + later * DAY)).toBe(true);
  });
});
