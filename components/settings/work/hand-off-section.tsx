"use client";

import { useTranslations } from "next-intl";
import { formatDegree } from "#components/ui/degree.tsx";
import { Field, useFieldLinks } from "#components/ui/field.tsx";
import { Section } from "../section.tsx";

type HandOff = { single: number; mean: number };

/** From which match on the library is trusted alone: where both thresholds stand when agents are as busy as usual. */
export function HandOffSection({ handOff, onChange }: { handOff: HandOff; onChange(handOff: HandOff): void }) {
  const t = useTranslations("settings.handOff");
  return (
    <Section id="hand-off" title={t("title")} text={t("text")}>
      {(["single", "mean"] as const).map((which) => (
        <Field key={which} label={t(`${which}.label`)} hint={t(`${which}.hint`)} className="max-w-[560px]">
          <DegreeSlider value={handOff[which]} onChange={(value) => onChange({ ...handOff, [which]: value })} />
        </Field>
      ))}
      <p className="max-w-[68ch] text-xs text-subtle">{t("moves")}</p>
    </Section>
  );
}

/** The contract's bounds. */
const LEAST = 0.05;
const MOST = 0.95;

// Written out twice: Tailwind reads class names as they stand, and the browsers name the thumb differently.
const slider =
  "relative h-5 w-full cursor-pointer appearance-none rounded-full bg-transparent " +
  "[&::-webkit-slider-thumb]:size-4 [&::-webkit-slider-thumb]:appearance-none [&::-webkit-slider-thumb]:rounded-full [&::-webkit-slider-thumb]:bg-accent [&::-webkit-slider-thumb]:ring-2 [&::-webkit-slider-thumb]:ring-surface " +
  "[&::-moz-range-thumb]:size-4 [&::-moz-range-thumb]:rounded-full [&::-moz-range-thumb]:border-2 [&::-moz-range-thumb]:border-surface [&::-moz-range-thumb]:bg-accent";

/** A degree to set by dragging or with the arrow keys. */
function DegreeSlider({ value, onChange }: { value: number; onChange(value: number): void }) {
  const t = useTranslations("settings.handOff");
  return (
    <span className="flex items-center gap-3">
      <span aria-hidden className="text-xs text-subtle">
        {t("later")}
      </span>
      <span className="relative flex h-5 min-w-0 flex-1 items-center">
        <span aria-hidden className="absolute inset-x-0 h-1.5 rounded-full bg-degree-track">
          <span
            className="block h-full rounded-full bg-degree"
            style={{ width: `${((value - LEAST) / (MOST - LEAST)) * 100}%` }}
          />
        </span>
        <input
          {...useFieldLinks()}
          type="range"
          min={LEAST}
          max={MOST}
          step={0.01}
          value={value}
          aria-valuetext={formatDegree(value)}
          onChange={(event) => onChange(Number(event.target.value))}
          className={slider}
        />
      </span>
      <span aria-hidden className="text-xs text-subtle">
        {t("sooner")}
      </span>
      <output className="w-12 text-end text-lg font-semibold">{formatDegree(value)}</output>
    </span>
  );
}
