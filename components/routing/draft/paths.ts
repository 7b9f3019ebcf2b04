/** A value inside nested objects by its path (`rules.ladder.agentMs`); undefined where there is none. */
export function valueAt(root: unknown, path: string): unknown {
  let value = root;
  for (const key of path.split(".")) {
    if (typeof value !== "object" || value === null) return undefined;
    value = (value as Record<string, unknown>)[key];
  }
  return value;
}

/** A copy of `root` with another value at a path; what lies beside the path is shared. */
export function withValueAt<T>(root: T, path: string, value: unknown): T {
  const [key = "", ...rest] = path.split(".");
  const held = root as Record<string, unknown>;
  return { ...held, [key]: rest.length === 0 ? value : withValueAt(held[key] ?? {}, rest.join("."), value) } as T;
}

/** Whether two drafts mean the same; what is no number yet (NaN) is like nothing but itself. */
export function isSame(a: unknown, b: unknown): boolean {
  return write(a) === write(b);
}

const write = (value: unknown): string =>
  JSON.stringify(value, (_key, each: unknown) => {
    if (typeof each === "number" && Number.isNaN(each)) return "NaN";
    if (typeof each !== "object" || each === null || Array.isArray(each)) return each;
    // The order of keys says nothing: what came from the database has another.
    return Object.fromEntries(Object.entries(each).sort(([x], [y]) => (x < y ? -1 : 1)));
  });
