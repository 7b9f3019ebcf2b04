"use client";

import type { Span } from "#server/contract/routing-rules.ts";
import { Plus, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Input } from "#components/ui/input.tsx";
import { useRoutingForm } from "../fields/form-context.ts";
import { useWords } from "../fields/use-words.ts";

const MOST = 8;

/** The browser's own time field has no "24:00": midnight at the end is written 00:00. */
const shownEnd = (to: string): string => (to === "24:00" ? "00:00" : to);
const meantEnd = (to: string): string => (to === "00:00" ? "24:00" : to);

/** What is added next: after the last span, or a usual day. */
function nextSpan(spans: readonly Span[]): Span {
  const last = spans.at(-1);
  if (last === undefined) return { from: "09:00", to: "17:30" };
  const hour = Number(last.to.slice(0, 2)) + 1;
  return hour > 22
    ? { from: "00:00", to: "01:00" }
    : { from: `${String(hour).padStart(2, "0")}:00`, to: `${String(hour + 1).padStart(2, "0")}:00` };
}

/** When a day is open: any number of spans, none is closed. */
export function SpansEditor(props: {
  /** Whose hours these are. */
  label: string;
  path: string;
  spans: readonly Span[];
  onChange(spans: Span[]): void;
}) {
  const t = useTranslations("routing.hours");
  const { fault } = useWords();
  const wrong = useRoutingForm().faultUnder(props.path);
  const { spans, onChange, label } = props;
  const change = (index: number, part: Partial<Span>) =>
    onChange(spans.map((span, each) => (each === index ? { ...span, ...part } : span)));
  return (
    <div className="flex min-w-0 flex-col gap-1.5">
      {spans.map((span, index) => (
        // Spans have no names of their own; what is typed in one stays in its place.
        // biome-ignore lint/suspicious/noArrayIndexKey: see above
        <div key={index} className="flex flex-wrap items-center gap-1.5">
          <Input
            type="time"
            aria-label={t("from", { day: label, number: index + 1 })}
            aria-invalid={wrong ? true : undefined}
            value={span.from}
            onChange={(event) => change(index, { from: event.target.value })}
            className="w-28 max-md:w-33"
          />
          <span aria-hidden className="text-subtle">
            –
          </span>
          <Input
            type="time"
            aria-label={t("to", { day: label, number: index + 1 })}
            aria-invalid={wrong ? true : undefined}
            value={shownEnd(span.to)}
            onChange={(event) => change(index, { to: meantEnd(event.target.value) })}
            className="w-28 max-md:w-33"
          />
          <IconButton
            size="sm"
            label={t("removeSpan", { day: label, number: index + 1 })}
            icon={<X aria-hidden className="icon-sm" />}
            onClick={() => onChange(spans.filter((_span, each) => each !== index))}
          />
          {span.to !== "" && span.to <= span.from && <span className="text-xs text-subtle">{t("nextDay")}</span>}
        </div>
      ))}
      <span className="flex items-center gap-2">
        {spans.length === 0 && <span className="text-sm text-muted">{t("isClosed")}</span>}
        {spans.length < MOST && (
          <Button
            size="sm"
            variant="ghost"
            icon={<Plus aria-hidden className="icon-sm" />}
            onClick={() => onChange([...spans, nextSpan(spans)])}
            aria-label={t("addSpan", { day: label })}
            className={spans.length > 0 ? "-ms-2" : undefined}
          >
            {t(spans.length === 0 ? "open" : "addHours")}
          </Button>
        )}
      </span>
      {wrong && (
        <p role="alert" className="text-xs text-danger-text">
          {fault("number", wrong)}
        </p>
      )}
    </div>
  );
}
