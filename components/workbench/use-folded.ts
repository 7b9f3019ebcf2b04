"use client";

import { useCallback, useSyncExternalStore } from "react";

const listeners = new Set<() => void>();

/** Whether a part of the screen is folded away, remembered in this browser; open until said otherwise. */
export function useFolded(part: string): [isFolded: boolean, setFolded: (isFolded: boolean) => void] {
  const key = `answerline:folded:${part}`;
  const isFolded = useSyncExternalStore(
    subscribe,
    () => localStorage.getItem(key) === "yes",
    () => false,
  );
  const setFolded = useCallback(
    (next: boolean) => {
      if (next) localStorage.setItem(key, "yes");
      else localStorage.removeItem(key);
      for (const listener of listeners) listener();
    },
    [key],
  );
  return [isFolded, setFolded];
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
