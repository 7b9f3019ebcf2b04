"use client";

import type { AnswerId } from "#server/contract/ids.ts";
import { useState } from "react";
import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useAgentQuery } from "#components/realtime/use-agent-query.ts";
import { sameQuestion, type QuestionDraft } from "./question-list.ts";

const SHOWN = 6;

/** Real questions that nobody answered and that belong here, one press each. Nothing at all while there is none. */
export function SuggestedQuestions(props: {
  answerId: AnswerId;
  questions: readonly QuestionDraft[];
  language: string;
  onTake(one: { text: string; questionIds: readonly string[] }): void;
}) {
  const t = useTranslations("answers.editor");
  const found = useAgentQuery("library:suggest-questions", { id: props.answerId });
  const [isAll, setAll] = useState(false);
  const held = new Set(props.questions.map(({ text }) => sameQuestion(text)));
  const open = (found.data?.suggestions ?? []).filter(({ text }) => !held.has(sameQuestion(text)));
  if (open.length === 0) return null;
  return (
    <div className="-mt-2 flex flex-wrap items-center gap-1.5 text-xs text-subtle">
      <span>{t("suggested")}</span>
      {(isAll ? open : open.slice(0, SHOWN)).map((one) => (
        <button
          key={one.text}
          type="button"
          onClick={() => props.onTake(one)}
          className="inline-flex min-h-[26px] max-w-full items-center gap-1 rounded-full ps-[7px] pe-2.5 text-accent-text inset-ring inset-ring-accent-border hover:bg-accent-soft max-md:min-h-9"
        >
          <Plus aria-hidden className="icon-xs" />
          <span lang={props.language} className="truncate">
            {one.text}
          </span>
          {one.count > 1 && <span className="text-subtle">{t("times", { count: one.count })}</span>}
        </button>
      ))}
      {!isAll && open.length > SHOWN && (
        <button
          type="button"
          onClick={() => setAll(true)}
          className="min-h-[26px] rounded-full px-2 text-muted hover:text-foreground"
        >
          {t("moreSuggested", { count: open.length - SHOWN })}
        </button>
      )}
    </div>
  );
}
