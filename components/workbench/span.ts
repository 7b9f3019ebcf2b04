/** A duration as one number and its unit, for "6 min"; the unit names a message of the area. */
export interface Span {
  unit: "seconds" | "minutes" | "hours" | "days";
  count: number;
}

/** Rounds down, as clocks do: 119 s is "1 min". Negative durations are 0 s. */
export function spanOf(ms: number): Span {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  if (seconds < 60) return { unit: "seconds", count: seconds };
  if (seconds < 3600) return { unit: "minutes", count: Math.floor(seconds / 60) };
  if (seconds < 86_400) return { unit: "hours", count: Math.floor(seconds / 3600) };
  return { unit: "days", count: Math.floor(seconds / 86_400) };
}
