"use client";

import type { AgentSuggestion } from "#server/contract/index.ts";
import { BookOpenText, ChevronDown, ChevronUp } from "lucide-react";
import { useTranslations } from "next-intl";
import { formatDegree } from "#components/ui/degree.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Kbd } from "#components/ui/kbd.tsx";
import { type Candidate, suggestionKey } from "./candidate.ts";
import { SuggestionRow } from "./suggestion-row.tsx";

/**
 * What could be said to the customer's words, joined to the composer: library answers with their degrees and canned
 * replies, the likeliest first. A press or Alt and its number puts one into the composer; with Shift it is sent as it is.
 */
export function Suggestions(props: {
  question: string | null;
  /** As many as have a key of their own. */
  suggestions: readonly AgentSuggestion[];
  /** The single-time threshold that holds now. */
  threshold: number | null;
  isFolded: boolean;
  onFold(isFolded: boolean): void;
  onInsert(suggestion: AgentSuggestion): void;
  onSend(suggestion: AgentSuggestion): void;
  /** Says that a candidate is the right answer to the customer's words. */
  onRight?(candidate: Candidate): void;
  /** The candidate that was said to be right. */
  rightId: string | null;
}) {
  const t = useTranslations("workbench.suggest");
  if (props.suggestions.length === 0) return null;
  const FoldIcon = props.isFolded ? ChevronUp : ChevronDown;
  return (
    <section
      aria-label={t("label")}
      className="mx-3 shrink-0 overflow-hidden rounded-t-lg border border-b-0 border-border bg-panel md:mx-5"
    >
      <div className="flex h-[30px] items-center gap-1.5 ps-3 pe-1 text-xs text-muted">
        <BookOpenText aria-hidden className="icon-sm" />
        <span className="min-w-0 flex-1 truncate" title={props.question ?? undefined}>
          {props.question ? t("for", { question: props.question.replace(/\s+/g, " ") }) : t("label")}
        </span>
        {props.threshold !== null && (
          <span className="whitespace-nowrap max-sm:hidden">
            {t("threshold", { degree: formatDegree(props.threshold) })}
          </span>
        )}
        <span aria-hidden className="ms-2 inline-flex items-center gap-1 whitespace-nowrap max-lg:hidden">
          <Kbd keys="Alt 1" /> {t("insertKey")}
          <Kbd keys="Alt ⇧ 1" className="ms-1.5" /> {t("sendKeyShort")}
        </span>
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
          {props.suggestions.map((suggestion, index) => (
            <SuggestionRow
              key={suggestionKey(suggestion)}
              suggestion={suggestion}
              place={index + 1}
              isRight={suggestion.kind === "answer" && suggestion.answerId === props.rightId}
              onInsert={() => props.onInsert(suggestion)}
              onSend={() => props.onSend(suggestion)}
              onRight={suggestion.kind === "answer" && props.onRight ? () => props.onRight?.(suggestion) : undefined}
            />
          ))}
        </ul>
      )}
    </section>
  );
}
