import { expect, it } from "vitest";
import type { ReplayChange } from "./replay-changes.ts";
import { figuresOf, resimulate } from "./replay-day.ts";
import { type DayRecord } from "./replay-record.ts";
import { simulatedDay } from "./testing-record.ts";

/** The part of a busy day after its doors opened. */
const record: DayRecord = simulatedDay("busy").record(60);
const real = figuresOf(record);
const modelled = resimulate(record, []);
const changed = (...changes: ReplayChange[]) => resimulate(record, changes);
const change = (path: string, value: ReplayChange["value"]): ReplayChange => ({ path: path.split("."), value });

it("the day again without a change is near what really happened, and the same seed gives the same", () => {
  expect(real.enteredLine).toBeGreaterThan(50);
  expect(real.served + real.abandoned + real.diverted + real.stillWaiting).toBe(real.enteredLine);
  expect(Math.abs(modelled.enteredLine - real.enteredLine)).toBeLessThan(0.1 * real.enteredLine);
  expect(Math.abs(modelled.waitMeanMs - real.waitMeanMs)).toBeLessThan(0.25 * real.waitMeanMs);
  expect(Math.abs(modelled.abandonedPercent - real.abandonedPercent)).toBeLessThan(8);
  expect(Math.abs((modelled.libraryPercent ?? 0) - (real.libraryPercent ?? 0))).toBeLessThan(5);
  expect(Math.abs(modelled.effortMinutesPerHour - real.effortMinutesPerHour)).toBeLessThan(12);
  expect(resimulate(record, [])).toEqual(modelled);
  expect(resimulate(record, [], { seed: 2 })).not.toEqual(modelled);
});

it("more agents shorten the wait and leave more seats free; fewer serve fewer", () => {
  const more = changed(change("team.team.extraAgents", 3));
  expect(more.agents.length).toBe(modelled.agents.length + 3);
  expect(more.waitMeanMs).toBeLessThan(0.6 * modelled.waitMeanMs);
  expect(more.idlePercent).toBeGreaterThan(modelled.idlePercent + 10);
  const fewer = changed(change("agent.agent-0.isRemoved", true));
  // The thresholds fall with the seats, so that fewer people are sent to a person: the library answers more.
  expect(fewer.served).toBeLessThan(modelled.served);
  expect(fewer.libraryPercent).toBeGreaterThan(modelled.libraryPercent ?? 0);
  expect(fewer.idlePercent).toBeLessThan(modelled.idlePercent);
  expect(fewer.agents.find(({ agentId }) => agentId === "agent-0")?.availableHours ?? 0).toBe(0);
});

it("a larger limit of one agent, a bounded line, another order are what they are for the engine", () => {
  const wide = changed(change("agent.agent-0.capacity", 6));
  expect(wide.waitMeanMs).toBeLessThan(modelled.waitMeanMs);
  const bounded = changed(change("team.team.maxWaiting", 1));
  expect(bounded.enteredLine).toBeLessThan(modelled.enteredLine);
  expect(bounded.waitMeanMs).toBeLessThan(modelled.waitMeanMs);
  const firstCome = changed(change("settings.creditBoundMs", 0));
  expect(firstCome.waitP99Ms).not.toBe(modelled.waitP99Ms);
});

it("a line that is given up after a minute ends at the message box, and is counted so", () => {
  const given = changed(change("team.team.overflow.afterMs", 60_000));
  expect(modelled.diverted).toBe(0);
  expect(given.diverted).toBeGreaterThan(0);
  expect(given.waitP99Ms).toBeLessThan(modelled.waitP99Ms);
  expect(given.served + given.abandoned + given.diverted + given.stillWaiting).toBe(given.enteredLine);
});

it("lower thresholds leave more to the library and shorten the line; higher ones the opposite", () => {
  const low = changed(change("thresholds.fixed", 0.2));
  const high = changed(change("thresholds.fixed", 0.9));
  const shifted = changed(change("thresholds.base", 0.45));
  for (const figures of [low, shifted]) {
    expect(figures.libraryPercent).toBeGreaterThan(modelled.libraryPercent ?? 0);
    expect(figures.enteredLine).toBeLessThan(modelled.enteredLine);
  }
  expect(high.libraryPercent).toBeLessThan(modelled.libraryPercent ?? 0);
  expect(high.enteredLine).toBeGreaterThan(modelled.enteredLine);
  expect(high.waitMeanMs).toBeGreaterThan(low.waitMeanMs);
});

it("says how far it is, and ends when that is no longer wanted", () => {
  const shares: number[] = [];
  resimulate(record, [], { onProgress: (share) => shares.push(share) });
  expect(shares.at(-1)).toBe(1);
  expect([...shares].sort((x, y) => x - y)).toEqual(shares);
  const stop = (): never => {
    throw new Error("no longer wanted");
  };
  expect(() => resimulate(record, [], { onProgress: stop })).toThrow("no longer wanted");
});
