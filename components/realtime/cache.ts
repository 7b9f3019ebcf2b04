/** The name of one piece of server state and the shape that lives there. */
export interface CacheKey<T> {
  readonly path: readonly unknown[];
  /** Carries the shape for the compiler; never set. */
  readonly shape?: T;
}

/**
 * Where server state lives. In the browser it is TanStack Query's cache (`query-cache.ts`); a Node client of a test
 * uses the memory below. Only the two sessions write to it.
 */
export interface Cache {
  read<T>(key: CacheKey<T>): T | undefined;
  write<T>(key: CacheKey<T>, value: T): void;
  remove(key: CacheKey<unknown>): void;
  /** Every held piece whose path starts like this. */
  held<T>(prefix: CacheKey<T>): { key: CacheKey<T>; value: T }[];
  /** Marks everything below a path as stale: fetched again where shown. */
  invalidate(path: readonly unknown[]): void;
}

/** Writes `change` of what is there; does nothing when nothing is there, or nothing changes. */
export function patch<T>(cache: Cache, key: CacheKey<T>, change: (value: T) => T): T | undefined {
  const before = cache.read(key);
  if (before === undefined) return undefined;
  const after = change(before);
  if (after !== before) cache.write(key, after);
  return after;
}

export function createMemoryCache(): Cache & { invalidated: (readonly unknown[])[] } {
  const held = new Map<string, { key: CacheKey<unknown>; value: unknown }>();
  const invalidated: (readonly unknown[])[] = [];
  const nameOf = (key: CacheKey<unknown>): string => JSON.stringify(key.path);
  return {
    invalidated,
    read: <T>(key: CacheKey<T>) => held.get(nameOf(key))?.value as T | undefined,
    write: (key, value) => void held.set(nameOf(key), { key, value }),
    remove: (key) => void held.delete(nameOf(key)),
    held: <T>(prefix: CacheKey<T>) =>
      [...held.values()].filter(({ key }) => prefix.path.every((part, index) => key.path[index] === part)) as {
        key: CacheKey<T>;
        value: T;
      }[],
    invalidate: (path) => void invalidated.push(path),
  };
}
