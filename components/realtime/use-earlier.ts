"use client";
import { useCallback, useLayoutEffect, useRef, useState } from "react";
import { isRefused, type RefusedError } from "./refused-error.ts";

/** Loading of history, one page at a time however often a scroll asks. `loadEarlier` keeps its identity. */
export function useEarlier(load: () => Promise<void>): {
  isLoadingEarlier: boolean;
  loadEarlier: () => Promise<void>;
  error: RefusedError | null;
} {
  const running = useRef<Promise<void> | null>(null);
  const latest = useRef(load);
  useLayoutEffect(() => {
    latest.current = load;
  }, [load]);
  const [isLoadingEarlier, setLoading] = useState(false);
  const [error, setError] = useState<RefusedError | null>(null);
  const loadEarlier = useCallback(() => {
    running.current ??= (async () => {
      setLoading(true);
      try {
        await latest.current();
        setError(null);
      } catch (fault) {
        if (!isRefused(fault)) throw fault;
        setError(fault);
      } finally {
        running.current = null;
        setLoading(false);
      }
    })();
    return running.current;
  }, []);
  return { isLoadingEarlier, loadEarlier, error };
}
