import type { ShopSettings } from "#server/contract/admin-commands.ts";
import type { AgentInput } from "#components/realtime/command-shapes.ts";

/** A busy reason while it is edited; `code` stays what it was, because past states name it. */
export interface ReasonDraft {
  code: string;
  label: Record<string, string>;
}

/** The shop's settings while they are edited. */
export interface SettingsDraft {
  name: string;
  greeting: Record<string, string>;
  accentColor: string;
  allowedOrigins: string[];
  busyReasons: ReasonDraft[];
  handOff: { single: number; mean: number };
}

export type SettingsFault = "name" | "reason";

export function draftOf({ site, busyReasons, handOff }: ShopSettings): SettingsDraft {
  return {
    name: site.name,
    greeting: { ...site.greeting },
    accentColor: site.accentColor,
    allowedOrigins: site.allowedOrigins,
    busyReasons: busyReasons.map(({ code, label }) => ({ code, label: { ...label } })),
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
    handOff: draft.handOff,
  };
}

export function isSameDraft(a: SettingsDraft, b: SettingsDraft): boolean {
  return JSON.stringify(inputOf(a)) === JSON.stringify(inputOf(b));
}

/** What keeps the draft from being saved, by field: `name`, `busyReasons.<index>`. */
export function faultsOf(draft: SettingsDraft): Map<string, SettingsFault> {
  const faults = new Map<string, SettingsFault>();
  const name = draft.name.trim();
  if (name === "" || name.length > 120) faults.set("name", "name");
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
