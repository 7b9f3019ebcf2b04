"use client";

import type { AnswerId } from "#server/contract/ids.ts";
import { useCallback } from "react";
import { useSearchParams } from "next/navigation";

export const newAnswer = "new";

/** Which entry is open, kept in the address: a reload and a link to it find it again. `new` is one not saved yet. */
export function useOpenAnswer(): { openId: AnswerId | typeof newAnswer | null; open(id: string | null): void } {
  const openId = useSearchParams().get("answer") as AnswerId | typeof newAnswer | null;
  const open = useCallback((id: string | null) => {
    const address = id ? `?answer=${id}` : location.pathname;
    // On a phone "back" has to lead from the entry to the list; between entries it would lead through all of them.
    if (id && location.search === "") history.pushState(null, "", address);
    else history.replaceState(null, "", address);
  }, []);
  return { openId, open };
}
