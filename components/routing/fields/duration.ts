export const durationUnits = ["seconds", "minutes", "hours", "days"] as const;
export type DurationUnit = (typeof durationUnits)[number];

const sizes: Record<DurationUnit, number> = { seconds: 1000, minutes: 60_000, hours: 3_600_000, days: 86_400_000 };

/** A length of time as people write it: "90" and "seconds". The text may be anything while it is typed. */
export interface DurationText {
  value: string;
  unit: DurationUnit;
}

/** In the largest unit that leaves no fraction: 120_000 ms is 2 minutes, 90_000 is 90 seconds. */
export function durationText(ms: number): DurationText {
  const unit =
    ms === 0 ? "seconds" : ([...durationUnits].reverse().find((each) => ms % sizes[each] === 0) ?? "seconds");
  return { value: String(ms / sizes[unit]), unit };
}

/** The milliseconds meant, or null for what is no number. A comma counts as a point; fractions of a second do not exist. */
export function durationMs({ value, unit }: DurationText): number | null {
  const text = value.trim().replace(",", ".");
  if (!/^\d{1,9}(\.\d{1,3})?$/.test(text)) return null;
  return Math.round((Number(text) * sizes[unit]) / 1000) * 1000;
}
