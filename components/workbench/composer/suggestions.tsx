"use client";

import { BookOpenText, ChevronDown, ChevronUp } from "lucide-react";
import { plainText } from "#components/thread/plain-text.ts";
import { useTranslations } from "next-intl";
import { Degree, formatDegree } from "#components/ui/degree.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Kbd } from "#components/ui/kbd.tsx";
import type { Candidate } from "./candidate.ts";

/** How many have a key of their own. */
export const suggestionCount = 3;

/**
 * The library's best answers to the customer's words, joined to the composer. A press puts one into the composer to be
 * read and changed; Alt and its number sends it as it is.
 */
export function Suggestions(props: {
  question: string | null;
  candidates: readonly Candidate[];
  /** The single-time threshold that holds now. */
  threshold: number | null;
  isFolded: boolean;
  onFold(isFolded: boolean): void;
  onInsert(candidate: Candidate): void;
}) {
  const t = useTranslations("workbench.suggest");
  const shown = props.candidates.slice(0, suggestionCount);
  if (shown.length === 0) return null;
  const FoldIcon = props.isFolded ? ChevronUp : ChevronDown;
  return (
    <section
      aria-label={t("label")}
      className="mx-3 shrink-0 overflow-hidden rounded-t-lg border border-b-0 border-border bg-panel md:mx-5"
    >
      <div className="flex h-[30px] items-center gap-1.5 ps-3 pe-1 text-xs text-muted">
        <BookOpenText aria-hidden className="icon-sm" />
        <span className="min-w-0 flex-1 truncate">
          {props.question ? t("for", { question: props.question }) : t("label")}
        </span>
        {props.threshold !== null && (
          <span className="max-sm:hidden">{t("threshold", { degree: formatDegree(props.threshold) })}</span>
        )}
        <IconButton
          size="sm"
          className="size-6!"
          label={t(props.isFolded ? "unfold" : "fold")}
          aria-expanded={!props.isFolded}
          icon={<FoldIcon className="icon-sm" />}
          onClick={() => props.onFold(!props.isFolded)}
        />
      </div>
      {!props.isFolded && (
        <ul>
          {shown.map((candidate, index) => (
            <li key={candidate.answerId} className="border-t border-border">
              <button
                type="button"
                title={t("insertHint")}
                onClick={() => props.onInsert(candidate)}
                className="grid h-[34px] w-full grid-cols-[76px_minmax(0,auto)_minmax(0,1fr)_auto] items-center gap-2.5 ps-3 pe-2 text-start -outline-offset-2 hover:bg-hover max-sm:grid-cols-[76px_minmax(0,1fr)]"
              >
                <Degree value={candidate.degree} />
                <span className="truncate font-medium">{candidate.title}</span>
                <span className="truncate text-muted max-sm:hidden">{plainText(candidate.body)}</span>
                <span className="max-sm:hidden">
                  <span className="sr-only">{t("sendKey")}</span>
                  <Kbd keys={`Alt ${index + 1}`} />
                </span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
