import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createWakeUp } from "./wake-up.ts";

let deadline: number | null;
let ticks: number[];
let tick: () => Promise<unknown>;

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 });
  deadline = null;
  ticks = [];
  tick = () => {
    ticks.push(Date.now());
    deadline = null;
    return Promise.resolve();
  };
});
afterEach(() => {
  vi.useRealTimers();
});

const start = (clockOffsetMs = 0) =>
  createWakeUp({ nextDeadline: () => deadline, clockOffsetMs: () => clockOffsetMs, now: Date.now, tick: () => tick() });

it("ticks right after the deadline, once", async () => {
  const wakeUp = start();
  deadline = Date.now() + 5_000;
  wakeUp.reschedule();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(ticks).toEqual([]);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(ticks).toEqual([1_005_001]);
});

it("goes by the clock of the database", async () => {
  const wakeUp = start(2_000);
  deadline = Date.now() + 5_000;
  wakeUp.reschedule();
  await vi.advanceTimersByTimeAsync(3_500);
  expect(ticks).toEqual([1_003_001]);
});

it("a nearer deadline replaces the one it slept for", async () => {
  const wakeUp = start();
  deadline = Date.now() + 20_000;
  wakeUp.reschedule();
  deadline = Date.now() + 100;
  wakeUp.reschedule();
  await vi.advanceTimersByTimeAsync(20_000);
  expect(ticks).toEqual([1_000_101]);
});

it("tries again half a second after a tick that failed, and does not spin", async () => {
  const wakeUp = start();
  tick = () => {
    ticks.push(Date.now());
    return Promise.reject(new Error("the database is away"));
  };
  deadline = Date.now();
  wakeUp.reschedule();
  await vi.advanceTimersByTimeAsync(1_400);
  expect(ticks).toHaveLength(3);
});

it("after stop nothing ticks", async () => {
  const wakeUp = start();
  deadline = Date.now() + 10;
  wakeUp.reschedule();
  wakeUp.stop();
  wakeUp.reschedule();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(ticks).toEqual([]);
});
