"use client";

import { useCallback } from "react";
import { useSearchParams } from "next/navigation";

/** Which request is open, kept in the address, on whatever page the box stands. */
export function useOpenRequest(): { openId: string | null; open(requestId: string | null): void } {
  const openId = useSearchParams().get("request");
  const open = useCallback((requestId: string | null) => {
    const address = requestId ? `?request=${requestId}` : location.pathname;
    if (requestId && location.search === "") history.pushState(null, "", address);
    else history.replaceState(null, "", address);
  }, []);
  return { openId, open };
}
