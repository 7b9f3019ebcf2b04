import type { RequestState, RequestView } from "#server/contract/index.ts";

/** The box's three shelves. */
export const requestGroups = ["open", "mine", "done"] as const;
export type RequestGroup = (typeof requestGroups)[number];

export const statesOf: Record<RequestGroup, RequestState[]> = {
  open: ["stored", "claimed"],
  mine: ["stored", "claimed"],
  done: ["answered", "read", "withdrawn"],
};

/**
 * The requests of one shelf in reading order. Open ones: unclaimed before claimed, the oldest first, because it waits
 * longest. Mine: what I claimed and owe. Done: the latest first.
 */
export function requestsIn(group: RequestGroup, requests: readonly RequestView[], myId: string): RequestView[] {
  const states = statesOf[group];
  const fit = requests.filter(({ state }) => states.includes(state));
  if (group === "mine")
    return fit.filter((request) => request.state === "claimed" && request.claimedBy?.id === myId).toSorted(oldestFirst);
  if (group === "open")
    return fit.toSorted((a, b) => Number(a.state === "claimed") - Number(b.state === "claimed") || oldestFirst(a, b));
  return fit.toSorted((a, b) => (b.answeredAt ?? b.createdAt) - (a.answeredAt ?? a.createdAt));
}

function oldestFirst(a: RequestView, b: RequestView): number {
  return a.createdAt - b.createdAt || a.number - b.number;
}
