"use client";

import type { Timetable } from "#server/contract/routing-rules.ts";
import { Plus, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Input } from "#components/ui/input.tsx";
import { useRoutingForm } from "../fields/form-context.ts";
import { useWords } from "../fields/use-words.ts";
import { SpansEditor } from "./spans-editor.tsx";

type Holiday = Timetable["holidays"][number];

/** Days that are otherwise: closed, or with hours of their own. */
export function Holidays(props: { holidays: readonly Holiday[]; onChange(holidays: Holiday[]): void }) {
  const t = useTranslations("routing.hours");
  const { holidays, onChange } = props;
  const change = (index: number, part: Partial<Holiday>) =>
    onChange(holidays.map((each, place) => (place === index ? { ...each, ...part } : each)));
  return (
    <div>
      <p className="text-sm font-medium">{t("holidays")}</p>
      <p className="text-xs text-subtle">{t("holidaysHint")}</p>
      <ul className="mt-1 divide-y divide-border">
        {holidays.map((holiday, index) => (
          <HolidayRow
            // Dates may be empty or twice while they are written.
            // biome-ignore lint/suspicious/noArrayIndexKey: see above
            key={index}
            index={index}
            holiday={holiday}
            onChange={(part) => change(index, part)}
            onRemove={() => onChange(holidays.filter((_each, place) => place !== index))}
          />
        ))}
      </ul>
      <Button
        size="sm"
        icon={<Plus aria-hidden className="icon-sm" />}
        onClick={() => onChange([...holidays, { date: "", name: "", spans: [] }])}
        className="mt-2"
      >
        {t("addHoliday")}
      </Button>
    </div>
  );
}

function HolidayRow(props: {
  index: number;
  holiday: Holiday;
  onChange(part: Partial<Holiday>): void;
  onRemove(): void;
}) {
  const t = useTranslations("routing.hours");
  const { fault } = useWords();
  const form = useRoutingForm();
  const { holiday, index } = props;
  const path = `timetable.holidays.${index}`;
  const wrongDate = form.faultAt(`${path}.date`);
  const wrongName = form.faultAt(`${path}.name`);
  const wrong = wrongDate ?? wrongName;
  const label = holiday.name.trim() || t("holidayNumber", { number: index + 1 });
  return (
    <li className="flex flex-wrap items-start gap-x-3 gap-y-2 py-2">
      <div className="flex min-w-0 flex-col gap-1">
        <span className="flex flex-wrap gap-2">
          <Input
            type="date"
            aria-label={t("date", { name: label })}
            aria-invalid={wrongDate ? true : undefined}
            value={holiday.date}
            onChange={(event) => props.onChange({ date: event.target.value })}
            className="w-38"
          />
          <Input
            aria-label={t("nameOf", { name: label })}
            aria-invalid={wrongName ? true : undefined}
            placeholder={t("namePlaceholder")}
            maxLength={80}
            value={holiday.name}
            onChange={(event) => props.onChange({ name: event.target.value })}
            className="w-44"
          />
        </span>
        {wrong && (
          <p role="alert" className="text-xs text-danger-text">
            {fault("number", wrong)}
          </p>
        )}
      </div>
      <SpansEditor
        label={label}
        path={`${path}.spans`}
        spans={holiday.spans}
        onChange={(spans) => props.onChange({ spans })}
      />
      <IconButton
        size="sm"
        label={t("removeHoliday", { name: label })}
        icon={<Trash2 aria-hidden className="icon-sm" />}
        onClick={props.onRemove}
        className="ms-auto mt-0.5"
      />
    </li>
  );
}
