"use client";

import type { Tried } from "#server/contract/library-views.ts";
import { useFormatter, useTranslations } from "next-intl";
import { cn } from "#components/ui/class-names.ts";

type Candidate = Tried["candidates"][number];

const known = ["probability", "nearestQuestion", "ownQuestions", "knownShare", "neighboursAgree"] as const;

/** Why an entry has its degree: the words that speak for it or against it, and the evidence behind the figure. */
export function WhyThis(props: { features: Candidate["features"]; evidence: Candidate["evidence"]; isExact: boolean }) {
  const t = useTranslations("answers.try.why");
  const format = useFormatter();
  /** "^" and "$" stand for the ends of the question. */
  const nameOf = (text: string) =>
    text.startsWith("^ ")
      ? t("begins", { words: text.slice(2) })
      : text.endsWith(" $")
        ? t("ends", { words: text.slice(0, -2) })
        : text;
  const strongest = Math.max(...props.features.map(({ weight }) => Math.abs(weight)), 1e-9);
  const evidence = props.evidence.flatMap(({ name, value }) => {
    const key = known.find((one) => one === name);
    // The chance comes as log odds; everything else is a share already.
    return key ? [{ key, value: key === "probability" ? 1 / (1 + Math.exp(-value)) : value }] : [];
  });
  if (props.isExact) return <p className="text-xs text-muted">{t("exact")}</p>;
  if (props.features.length === 0 && evidence.length === 0) return <p className="text-xs text-muted">{t("nothing")}</p>;
  return (
    <>
      {props.features.length > 0 && (
        <section>
          <h4 className="mb-1 text-xs text-subtle">{t("words")}</h4>
          <ul className="flex flex-wrap gap-1">
            {props.features.map(({ text, weight }) => (
              <li
                key={text}
                title={format.number(weight, { maximumFractionDigits: 2, signDisplay: "always" })}
                className={cn(
                  "inline-flex h-6 items-center gap-1 rounded-xs px-1.5 text-xs",
                  weight >= 0 ? "bg-success-soft text-success-text" : "bg-danger-soft text-danger-text",
                  Math.abs(weight) > strongest * 0.5 && "font-medium",
                )}
              >
                <span className="sr-only">{t(weight >= 0 ? "for" : "against")} </span>
                <span aria-hidden>{weight >= 0 ? "+" : "−"}</span>
                {nameOf(text)}
              </li>
            ))}
          </ul>
        </section>
      )}
      {evidence.length > 0 && (
        <section>
          <h4 className="mb-1 text-xs text-subtle">{t("evidence")}</h4>
          <dl className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-3 text-xs leading-[18px] text-muted">
            {evidence.map(({ key, value }) => (
              <div key={key} className="contents">
                <dt>{t(`name.${key}`)}</dt>
                <dd className="text-end text-foreground">
                  {key === "neighboursAgree"
                    ? t(value > 0 ? "yes" : "no")
                    : format.number(value, { minimumFractionDigits: 2, maximumFractionDigits: 2 })}
                </dd>
              </div>
            ))}
          </dl>
        </section>
      )}
    </>
  );
}
