"use client";

import { useCallback } from "react";
import { useSearchParams } from "next/navigation";

export const newAnswer = "new";

export const libraryTabs = ["library", "unanswered", "learned"] as const;
export type LibraryTab = (typeof libraryTabs)[number];

/** What is open on the screens of the library. */
export interface Place {
  tab: LibraryTab;
  /** An entry by id, `new` for one not saved yet; a group of unanswered questions; a learned pair. Null: the list alone. */
  openId: string | null;
}

/** What is open, kept in the address: a reload and a link find it again. */
export function usePlace(): Place & { go(place: Partial<Place>): void } {
  const search = useSearchParams();
  const asked = search.get("tab");
  const tab = libraryTabs.find((name) => name === asked) ?? "library";
  const openId = search.get("answer");
  const go = useCallback(
    (place: Partial<Place>) => {
      const next = { tab: place.tab ?? tab, openId: place.openId === undefined ? null : place.openId };
      const words = new URLSearchParams();
      if (next.tab !== "library") words.set("tab", next.tab);
      if (next.openId !== null) words.set("answer", next.openId);
      const address = words.size > 0 ? `?${words}` : location.pathname;
      // On a phone "back" has to lead from the entry to the list; between entries it would lead through all of them.
      if (next.openId !== null && !new URLSearchParams(location.search).has("answer"))
        history.pushState(null, "", address);
      else history.replaceState(null, "", address);
    },
    [tab],
  );
  return { tab, openId, go };
}
