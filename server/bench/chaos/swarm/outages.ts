/** When clients could not have been served, whatever they did: no node was up, or a fault was still in force. */
import type { ChaosNode } from "../world/world.ts";

const LOOK_MS = 25;

export interface Outages {
  /** A cause begins; the returned function says that it is over. */
  begin(): () => void;
  /** The later of the moment a client lost its way and the end of the last outage before it was whole again. */
  canServeSince(lostAt: number, wholeAt: number): number;
  stop(): void;
}

export function watchOutages(nodes: readonly ChaosNode[]): Outages {
  /** `performance.now()` of each end. */
  const ends: number[] = [];
  let isOut = false;
  const timer = setInterval(() => {
    const isUp = nodes.some((node) => node.isUp);
    if (isOut && isUp) ends.push(performance.now());
    isOut = !isUp;
  }, LOOK_MS);
  return {
    begin: () => () => void ends.push(performance.now()),
    canServeSince: (lostAt, wholeAt) =>
      ends.reduce((since, end) => (end > since && end <= wholeAt ? end : since), lostAt),
    stop: () => clearInterval(timer),
  };
}
