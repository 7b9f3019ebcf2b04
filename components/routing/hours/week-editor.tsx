"use client";

import type { Timetable } from "#server/contract/routing-rules.ts";
import { useFormatter, useTranslations } from "next-intl";
import { Copy } from "lucide-react";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Menu, MenuItem } from "#components/ui/menu.tsx";
import { SpansEditor } from "./spans-editor.tsx";

/** 2024-01-01 was a Monday: only its name is used. */
const MONDAY = Date.UTC(2024, 0, 1, 12);
const DAY = 86_400_000;

/** Seven days, Monday first; a day's hours can be copied to others. */
export function WeekEditor({ week, onChange }: { week: Timetable["week"]; onChange(week: Timetable["week"]): void }) {
  const t = useTranslations("routing.hours");
  const format = useFormatter();
  const nameOf = (day: number) => format.dateTime(MONDAY + day * DAY, { weekday: "long", timeZone: "UTC" });
  const copy = (from: number, to: readonly number[]) =>
    onChange(week.map((spans, day) => (to.includes(day) ? (week[from] ?? []) : spans)));
  return (
    <div role="group" aria-label={t("week")} className="flex flex-col divide-y divide-border">
      {week.map((spans, day) => (
        <div
          key={nameOf(day)}
          className="grid grid-cols-[108px_minmax(0,1fr)_28px] items-start gap-x-3 py-2 max-sm:grid-cols-[84px_minmax(0,1fr)_28px]"
        >
          <span className="flex h-8 items-center text-sm font-medium">{nameOf(day)}</span>
          <SpansEditor
            label={nameOf(day)}
            path={`timetable.week.${day}`}
            spans={spans}
            onChange={(next) => onChange(week.map((each, index) => (index === day ? next : each)))}
          />
          <Menu
            align="end"
            trigger={
              <IconButton
                size="sm"
                label={t("copy", { day: nameOf(day) })}
                icon={<Copy aria-hidden className="icon-sm" />}
                className="mt-0.5"
              />
            }
          >
            <MenuItem onSelect={() => copy(day, [0, 1, 2, 3, 4])}>{t("toWorkdays")}</MenuItem>
            <MenuItem onSelect={() => copy(day, [0, 1, 2, 3, 4, 5, 6])}>{t("toAll")}</MenuItem>
          </Menu>
        </div>
      ))}
    </div>
  );
}
