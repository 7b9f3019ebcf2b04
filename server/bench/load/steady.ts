import { quantile } from "../metrics.ts";
import type { PaceFigures } from "../swarm/pace-figures.ts";
import { breachesOf, say, withScene, type Scene } from "./scene.ts";

const CONVERSATIONS = 1_000;
const PER_SECOND = 100;
const WARM_SECONDS = 10;

const ms = (values: readonly number[], share: number): number => Math.round(quantile(values, share) * 10) / 10;

/** Latencies of one stretch of messages, in ms. */
export const latenciesOf = ({ ackMs, deliveryMs }: PaceFigures) => ({
  ackP50Ms: ms(ackMs, 0.5),
  ackP95Ms: ms(ackMs, 0.95),
  ackP99Ms: ms(ackMs, 0.99),
  deliveryP50Ms: ms(deliveryMs, 0.5),
  deliveryP95Ms: ms(deliveryMs, 0.95),
  deliveryP99Ms: ms(deliveryMs, 0.99),
});

export const countOf = (faults: Record<string, number>): number =>
  Object.values(faults).reduce((sum, count) => sum + count, 0);

/** Everybody connects, every customer asks for a person, every agent takes one: through the product's own commands. */
export async function openShop({ people }: Scene, conversations: number): Promise<void> {
  const { connected } = await people.ask<{ connected: number }>("connect");
  say(`${connected} connected`);
  await people.ask("serve", { from: 0, to: conversations, count: 0 });
  await people.ask("queue");
  const { taken } = await people.ask<{ taken: number }>("taken", { count: conversations });
  say(`${taken} conversations are served`);
  if (taken < conversations) throw new Error(`only ${taken} of ${conversations} conversations were served`);
}

export const pace = (
  { people }: Scene,
  perSecond: number,
  seconds: number,
  more: { isKeepingIds?: boolean; hasCursors?: boolean; patienceMs?: number } = {},
): Promise<PaceFigures> =>
  people.ask("pace", { perSecond, seconds, isKeepingIds: false, hasCursors: true, patienceMs: 5_000, ...more });

/** L1: 1,000 conversations, an agent's and a customer's socket each, 100 messages a second with their read cursors. */
export function runSteady(seconds: number) {
  return withScene({ customers: CONVERSATIONS, agents: CONVERSATIONS, capacity: 1 }, async (scene) => {
    await openShop(scene, CONVERSATIONS);
    await pace(scene, PER_SECOND, WARM_SECONDS);
    say(`${PER_SECOND} messages a second for ${seconds} s`);
    const figures = await pace(scene, PER_SECOND, seconds);
    const { rss } = await scene.server.ask<{ rss: number }>("cpu");
    const { faults } = await scene.people.ask<{ faults: Record<string, number> }>("faults");
    const latencies = latenciesOf(figures);
    const line = {
      bench: "load L1",
      sockets: 2 * CONVERSATIONS,
      messages: figures.sent,
      seconds,
      ...latencies,
      errors: countOf(figures.faults) + countOf(faults) + figures.slowDowns,
      faults: { ...faults, ...figures.faults },
      rssMb: Math.round(rss / 2 ** 20),
      othersCpuPercent: scene.othersCpuPercent(),
    };
    return {
      line,
      breaches: breachesOf([
        { name: "ackP95Ms", value: latencies.ackP95Ms, atMost: 60 },
        { name: "ackP99Ms", value: latencies.ackP99Ms, atMost: 200 },
        { name: "deliveryP95Ms", value: latencies.deliveryP95Ms, atMost: 100 },
        { name: "deliveryP99Ms", value: latencies.deliveryP99Ms, atMost: 300 },
        { name: "errors", value: line.errors, atMost: 0 },
        { name: "rssMb", value: line.rssMb, atMost: 600 },
      ]),
    };
  });
}
