"use client";

import type { TeamRouting } from "#server/contract/routing-commands.ts";
import { offHoursSchema, type Timetable } from "#server/contract/routing-rules.ts";
import { DoorClosed, DoorOpen } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { Badge } from "#components/ui/badge.tsx";
import { Select } from "#components/ui/select.tsx";
import { Switch } from "#components/ui/switch.tsx";
import { useRoutingForm } from "../fields/form-context.ts";
import { RuleRow } from "../fields/rule-row.tsx";
import { Section } from "../sections/section.tsx";
import { Holidays } from "./holidays.tsx";
import { WeekEditor } from "./week-editor.tsx";
import { ZoneField } from "./zone-field.tsx";

const working = [{ from: "09:00", to: "17:30" }];
const firstTimetable = (): Timetable => ({
  timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  week: [working, working, working, working, working, [], []],
  holidays: [],
});

/** When the team is open, and what happens when it is not. */
export function HoursSection({ team }: { team: Pick<TeamRouting, "isOpen" | "nextTurnAt" | "timetable"> }) {
  const t = useTranslations("routing");
  const form = useRoutingForm();
  const timetable = form.valueAt("timetable") as Timetable | null;
  const set = (change: Partial<Timetable>) => timetable && form.setAt("timetable", { ...timetable, ...change });
  return (
    <Section id="hours" title={t("section.hours")} text={t("sectionText.hours")} end={<OpenNow team={team} />}>
      <RuleRow
        name="timetable"
        path="timetable"
        kind="switch"
        was={t(form.savedAt("timetable") === null ? "alwaysOpen" : "asBefore")}
      >
        <span className="flex min-h-8 items-center gap-2 text-sm text-muted">
          <Switch
            checked={timetable !== null}
            onCheckedChange={(isOn) =>
              form.setAt("timetable", isOn ? (form.savedAt("timetable") ?? firstTimetable()) : null)
            }
          />
          {timetable === null && t("alwaysOpen")}
        </span>
      </RuleRow>
      {timetable && (
        <>
          <ZoneField zone={timetable.timeZone} onChange={(timeZone) => set({ timeZone })} />
          <WeekEditor week={timetable.week} onChange={(week) => set({ week })} />
          <Holidays holidays={timetable.holidays} onChange={(holidays) => set({ holidays })} />
          <OffHours />
        </>
      )}
    </Section>
  );
}

/** As the rules in force have it, not as they are written here. */
function OpenNow({ team }: { team: Pick<TeamRouting, "isOpen" | "nextTurnAt" | "timetable"> }) {
  const t = useTranslations("routing.hours");
  const format = useFormatter();
  if (team.timetable === null) return null;
  const at =
    team.nextTurnAt === null
      ? ""
      : format.dateTime(team.nextTurnAt, {
          weekday: "short",
          hour: "2-digit",
          minute: "2-digit",
          hourCycle: "h23",
          timeZone: team.timetable.timeZone,
        });
  const words = team.isOpen ? (at ? "openUntil" : "open") : at ? "closedUntil" : "closed";
  return (
    <Badge
      tone={team.isOpen ? "success" : "neutral"}
      icon={team.isOpen ? <DoorOpen aria-hidden className="icon-xs" /> : <DoorClosed aria-hidden className="icon-xs" />}
    >
      {t(words, { at })}
    </Badge>
  );
}

function OffHours() {
  const t = useTranslations("routing");
  const form = useRoutingForm();
  const options = offHoursSchema.options;
  const chosen = options.find((each) => each === form.valueAt("rules.offHours")) ?? "message";
  const saved = options.find((each) => each === form.savedAt("rules.offHours")) ?? "message";
  return (
    <RuleRow
      name="offHours"
      path="rules.offHours"
      kind="switch"
      hint={t(`offHours.${chosen}.text`)}
      was={t(`offHours.${saved}.label`)}
    >
      <Select
        value={chosen}
        onChange={(event) => form.setAt("rules.offHours", event.target.value)}
        options={options.map((each) => ({ value: each, label: t(`offHours.${each}.label`) }))}
        className="w-full max-w-[232px]"
      />
    </RuleRow>
  );
}
