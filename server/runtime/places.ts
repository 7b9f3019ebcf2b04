import type { QueuePlace } from "../contract/views.ts";
import { entryOf } from "../routing/holdings.ts";
import { positionOf, seats } from "../routing/queries.ts";
import type { RoutingState } from "../routing/state.ts";

/** A customer's place in line now; null when they are in none. `rose` is set by whoever knows what was shown before. */
export function placeOf(
  state: RoutingState,
  conversationId: string,
  rose: QueuePlace["rose"] = null,
): QueuePlace | null {
  const place = positionOf(state, conversationId);
  const entry = entryOf(state, conversationId);
  if (place === null || entry === null) return null;
  return {
    conversationId: conversationId as QueuePlace["conversationId"],
    position: place.position,
    isAnybodyReachable: seats(state, entry.teamId).isAnybodyReachable,
    rose,
    at: state.meta.at,
  };
}

/** People a customer could reach now: available and present. */
export function peopleOnline(state: RoutingState): number {
  return seats(state, null).available;
}
