import type { ShopSettings } from "#server/contract/admin-commands.ts";
import { intervalsSchema } from "#server/contract/admin-commands.ts";
import type { AgentInput } from "#components/realtime/command-shapes.ts";
import { durationFault, durationMs, type DurationText, durationText } from "./work/duration.ts";

export const intervalNames = [
  "graceCustomerMs",
  "graceAgentMs",
  "connectMs",
  "owedLimitMs",
  "quietWarnMs",
  "quietCloseMs",
  "creditBoundMs",
] as const;
export type IntervalName = (typeof intervalNames)[number];

/** A busy reason while it is edited; `code` stays what it was, because past states name it. */
export interface ReasonDraft {
  code: string;
  label: Record<string, string>;
}

/** The shop's settings while they are edited; durations as they are written. */
export interface SettingsDraft {
  name: string;
  greeting: Record<string, string>;
  accentColor: string;
  allowedOrigins: string[];
  busyReasons: ReasonDraft[];
  intervals: Record<IntervalName, DurationText>;
  handOff: { single: number; mean: number };
}

export type SettingsFault = "name" | "reason" | "order" | "notNumber" | "tooShort" | "tooLong";

export function draftOf({ site, busyReasons, intervals, handOff }: ShopSettings): SettingsDraft {
  return {
    name: site.name,
    greeting: { ...site.greeting },
    accentColor: site.accentColor,
    allowedOrigins: site.allowedOrigins,
    busyReasons: busyReasons.map(({ code, label }) => ({ code, label: { ...label } })),
    intervals: Object.fromEntries(
      intervalNames.map((name) => [name, durationText(intervals[name])]),
    ) as SettingsDraft["intervals"],
    handOff: { ...handOff },
  };
}

/** What the command takes; only for a draft without faults. Empty greetings and labels are left out. */
export function inputOf(draft: SettingsDraft): Omit<AgentInput<"settings:save">, "clientId"> {
  const written = (texts: Record<string, string>) =>
    Object.fromEntries(
      Object.entries(texts).flatMap(([language, text]) => (text.trim() === "" ? [] : [[language, text.trim()]])),
    );
  return {
    name: draft.name.trim(),
    greeting: written(draft.greeting),
    accentColor: draft.accentColor,
    allowedOrigins: draft.allowedOrigins,
    busyReasons: draft.busyReasons.map(({ code, label }) => ({ code, label: written(label) })),
    intervals: Object.fromEntries(
      intervalNames.map((name) => [name, durationMs(draft.intervals[name]) ?? 0]),
    ) as Record<IntervalName, number>,
    handOff: draft.handOff,
  };
}

export function isSameDraft(a: SettingsDraft, b: SettingsDraft): boolean {
  return (
    JSON.stringify(inputOf(a)) === JSON.stringify(inputOf(b)) &&
    intervalNames.every((name) => durationMs(a.intervals[name]) === durationMs(b.intervals[name]))
  );
}

/** The contract's bounds of one interval, in ms. */
export function boundsOf(name: IntervalName): { least: number; most: number } {
  const { minValue, maxValue } = intervalsSchema.shape[name];
  return { least: minValue ?? 0, most: maxValue ?? Number.MAX_SAFE_INTEGER };
}

/** What keeps the draft from being saved, by field: `name`, `intervals.…`, `busyReasons.<index>`. */
export function faultsOf(draft: SettingsDraft): Map<string, SettingsFault> {
  const faults = new Map<string, SettingsFault>();
  const name = draft.name.trim();
  if (name === "" || name.length > 120) faults.set("name", "name");
  for (const each of intervalNames) {
    const fault = durationFault(durationMs(draft.intervals[each]), boundsOf(each));
    if (fault) faults.set(`intervals.${each}`, fault);
  }
  const [warn, close] = [durationMs(draft.intervals.quietWarnMs), durationMs(draft.intervals.quietCloseMs)];
  if (warn !== null && close !== null && close <= warn && !faults.has("intervals.quietCloseMs"))
    faults.set("intervals.quietCloseMs", "order");
  draft.busyReasons.forEach(({ label }, index) => {
    if (Object.values(label).every((text) => text.trim() === "")) faults.set(`busyReasons.${index}`, "reason");
  });
  return faults;
}

/** A code no other reason has: it is stored, never read. */
export function newReasonCode(reasons: readonly ReasonDraft[]): string {
  const taken = new Set(reasons.map(({ code }) => code));
  let number = reasons.length + 1;
  while (taken.has(`reason-${number}`)) number += 1;
  return `reason-${number}`;
}
