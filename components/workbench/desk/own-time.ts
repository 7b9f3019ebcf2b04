import type { ConversationView, Desk } from "#server/contract/index.ts";

/** Minutes offered for a busy that ends by itself. */
export const busyMinutes = [15, 30, 60] as const;
/** Minutes offered for leaving. */
export const leaveMinutes = [5, 10, 15, 30] as const;

const minuteMs = 60_000;
const dayMs = 86_400_000;

/**
 * The next moment a clock shows a time, in the browser's zone.
 * @param clock "HH:MM"
 * @param now epoch ms
 * @returns epoch ms within the coming day, or null for what is no time
 */
export function nextAt(clock: string, now: number): number | null {
  const found = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(clock);
  if (!found) return null;
  const at = new Date(now).setHours(Number(found[1]), Number(found[2]), 0, 0);
  return at > now ? at : at + dayMs;
}

export interface PromisePreset {
  id: "minutes" | "hour" | "today" | "tomorrow";
  /** Epoch ms. */
  at: number;
}

/** Times worth a button: soon, this evening while that is ahead, tomorrow morning. */
export function promisePresets(now: number): PromisePreset[] {
  const evening = new Date(now).setHours(18, 0, 0, 0);
  const tomorrow = new Date(new Date(now).setHours(9, 0, 0, 0));
  tomorrow.setDate(tomorrow.getDate() + 1);
  return [
    { id: "minutes", at: now + 15 * minuteMs },
    { id: "hour", at: now + 60 * minuteMs },
    ...(evening - now > 75 * minuteMs ? [{ id: "today", at: evening } as const] : []),
    { id: "tomorrow", at: tomorrow.getTime() },
  ];
}

/** Of my chats those a reminder stands for, the longest waiting first. */
export function remindedOf(conversations: readonly ConversationView[]): ConversationView[] {
  return conversations
    .filter(({ state, owedSince, ladderStep }) => state === "served" && owedSince !== null && ladderStep > 0)
    .toSorted((a, b) => (a.owedSince ?? 0) - (b.owedSince ?? 0) || (a.id < b.id ? -1 : 1));
}

/** What the state button says beside what was chosen: the first that keeps work away. */
export function deskMark(
  desk: Pick<Desk, "availability" | "isAwayByItself" | "notResponding" | "leavingAt">,
): "notResponding" | "leavingShort" | "byItself" | null {
  if (desk.availability === "offline") return null;
  if (desk.isAwayByItself) return "byItself";
  if (desk.availability === "busy") return null;
  if (desk.notResponding) return "notResponding";
  return desk.leavingAt === null ? null : "leavingShort";
}
