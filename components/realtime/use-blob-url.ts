"use client";
import { useCallback, useSyncExternalStore } from "react";

/** One object URL per blob on screen, however many show it. */
const held = new Map<Blob, { url: string; users: number }>();

function hold(blob: Blob): () => void {
  const entry = held.get(blob) ?? { url: URL.createObjectURL(blob), users: 0 };
  entry.users += 1;
  held.set(blob, entry);
  return () => {
    entry.users -= 1;
    if (entry.users > 0) return;
    held.delete(blob);
    URL.revokeObjectURL(entry.url);
  };
}

/** An object URL of a blob for as long as it is shown; null on the server and for one moment at first. */
export function useBlobUrl(blob: Blob | null): string | null {
  const subscribe = useCallback(
    (changed: () => void) => {
      if (!blob) return () => undefined;
      const release = hold(blob);
      changed();
      return release;
    },
    [blob],
  );
  return useSyncExternalStore(
    subscribe,
    () => (blob ? (held.get(blob)?.url ?? null) : null),
    () => null,
  );
}
