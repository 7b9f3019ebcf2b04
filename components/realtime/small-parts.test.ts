import { expect, test } from "vitest";
import type { Ack } from "#server/contract/errors.ts";
import { createIntent } from "./command-intent.ts";
import { createCursorSender } from "./cursor-sender.ts";
import { createHoldSet } from "./hold-set.ts";
import { createResumer } from "./resumer.ts";
import { createServerClock } from "./server-clock.ts";
import { createFakeClock, settled } from "./testing/fake-clock.ts";
import { createTypingSender } from "./typing-sender.ts";

test("one intent keeps its clientId until it is answered", async () => {
  const answers: Ack<object>[] = [];
  const ids: (string | undefined)[] = [];
  const send = createIntent<{ offerId: string }, object>(async ({ clientId }) => {
    ids.push(clientId);
    return answers.shift() ?? { ok: true, data: {} };
  }, true);
  const lost: Ack<object> = { ok: false, error: { code: "unavailable" } };
  answers.push(lost, lost);
  expect((await send({ offerId: "a" })).ok).toBe(false);
  await send({ offerId: "a" });
  expect(new Set(ids).size).toBe(1);
  expect(ids.length).toBe(3);
  await send({ offerId: "a" });
  await send({ offerId: "b" });
  expect(new Set(ids).size).toBe(3);
  answers.push({ ok: false, error: { code: "offer_gone" } });
  await send({ offerId: "b" });
  await send({ offerId: "b" });
  expect(new Set(ids).size).toBe(5);
});

test("two presses of one button before the answer are one intent", async () => {
  const ids = new Set<string | undefined>();
  const send = createIntent<{ offerId: string }, object>(
    async ({ clientId }) => (ids.add(clientId), { ok: true, data: {} }),
    true,
  );
  await Promise.all([send({ offerId: "a" }), send({ offerId: "a" })]);
  expect(ids.size).toBe(1);
});

test("a command without clientId gets none", async () => {
  const inputs: object[] = [];
  const send = createIntent<{ language: string }, object>(
    async (input) => (inputs.push(input), { ok: true, data: {} }),
    false,
  );
  await send({ language: "en" });
  expect(inputs).toEqual([{ language: "en" }]);
});

test("typing is told at most once a second and ends by rest, by send, by emptying", async () => {
  const clock = createFakeClock();
  const told: [boolean, string][] = [];
  const typing = createTypingSender(clock, (isTyping, text) => told.push([isTyping, text]));
  for (const text of ["h", "he", "hel", "hell", "hello"]) typing.onType(text);
  await clock.advance(1_000);
  expect(told).toEqual([
    [true, "h"],
    [true, "hello"],
  ]);
  await clock.advance(3_000);
  expect(told.at(-1)).toEqual([false, ""]);
  typing.stop();
  expect(told.length).toBe(3);
  typing.onType("x");
  typing.onType("");
  expect(told.slice(3)).toEqual([
    [true, "x"],
    [false, ""],
  ]);
  await clock.advance(60_000);
  expect(told.length).toBe(5);
  expect(clock.timers()).toBe(0);
});

test("a cursor is told once, however many others move", async () => {
  const clock = createFakeClock();
  const told: string[] = [];
  let isTaken = false;
  const cursors = createCursorSender(clock, async (id, { readSeq }) => (told.push(`${id}${readSeq}`), isTaken));
  cursors.read("a", 1);
  await clock.advance(1_000);
  isTaken = true;
  cursors.flush();
  await clock.advance(1_000);
  cursors.read("b", 1);
  cursors.read("a", 1);
  cursors.delivered("b", 1);
  await clock.advance(2_000);
  expect(told).toEqual(["a1", "a1", "b1"]);
});

test("a resume asked for while one runs is run again; a hole the server cannot fill is asked for ever more rarely", async () => {
  const clock = createFakeClock();
  const pages: (() => void)[] = [];
  let hasHole = false;
  let fetched = 0;
  const resumer = createResumer({
    clock,
    random: () => 0.5,
    hasHole: () => hasHole,
    fetchPage: () => {
      fetched += 1;
      return new Promise((resolve) => pages.push(() => resolve("done")));
    },
  });
  resumer.resume("s");
  resumer.resume("s");
  resumer.resume("s");
  pages.shift()?.();
  await settled();
  pages.shift()?.();
  await settled();
  expect(fetched).toBe(2);
  expect(clock.timers()).toBe(0);
  hasHole = true;
  resumer.hole("s");
  for (let count = 0; count < 120; count += 1) {
    await clock.advance(500);
    pages.shift()?.();
  }
  expect(fetched).toBeGreaterThan(4);
  expect(fetched).toBeLessThan(20);
});

test("the server’s clock is the nearest guess heard on this connection", async () => {
  const clock = createFakeClock(1_000);
  const server = createServerClock(clock);
  expect(server.now()).toBe(1_000);
  server.hear(61_000 - 80);
  server.hear(61_000 - 20);
  server.hear(61_000 - 500);
  expect(server.now()).toBe(60_980);
  server.forget();
  server.hear(500);
  expect(server.now()).toBe(500);
});

test("a hold ends a while after its last release, and only once", async () => {
  const clock = createFakeClock();
  const seen: string[] = [];
  const holds = createHoldSet<string>(clock, 100, {
    onFirst: (key) => seen.push(`+${key}`),
    onLast: (key) => seen.push(`-${key}`),
  });
  const first = holds.hold("a");
  const second = holds.hold("a");
  first();
  first();
  await clock.advance(200);
  expect(holds.has("a")).toBe(true);
  second();
  holds.hold("a")();
  await clock.advance(50);
  expect(seen).toEqual(["+a"]);
  await clock.advance(50);
  expect(seen).toEqual(["+a", "-a"]);
});
