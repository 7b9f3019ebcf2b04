"use client";
import type { RefusedError } from "./refused-error.ts";
import { useEarlier } from "./use-earlier.ts";

/** The next page of a list, one at a time however often it is asked for. */
export function useLoadMore(load: () => Promise<void>): {
  isLoadingMore: boolean;
  loadMore: () => Promise<void>;
  error: RefusedError | null;
} {
  const { isLoadingEarlier, loadEarlier, error } = useEarlier(load);
  return { isLoadingMore: isLoadingEarlier, loadMore: loadEarlier, error };
}
