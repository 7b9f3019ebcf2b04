/** When clients could not have been served, whatever they did: no node or no database was up, or a fault was in force. */
import type { World } from "../world/world.ts";

const LOOK_MS = 25;

export interface Outages {
  /** A cause begins; the returned function says that it is over. */
  begin(): () => void;
  /** The later of the moment a client lost its way and the end of the last outage before it was whole again. */
  canServeSince(lostAt: number, wholeAt: number): number;
  stop(): void;
}

/** Looks at them now and then, since a fault may end one outage long before it is over itself. */
export function watchOutages({
  nodes,
  postgres,
}: {
  nodes: readonly Pick<World["nodes"][number], "isUp">[];
  postgres: Pick<World["postgres"], "isUp">;
}): Outages {
  /** `performance.now()` of each end. */
  const ends: number[] = [];
  let isOut = false;
  const timer = setInterval(() => {
    // A node without its database refuses everybody: "unavailable, try again".
    const isUp = postgres.isUp && nodes.some((node) => node.isUp);
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
