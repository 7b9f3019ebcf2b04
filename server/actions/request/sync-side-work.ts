import { refusalOf } from "../../contract/errors.ts";
import { claimedByStaff } from "../../store/requests.ts";
import type { App } from "../app.ts";

type Needed = Pick<App, "database" | "dispatcher">;

/** One count at a time in a process: of two at once the older could be told last. */
const underWay = new WeakMap<Needed["dispatcher"], Promise<void>>();

/**
 * Tells the engine how many requests each agent holds, where it believes otherwise. Called after each change of a claim
 * and by the sweep of every node, so that what was lost or told late heals within its 2 s; one read when nothing differs.
 */
export function syncSideWork(app: Needed): Promise<void> {
  const before = underWay.get(app.dispatcher) ?? Promise.resolve();
  const now = before.catch(() => undefined).then(() => syncOnce(app));
  underWay.set(app.dispatcher, now);
  return now;
}

async function syncOnce({ database, dispatcher }: Needed): Promise<void> {
  if (!dispatcher.isReady) return;
  const claimed = await claimedByStaff(database.main);
  for (const { id, sideWork } of [...dispatcher.state.agents.values()]) {
    const requests = claimed.get(id) ?? 0;
    if (sideWork.requests === requests) continue;
    await dispatcher
      .dispatch({ type: "side-work:changed", agentId: id, sideWork: { ...sideWork, requests } })
      .catch((error: unknown) => {
        // Removed meanwhile: there is nobody to count for.
        if (refusalOf(error)?.code !== "not_found") throw error;
      });
  }
}
