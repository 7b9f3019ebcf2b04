"use client";

import { useMemo } from "react";
import { useFormatter, useLocale, useTranslations } from "next-intl";
import { Field } from "#components/ui/field.tsx";
import { Select } from "#components/ui/select.tsx";
import { useNow } from "#components/ui/use-now.ts";
import { useRoutingForm } from "../fields/form-context.ts";
import { useWords } from "../fields/use-words.ts";

/** Every zone the browser knows, with how far it is from UTC today. */
function useZones(chosen: string): { value: string; label: string }[] {
  const locale = useLocale();
  return useMemo(() => {
    const now = Date.now();
    const known = Intl.supportedValuesOf("timeZone");
    return [
      ...(known.includes("UTC") ? [] : ["UTC"]),
      ...(known.includes(chosen) || chosen === "UTC" ? [] : [chosen]),
      ...known,
    ].map((zone) => {
      const parts = new Intl.DateTimeFormat(locale, { timeZone: zone, timeZoneName: "shortOffset" }).formatToParts(now);
      const offset = parts.find(({ type }) => type === "timeZoneName")?.value ?? "";
      return { value: zone, label: `${zone.replaceAll("_", " ")} (${offset})` };
    });
  }, [locale, chosen]);
}

/** Whose clock the hours go by. */
export function ZoneField({ zone, onChange }: { zone: string; onChange(zone: string): void }) {
  const t = useTranslations("routing.hours");
  const { fault } = useWords();
  const format = useFormatter();
  const now = useNow();
  const zones = useZones(zone);
  const wrong = useRoutingForm().faultAt("timetable.timeZone");
  return (
    <Field
      label={t("zone")}
      hint={
        wrong || now === 0
          ? undefined
          : t("thereNow", {
              time: format.dateTime(now, {
                weekday: "long",
                hour: "2-digit",
                minute: "2-digit",
                hourCycle: "h23",
                timeZone: zone,
              }),
            })
      }
      error={wrong && fault("number", wrong)}
      className="max-w-[360px]"
    >
      <Select value={zone} onChange={(event) => onChange(event.target.value)} options={zones} />
    </Field>
  );
}
