/** A length of time in the two units a board needs: under a minute, minutes, or hours with minutes. */
export type BoardSpan =
  | { unit: "now" }
  | { unit: "minutes"; minutes: number }
  | { unit: "hours"; hours: number; minutes: string };

/** Rounds down; a minute count changes once a minute, so nothing flickers. */
export function boardSpan(ms: number): BoardSpan {
  const minutes = Math.max(0, Math.floor(ms / 60_000));
  if (minutes === 0) return { unit: "now" };
  if (minutes < 60) return { unit: "minutes", minutes };
  return { unit: "hours", hours: Math.floor(minutes / 60), minutes: String(minutes % 60).padStart(2, "0") };
}
