"use client";

import { useState } from "react";
import type { QueuePlace } from "#server/contract/index.ts";
import { type PlaceStory, placeStory } from "./place-story.ts";

/** The story of the place in line over the places this page has shown. */
export function usePlaceStory(place: QueuePlace | null): PlaceStory | null {
  const [held, setHeld] = useState<{ place: QueuePlace | null; story: PlaceStory | null }>({
    place: null,
    story: null,
  });
  if (held.place === place) return held.story;
  // Derived during render, so that no place is ever shown without its line.
  const story = placeStory(held.story, place);
  setHeld({ place, story });
  return story;
}
