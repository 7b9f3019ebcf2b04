import type { Clock } from "./clock.ts";

/**
 * Counts who needs a thing on screen; the last release ends it only after a while, because screens swap (React mounts
 * twice in development, a click goes back to the chat before).
 */
export interface HoldSet<K> {
  /** Returns the release, harmless to call twice. */
  hold(key: K): () => void;
  has(key: K): boolean;
  keys(): K[];
  stop(): void;
}

export function createHoldSet<K>(
  clock: Clock,
  lingerMs: number,
  run: { onFirst: (key: K) => void; onLast: (key: K) => void },
): HoldSet<K> {
  const counts = new Map<K, number>();
  const leaving = new Map<K, () => void>();
  return {
    hold(key) {
      leaving.get(key)?.();
      leaving.delete(key);
      const count = counts.get(key);
      counts.set(key, (count ?? 0) + 1);
      if (count === undefined) run.onFirst(key);
      let isReleased = false;
      return () => {
        if (isReleased) return;
        isReleased = true;
        const left = (counts.get(key) ?? 1) - 1;
        counts.set(key, left);
        if (left > 0) return;
        leaving.set(
          key,
          clock.after(lingerMs, () => {
            leaving.delete(key);
            counts.delete(key);
            run.onLast(key);
          }),
        );
      };
    },
    has: (key) => counts.has(key),
    keys: () => [...counts.keys()],
    stop() {
      for (const cancel of leaving.values()) cancel();
      leaving.clear();
    },
  };
}
