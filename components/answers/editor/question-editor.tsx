"use client";

import { type ClipboardEvent, type KeyboardEvent, useId, useState } from "react";
import { CircleAlert, CopyX, Plus, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { Badge } from "#components/ui/badge.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { addLines, duplicateKeys, editQuestion, type QuestionDraft } from "./question-list.ts";

/** The ways customers ask: one a line to edit in place, one or many to add, and doubles marked. */
export function QuestionEditor(props: {
  questions: readonly QuestionDraft[];
  onChange(questions: QuestionDraft[]): void;
  /** Told apart from other changes because it can be undone. */
  onRemove(key: string): void;
  /** What stands in the field that adds; saving counts it too. */
  adding: string;
  onAdding(text: string): void;
  language: string;
  error?: string;
}) {
  const t = useTranslations("answers.editor");
  const id = useId();
  const [told, setTold] = useState("");
  const { questions, adding } = props;
  const doubles = duplicateKeys(questions);
  const fresh = questions.filter(({ isNew }) => isNew).length;

  const take = (lines: string) => {
    const { list, added, skipped } = addLines(questions, lines, () => crypto.randomUUID());
    setTold(added + skipped > 1 || skipped > 0 ? t("added", { added, skipped }) : "");
    if (added > 0) props.onChange(list);
    props.onAdding("");
  };
  const press = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || event.nativeEvent.isComposing || adding.trim() === "") return;
    event.preventDefault();
    take(adding);
  };
  const paste = (event: ClipboardEvent) => {
    const lines = event.clipboardData.getData("text");
    if (!/[\r\n]/.test(lines.trim())) return;
    event.preventDefault();
    take(`${adding}${lines}`);
  };
  return (
    <section aria-labelledby={`${id}-title`} className="flex flex-col gap-1.5">
      <div className="flex items-center gap-1.5">
        <h3 id={`${id}-title`} className="text-xs font-medium text-muted">
          {t("questions")}
        </h3>
        <span className="ms-auto text-xs text-subtle">{t("questionCount", { count: questions.length, fresh })}</span>
      </div>
      <div className={`overflow-hidden rounded-md border ${props.error ? "border-danger" : "border-border-strong"}`}>
        <ul>
          {questions.map((question, index) => (
            <li
              key={question.key}
              className="flex h-8 items-center gap-2.5 border-b border-border ps-3 pe-1 hover:bg-hover has-[input:focus-visible]:inset-ring-2 has-[input:focus-visible]:inset-ring-ring"
            >
              <input
                lang={props.language}
                aria-label={t("question", { number: index + 1 })}
                value={question.text}
                maxLength={500}
                onChange={(event) => props.onChange(editQuestion(questions, question.key, event.target.value))}
                className="h-full min-w-0 flex-1 truncate bg-transparent text-sm outline-none max-md:text-lg"
              />
              {doubles.has(question.key) ? (
                <Badge tone="warning" icon={<CopyX aria-hidden className="icon-xs" />} title={t("doubleTitle")}>
                  {t("double")}
                </Badge>
              ) : (
                question.isNew && <Badge tone="success">{t("isNew")}</Badge>
              )}
              <IconButton
                size="sm"
                label={t("removeQuestion", { question: question.text })}
                icon={<X aria-hidden className="icon-sm" />}
                onClick={() => props.onRemove(question.key)}
              />
            </li>
          ))}
        </ul>
        <div className="flex h-9 items-center gap-2 rounded-b-md ps-3 pe-1 text-subtle has-[input:focus-visible]:inset-ring-2 has-[input:focus-visible]:inset-ring-ring">
          <Plus aria-hidden className="icon" />
          <input
            lang={props.language}
            aria-label={t("addQuestion")}
            aria-invalid={props.error ? true : undefined}
            aria-describedby={`${id}-told`}
            placeholder={t("addQuestion")}
            value={adding}
            maxLength={500}
            onChange={(event) => props.onAdding(event.target.value)}
            onKeyDown={press}
            onPaste={paste}
            className="h-full min-w-0 flex-1 bg-transparent text-sm text-foreground outline-none max-md:text-lg"
          />
        </div>
      </div>
      <p
        id={`${id}-told`}
        role={props.error ? "alert" : "status"}
        className={props.error ? "flex items-start gap-1.5 text-xs text-danger-text" : "min-h-4 text-xs text-subtle"}
      >
        {props.error && <CircleAlert aria-hidden className="icon-sm mt-px" />}
        {props.error ?? (told || t("questionsHint"))}
      </p>
    </section>
  );
}
