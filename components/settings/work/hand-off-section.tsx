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

/** The contract allows 0.05 to 0.95. */
function DegreeSlider({ value, onChange }: { value: number; onChange(value: number): void }) {
  const t = useTranslations("settings.handOff");
  return (
    <span className="flex items-center gap-3">
      <span aria-hidden className="text-xs text-subtle">
        {t("later")}
      </span>
      <input
        {...useFieldLinks()}
        type="range"
        min={0.05}
        max={0.95}
        step={0.01}
        value={value}
        aria-valuetext={formatDegree(value)}
        onChange={(event) => onChange(Number(event.target.value))}
        className="h-5 min-w-0 flex-1 cursor-pointer accent-accent"
      />
      <span aria-hidden className="text-xs text-subtle">
        {t("sooner")}
      </span>
      <output className="w-12 text-end text-lg font-semibold">{formatDegree(value)}</output>
    </span>
  );
}
