import type { QueryClient } from "@tanstack/react-query";
import type { Cache, CacheKey } from "./cache.ts";

/** The cache port over TanStack Query's cache. The generics only carry what the key already says. */
export const createQueryCache = (queryClient: QueryClient): Cache => ({
  read: <T>(key: CacheKey<T>) => queryClient.getQueryData<T>(key.path),
  write: (key, value) => void queryClient.setQueryData(key.path, value),
  remove(key) {
    const queries = queryClient.getQueryCache();
    const query = queries.find({ queryKey: key.path, exact: true });
    // A screen that looks at it must be told; `remove` alone would leave it looking at a query that nothing writes to any more.
    if (query && query.getObserversCount() > 0) query.reset();
    else if (query) queries.remove(query);
  },
  held: <T>(prefix: CacheKey<T>) =>
    queryClient
      .getQueriesData<T>({ queryKey: prefix.path })
      .flatMap(([path, value]) => (value === undefined ? [] : [{ key: { path } as CacheKey<T>, value }])),
  invalidate: (path) => void queryClient.invalidateQueries({ queryKey: path }),
});
