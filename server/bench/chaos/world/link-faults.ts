/** Faults of clients' lines: each hits a third of them. */
import type { Link, World } from "./world.ts";

const SHARE = 1 / 3;
const SLOW_MS = 2_000;
const LOSS_RATE = 0.05;

/** At least one. */
function some(links: readonly Link[], random: () => number): Link[] {
  const hit = links.filter(() => random() < SHARE);
  return hit.length > 0 ? hit : links.slice(0, 1);
}

async function lasting(world: World, links: readonly Link[], ms: number, harm: (link: Link) => void): Promise<void> {
  for (const link of links) harm(link);
  await world.pause(ms);
  for (const link of links) link.mend();
}

export async function resetLinks(links: readonly Link[], random: () => number): Promise<void> {
  for (const link of some(links, random)) link.reset();
}

export const cutLinks = (world: World, links: readonly Link[], random: () => number, ms: number): Promise<void> =>
  lasting(world, some(links, random), ms, (link) => link.cut());

export const dropLinksOneWay = (
  world: World,
  links: readonly Link[],
  random: () => number,
  ms: number,
): Promise<void> => lasting(world, some(links, random), ms, (link) => link.dropOneWay(random() < 0.5 ? "up" : "down"));

/** The latency is that of a whole round: half of it each way. */
export const slowLinks = (world: World, links: readonly Link[], random: () => number, ms: number): Promise<void> =>
  lasting(world, some(links, random), ms, (link) => link.delay(SLOW_MS / 2, LOSS_RATE));
