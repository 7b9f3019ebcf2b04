import { describe, expect, it } from "vitest";
import type { QueuePlace } from "#server/contract/index.ts";
import { type PlaceStory, placeStory } from "./place-story.ts";
import { conversationId } from "./testing/items.ts";

const place = (position: number, rose: QueuePlace["rose"] = null): QueuePlace => ({
  conversationId,
  position,
  places: null,
  range: null,
  rose,
  isAnybodyReachable: true,
  at: 0,
});
const tell = (...places: QueuePlace[]) => places.reduce<PlaceStory | null>(placeStory, null);

describe("placeStory (A4)", () => {
  it("the first place and one that falls need no line", () => {
    expect(tell(place(3), place(2))).toMatchObject({ position: 2, from: 3, rose: null });
  });

  it("a place that rises always has a line, even when the server gave none", () => {
    expect(tell(place(2), place(3, "worse_match_first"))?.rose).toBe("worse_match_first");
    expect(tell(place(2), place(3))?.rose).toBe("unknown");
  });

  it("the line stays while the place does, and goes when it falls", () => {
    expect(tell(place(2), place(3, "returned"), place(3))?.rose).toBe("returned");
    expect(tell(place(2), place(3, "returned"), place(3), place(2))?.rose).toBeNull();
  });

  it("the bar grows with the line and never shows a place outside it", () => {
    expect(tell(place(2), place(5, "returned"))).toMatchObject({ position: 5, from: 5 });
  });

  it("among several places the first counts: within them nothing rises", () => {
    const among = (position: number, from: number, rose: QueuePlace["rose"] = null): QueuePlace => ({
      ...place(position, rose),
      places: { from, to: from + 4 },
    });
    expect(tell(among(17, 16), among(18, 16))).toMatchObject({ position: 16, rose: null });
    expect(tell(among(20, 16), among(21, 21, "worse_match_first"))?.rose).toBe("worse_match_first");
    expect(tell(among(12, 11), place(10))).toMatchObject({ position: 10, places: null, rose: null });
  });

  it("the waiting time is the newest one, whatever the place does", () => {
    const range = { lowMs: 120_000, highMs: 300_000 };
    expect(tell({ ...place(3), range }, place(3))?.range).toBeNull();
    expect(tell(place(3), { ...place(2), range })?.range).toEqual(range);
  });

  it("another line is said to be one", () => {
    expect(tell(place(2), place(4, "other_line"))?.rose).toBe("other_line");
  });

  it("another wait begins a new story; none is left after the end", () => {
    const other = { ...place(6), conversationId: "other" as QueuePlace["conversationId"] };
    expect(tell(place(2), other)).toMatchObject({ position: 6, rose: null });
    expect(placeStory(tell(place(2)), null)).toBeNull();
  });
});
