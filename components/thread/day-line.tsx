"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useNow } from "#components/ui/use-now.ts";
import { SystemLine } from "./system-line.tsx";
import type { ThreadView } from "./thread-entry.ts";

const dayMs = 24 * 3600 * 1000;

/** "Today", "Yesterday", else the date; with the year when it is another one. */
export function DayLine({ at, view }: { at: number; view: ThreadView }) {
  const t = useTranslations("thread");
  const format = useFormatter();
  const now = useNow();
  const day = (moment: number) => format.dateTime(moment, { year: "numeric", month: "numeric", day: "numeric" });
  const year = (moment: number) => format.dateTime(moment, { year: "numeric" });
  const date = () =>
    format.dateTime(at, {
      weekday: "long",
      day: "numeric",
      month: "long",
      ...(now > 0 && year(at) === year(now) ? {} : { year: "numeric" }),
    });
  const name = day(at) === day(now) ? t("today") : day(at) === day(now - dayMs) ? t("yesterday") : date();
  return <SystemLine view={view}>{name}</SystemLine>;
}
