import type { QueuePlace } from "#server/contract/index.ts";

/** The place in line as it was last shown, and why it went up if it did. */
export interface PlaceStory {
  conversationId: string;
  position: number;
  /** Places in line when it was first shown: the length of the bar. */
  from: number;
  rose: "worse_match_first" | "returned" | "unknown" | null;
}

/**
 * The next story after a new place. A shown place never rises without a line saying why (A4): the reason stays until
 * the place has come down to where it was before.
 */
export function placeStory(before: PlaceStory | null, place: QueuePlace | null): PlaceStory | null {
  if (!place) return null;
  if (!before || before.conversationId !== place.conversationId) {
    return { conversationId: place.conversationId, position: place.position, from: place.position, rose: null };
  }
  const from = Math.max(before.from, place.position);
  if (place.position > before.position)
    return { ...before, position: place.position, from, rose: place.rose ?? "unknown" };
  return { ...before, position: place.position, from, rose: place.position === before.position ? before.rose : null };
}
