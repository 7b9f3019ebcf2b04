"use client";

import { useCallback, useSyncExternalStore } from "react";

/** From this width (px) on the context is a pane; below a drawer. The tokens' `lg`. */
export const wideQuery = "(min-width: 1200px)";
/** From this width (px) on list and chat stand side by side. The tokens' `md`. */
export const deskQuery = "(min-width: 800px)";

/** Whether a media query holds; true on the server, which draws for a desk. */
export function useMediaQuery(query: string): boolean {
  const subscribe = useCallback(
    (onChange: () => void) => {
      const media = matchMedia(query);
      media.addEventListener("change", onChange);
      return () => media.removeEventListener("change", onChange);
    },
    [query],
  );
  return useSyncExternalStore(
    subscribe,
    () => matchMedia(query).matches,
    () => true,
  );
}
