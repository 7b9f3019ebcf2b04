import type { QueuePlace } from "#server/contract/index.ts";

/** The place in line as it was last shown, and why it went up if it did. */
export interface PlaceStory {
  conversationId: string;
  /** The place, or the first of those it is told to be among. */
  position: number;
  /** Shown instead of the position. */
  places: QueuePlace["places"];
  /** What is left to wait; null while it is not known. */
  range: QueuePlace["range"];
  /** Places in line when it was first shown: the length of the bar. */
  from: number;
  rose: NonNullable<QueuePlace["rose"]> | "unknown" | null;
}

/**
 * The next story after a new place. A shown place never rises without a line saying why (A4): the reason stays until
 * the place has come down to where it was before.
 */
export function placeStory(before: PlaceStory | null, place: QueuePlace | null): PlaceStory | null {
  if (!place) return null;
  const { conversationId, places, range } = place;
  const position = places?.from ?? place.position;
  const now = { conversationId, position, places, range };
  if (!before || before.conversationId !== conversationId) return { ...now, from: position, rose: null };
  const from = Math.max(before.from, position);
  if (position > before.position) return { ...now, from, rose: place.rose ?? "unknown" };
  return { ...now, from, rose: position === before.position ? before.rose : null };
}
