/** Holds the newest value for code that outlives a render. */
export interface LatestBox<T> {
  get(): T;
  set(value: T): void;
}

export function createLatestBox<T>(first: T): LatestBox<T> {
  let value = first;
  return {
    get: () => value,
    set(next) {
      value = next;
    },
  };
}
