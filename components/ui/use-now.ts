import { useSyncExternalStore } from "react";

// One ticking clock for the whole page, running only while somebody looks at it.
const readers = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;
let now = 0;

function subscribe(reader: () => void): () => void {
  readers.add(reader);
  timer ??= setInterval(() => {
    now = Date.now();
    for (const each of readers) each();
  }, 1000);
  return () => {
    readers.delete(reader);
    if (readers.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

function read(): number {
  // Never older than a second, also right after a quiet time without readers.
  const current = Date.now();
  if (current - now >= 1000) now = current;
  return now;
}

/** The browser's time in epoch milliseconds, renewed each second; 0 on the server and while hydrating. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, read, () => 0);
}
