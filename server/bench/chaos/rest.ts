/** Brings a run to rest: everybody stops, then everything open is brought to its end. */
import type { World } from "./world/world.ts";
import type { Swarm } from "./swarm/swarm.ts";

const pause = (ms: number) => new Promise<void>((resolve) => void setTimeout(resolve, ms));
/** What makes no step for so long is stuck. */
const STUCK_MS = 30_000;
const LOOK_MS = 200;

/** Nobody begins anything; what was written is on its way to its end. */
export async function hush(swarm: Swarm, patienceMs: number): Promise<void> {
  swarm.set("hush");
  for (const until = performance.now() + patienceMs; performance.now() < until; await pause(LOOK_MS))
    if (
      swarm.people.every(
        (person) => !person.isOpen || (person.isSettled() && !person.isBusyActing() && person.isWhole()),
      )
    )
      return;
}

/** Everybody comes back, everything is served and closed. Resolves at rest, or when nothing moves any more. */
export async function drain(world: World, swarm: Swarm, log: (line: string) => void): Promise<void> {
  swarm.set("drain");
  let least = Number.POSITIVE_INFINITY;
  for (let movedAt = performance.now(); performance.now() - movedAt < STUCK_MS; await pause(LOOK_MS)) {
    const { rows } = await world.database.main.query<{ n: number }>(
      "SELECT count(*)::int AS n FROM conversations WHERE state IN ('waiting', 'served') OR (state = 'library' AND answer_due_at IS NOT NULL)",
    );
    const busy = swarm.people.filter(
      (person) => !person.isSettled() || person.isBusyActing() || !person.isWhole(),
    ).length;
    const left = (rows[0]?.n ?? 0) + busy;
    if (left === 0) return;
    if (left < least) {
      least = left;
      movedAt = performance.now();
    }
  }
  log(`${least} things did not come to rest`);
}
