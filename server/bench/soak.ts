/**
 * `npm run bench -- soak [--minutes 20]`: people come and go while others write; the heap after collection stays flat, and
 * when everybody has left, the server holds what it held before they came.
 */
import { parseArgs } from "node:util";
import { withScene, say, wait, breachesOf, type Scene } from "./load/scene.ts";
import { countOf, latenciesOf, pace } from "./load/steady.ts";
import type { PaceFigures } from "./swarm/pace-figures.ts";

const AGENTS = 40;
const CAPACITY = 5;
/** Customers served at a time; as many agents' seats stay free, so that nobody waits. */
const PRESENT = 160;
/** Customers who finish and are replaced, each minute: 10 %. */
const CHURN = 16;
const PER_SECOND = 50;
const MINUTE_MS = 60_000;
/** Graces of the rules and idle times of the pools are over by then. */
const REST_MS = 200_000;
/** The pools let go of what was not used for thirty seconds. */
const SETTLE_MS = 40_000;
const GROWTH_PERCENT = 5;

interface Look {
  heapUsed: number;
  rss: number;
  fds: number;
  sockets: number;
  rooms: number;
  poolClients: number;
  listeners: number;
  held: number;
  resources: Record<string, number>;
}

/**
 * What must be as before when everybody has left. Connections to the database come and go by themselves, up to as many as
 * periodic looks need at one moment, and each holds a file, a handle and a timer: those are told apart.
 */
const countsOf = (look: Look) => ({
  sockets: look.sockets,
  rooms: look.rooms,
  listeners: look.listeners,
  heldConversations: look.held,
  poolClients: look.poolClients,
  otherFds: look.fds - look.poolClients,
  otherTimers: Math.max(0, (look.resources.Timeout ?? 0) - look.poolClients),
  otherTcpHandles: (look.resources.TCPSocketWrap ?? 0) - look.poolClients,
});
type Counts = ReturnType<typeof countsOf>;

const names = (counts: Counts) => Object.keys(counts) as (keyof Counts)[];
const isNoMore = (now: Counts, before: Counts): boolean => names(before).every((name) => now[name] <= before[name]);

/** The most that was held within a minute of rest. */
async function restingCounts({ server }: Scene): Promise<Counts> {
  await wait(SETTLE_MS);
  const looks: Counts[] = [];
  for (let turn = 0; turn < 10; turn += 1) {
    looks.push(countsOf(await server.ask<Look>("look")));
    await wait(3_000);
  }
  return Object.fromEntries(
    names(looks[0]!).map((name) => [name, Math.max(...looks.map((each) => each[name]))]),
  ) as Counts;
}

/** Waits until no more is held than before, at most `REST_MS`; then what is held. */
async function countsAfter({ server }: Scene, before: Counts): Promise<Counts> {
  const endAt = performance.now() + REST_MS;
  for (;;) {
    await wait(5_000);
    const now = countsOf(await server.ask<Look>("look"));
    if (isNoMore(now, before) || performance.now() > endAt) return now;
  }
}

async function soak(scene: Scene, minutes: number) {
  const { server, people } = scene;
  const look = () => server.ask<Look>("look");
  // Everything that is made once (pools, prepared code) is made before "where it began" is noted.
  await people.ask("connect", { customersTo: 0 });
  await people.ask("serve", { from: 0, to: AGENTS, count: 0 });
  await people.ask("come", { from: 0, to: CHURN });
  await people.ask("taken", { count: CHURN });
  await people.ask("finish", { from: 0, to: CHURN });
  await people.ask("leaveAll");
  const before = await restingCounts(scene);
  say(`before: ${JSON.stringify(before)}`);

  await people.ask("connect", { customersTo: 0 });
  await people.ask("serve", { from: 0, to: AGENTS, count: 0 });
  let first = CHURN;
  let next = first + PRESENT;
  await people.ask("come", { from: first, to: next });
  await people.ask("taken", { count: PRESENT });
  const paces: PaceFigures[] = [];
  const heapMb: number[] = [];
  for (let minute = 1; minute <= minutes; minute += 1) {
    const endAt = performance.now() + MINUTE_MS;
    const running = pace(scene, PER_SECOND, 50, { patienceMs: 3_000 });
    for (let turn = 0; turn < CHURN; turn += 4) {
      await people.ask("finish", { from: first, to: first + 4 });
      await people.ask("come", { from: next, to: next + 4 });
      first += 4;
      next += 4;
      await wait(MINUTE_MS / (CHURN / 4 + 1));
    }
    paces.push(await running);
    await wait(Math.max(0, endAt - performance.now()));
    const now = await look();
    heapMb.push(Math.round((now.heapUsed / 2 ** 20) * 100) / 100);
    const { ackP99Ms } = latenciesOf(paces.at(-1)!);
    say(
      `minute ${minute}: heap ${heapMb.at(-1)} MB, rss ${Math.round(now.rss / 2 ** 20)} MB, ack p99 ${ackP99Ms} ms, ${JSON.stringify(countsOf(now))}`,
    );
  }
  const { faults } = await people.ask<{ faults: Record<string, number> }>("faults");
  await people.ask("leaveAll");
  const after = await countsAfter(scene, before);
  say(`after: ${JSON.stringify(after)}`);
  return { before, after, heapMb, paces, faults };
}

/** Prints one JSON line; 1 when the heap grew, something was left over, or a message failed. */
export async function runSoakBench(argv: string[]): Promise<number> {
  const { values } = parseArgs({ args: argv, options: { minutes: { type: "string", default: "20" } } });
  const minutes = Math.max(4, Number(values.minutes));
  const customers = CHURN + PRESENT + CHURN * minutes;
  return withScene({ customers, agents: AGENTS, capacity: CAPACITY }, async (scene) => {
    const { before, after, heapMb, paces, faults } = await soak(scene, minutes);
    // Warm after a quarter; of a few minutes each the middle one counts, since a collection may leave a little more or less.
    const warm = heapMb.slice(Math.floor(minutes / 4), Math.floor(minutes / 4) + 3);
    const heapAfterWarmUpMb = middle(warm);
    const heapAtEndMb = middle(heapMb.slice(-3));
    const growthPercent = Math.round((1_000 * (heapAtEndMb - heapAfterWarmUpMb)) / heapAfterWarmUpMb) / 10;
    const refused = paces.reduce((sum, each) => sum + each.slowDowns + countOf(each.faults), 0);
    const line = {
      bench: "soak",
      minutes,
      churnPercentPerMinute: (100 * CHURN) / PRESENT,
      messages: paces.reduce((sum, each) => sum + each.acknowledged, 0),
      heapAfterWarmUpMb,
      heapAtEndMb,
      growthPercent,
      heapMb,
      before,
      after,
      errors: refused + countOf(faults),
      faults: Object.assign({}, faults, ...paces.map((each) => each.faults)) as Record<string, number>,
      seed: 1,
      othersCpuPercent: scene.othersCpuPercent(),
    };
    const breaches = breachesOf([
      { name: "growthPercent", value: growthPercent, atMost: GROWTH_PERCENT },
      { name: "errors", value: line.errors, atMost: 0 },
      ...names(before).map((name) => ({ name, value: after[name], atMost: before[name] })),
    ]);
    process.stdout.write(`${JSON.stringify({ ...line, breaches })}\n`);
    for (const breach of breaches) say(breach);
    return breaches.length > 0 ? 1 : 0;
  });
}

const middle = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
