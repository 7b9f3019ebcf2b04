/** Every fault of a chaos run by name, with the limits its effects heal within. */
import type { FailpointName, Link, World } from "./world.ts";
import { cutLinks, dropLinksOneWay, resetLinks, slowLinks } from "./link-faults.ts";

/** What the swarm lets faults do with its clients. */
export interface SwarmHandles {
  links: Link[];
  /** Pages that were just sending are closed and opened again, as by a reload. */
  reloadSomeMidSend(): Promise<void>;
  /** Browsers of agents end without a word and are opened again later. */
  killSomeAgentBrowsers(): Promise<void>;
}

export interface Fault {
  name: string;
  /** From the end of the cause until a client is whole again. */
  limitMs: { p95: number; max: number };
  /** At least so many nodes. */
  nodes: 1 | 2;
  /** Injects once; resolves when the cause is over (not when all has healed). */
  inject(world: World, swarm: SwarmHandles, random: () => number): Promise<void>;
}

/** One figure is the 95th percentile, the last page may take twice as long. */
const within = (p95: number, max = 2 * p95): Fault["limitMs"] => ({ p95, max });
const pick = <T>(list: readonly T[], random: () => number): T => {
  const found = list[Math.floor(random() * list.length)];
  if (found === undefined) throw new Error("nothing to choose from");
  return found;
};
const redisOf = (world: World) => {
  if (world.redis === null) throw new Error("this fault needs a Redis");
  return world.redis;
};

/** Breaks off at these points at least so often, over all nodes; gives up when nothing passes any more. */
async function armUntil(world: World, rates: Partial<Record<FailpointName, number>>, hits: number, limitMs: number) {
  const before = await world.failpointHits();
  const armedBefore = world.nodes.map((node) => node.armed);
  const deadline = performance.now() + limitMs;
  for (const node of world.nodes) node.arm({ ...node.armed, ...rates });
  const isDone = async () => {
    const now = await world.failpointHits();
    return (Object.keys(rates) as FailpointName[]).every((point) => now[point] - before[point] >= hits);
  };
  while (!world.areFaultsOver && performance.now() < deadline && !(await isDone())) await world.pause(200);
  for (const [at, node] of world.nodes.entries()) node.arm(armedBefore[at] ?? {});
  // One that killed itself may still be on its way back.
  await Promise.all(world.nodes.map((node) => node.start()));
}

async function killRedisFor(world: World, ms: number): Promise<void> {
  const redis = redisOf(world);
  await redis.kill();
  await world.pause(ms);
  await redis.start();
}

export const faults: readonly Fault[] = [
  {
    name: "node-kill",
    limitMs: within(5_000, 10_000),
    nodes: 1,
    async inject(world, _swarm, random) {
      const node = pick(world.nodes, random);
      await node.kill();
      await world.pause(500 + 1_500 * random());
      await node.start();
    },
  },
  {
    name: "rolling-restart",
    limitMs: within(3_000, 8_000),
    nodes: 1,
    async inject(world) {
      for (const node of world.nodes) {
        await node.stop();
        await node.start();
      }
    },
  },
  {
    name: "all-kill",
    limitMs: within(15_000),
    nodes: 1,
    async inject(world) {
      await Promise.all([world.postgres.kill(), world.redis?.kill(), ...world.nodes.map((node) => node.kill())]);
      await Promise.all([world.postgres.start(), world.redis?.start(), ...world.nodes.map((node) => node.start())]);
    },
  },
  {
    name: "postgres-restart",
    limitMs: within(5_000),
    nodes: 1,
    inject: (world) => world.postgres.restartImmediately(),
  },
  {
    name: "postgres-terminate",
    limitMs: within(5_000),
    nodes: 1,
    inject: (world) => world.postgres.terminateBackends(),
  },
  {
    name: "postgres-stop-20s",
    limitMs: within(5_000),
    nodes: 1,
    async inject(world) {
      await world.postgres.stop();
      await world.pause(20_000);
      await world.postgres.start();
    },
  },
  { name: "redis-kill-2s", limitMs: within(3_000), nodes: 2, inject: (world) => killRedisFor(world, 2_000) },
  { name: "redis-kill-15s", limitMs: within(3_000), nodes: 2, inject: (world) => killRedisFor(world, 15_000) },
  // A shorter run ends it early (`endFaults`): there Redis is away for the rest of it.
  { name: "redis-kill-5min", limitMs: within(3_000), nodes: 2, inject: (world) => killRedisFor(world, 300_000) },
  {
    name: "start-without-redis",
    limitMs: within(5_000),
    nodes: 2,
    async inject(world, _swarm, random) {
      const node = pick(world.nodes, random);
      await node.stop();
      await redisOf(world).kill();
      const started = node.start();
      await world.pause(5_000);
      await redisOf(world).start();
      await started;
    },
  },
  {
    name: "start-without-database",
    limitMs: within(5_000),
    nodes: 1,
    async inject(world, _swarm, random) {
      const node = pick(world.nodes, random);
      await node.stop();
      await world.postgres.stop();
      const started = node.start();
      await world.pause(5_000);
      await world.postgres.start();
      const appearedAt = performance.now();
      await started;
      const readyMs = Math.round(performance.now() - appearedAt);
      if (readyMs > 5_000) throw new Error(`${node.name} was ready ${readyMs} ms after the database appeared`);
    },
  },
  {
    name: "link-reset",
    limitMs: within(3_000),
    nodes: 1,
    inject: (_world, { links }, random) => resetLinks(links, random),
  },
  {
    name: "link-cut-30s",
    limitMs: within(3_000),
    nodes: 1,
    inject: (world, { links }, random) => cutLinks(world, links, random, 30_000),
  },
  {
    name: "link-one-way",
    limitMs: within(20_000),
    nodes: 1,
    inject: (world, { links }, random) => dropLinksOneWay(world, links, random, 20_000),
  },
  {
    name: "link-slow-lossy",
    limitMs: within(20_000),
    nodes: 1,
    inject: (world, { links }, random) => slowLinks(world, links, random, 20_000),
  },
  {
    name: "ack-lost",
    limitMs: within(20_000),
    nodes: 1,
    inject: (world) => armUntil(world, { afterCommitBeforeAck: 0.3 }, 60, 15_000),
  },
  {
    name: "agent-browser-killed",
    limitMs: within(15_000),
    nodes: 1,
    inject: (_world, swarm) => swarm.killSomeAgentBrowsers(),
  },
  { name: "page-reload", limitMs: within(3_000), nodes: 1, inject: (_world, swarm) => swarm.reloadSomeMidSend() },
  {
    name: "clock-off",
    limitMs: within(3_000, 8_000),
    nodes: 1,
    async inject(world, _swarm, random) {
      const node = pick(world.nodes, random);
      node.clockOffsetMs = node.clockOffsetMs === 0 ? (random() < 0.5 ? -3_600_000 : 3_600_000) : 0;
      await node.stop();
      await node.start();
    },
  },
  {
    name: "failpoints",
    limitMs: within(5_000, 10_000),
    nodes: 1,
    inject: (world) =>
      armUntil(
        world,
        { beforeCommit: 0.04, afterCommitBeforeAck: 0.06, afterAckBeforePublish: 0.04, doubtfulCommit: 0.04 },
        20,
        40_000,
      ),
  },
];
