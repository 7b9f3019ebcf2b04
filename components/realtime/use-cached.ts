"use client";
import { skipToken, useQuery } from "@tanstack/react-query";
import type { CacheKey } from "./cache.ts";

/** A piece that a session pushes into the cache; undefined until it did. */
export function useCached<T>(key: CacheKey<T>): T | undefined {
  return useQuery<T>({ queryKey: key.path, queryFn: skipToken }).data;
}
