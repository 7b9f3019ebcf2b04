import type { useTranslations } from "next-intl";
import type { QueuePlace } from "#server/contract/index.ts";

type Words = ReturnType<typeof useTranslations<"customer.queue">>;

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** What is left to wait in words, as coarse as the server rounded it: "less than 1 min", "about 10–20 min", "about 2–4 h". */
export function waitWords({ lowMs, highMs }: NonNullable<QueuePlace["range"]>, t: Words): string {
  const isHours = lowMs % HOUR === 0 && highMs % HOUR === 0 && highMs > 2 * HOUR;
  const unit = isHours ? HOUR : MINUTE;
  const [low, high] = [Math.round(lowMs / unit), Math.round(highMs / unit)];
  if (low <= 0) return t(isHours ? "waitLessHours" : "waitLess", { high });
  return t(isHours ? "waitHours" : "wait", { low, high });
}
