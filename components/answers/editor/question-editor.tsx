"use client";

import type { CollisionView } from "#server/contract/library-views.ts";
import { type ClipboardEvent, type KeyboardEvent, useId, useState } from "react";
import { CircleAlert, CopyX, Plus, Split, X } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { cn } from "#components/ui/class-names.ts";
import { formatDegree } from "#components/ui/degree.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { addLines, duplicateKeys, editQuestion, type QuestionDraft, sameQuestion } from "./question-list.ts";

/** Shown before "show all": a library entry may have hundreds. */
const SHOWN = 60;

/** The ways customers ask: one a line to edit in place, one or many to add; doubles and collisions stand beside them. */
export function QuestionEditor(props: {
  questions: readonly QuestionDraft[];
  onChange(questions: QuestionDraft[]): void;
  /** Told apart from other changes because it can be undone. */
  onRemove(key: string): void;
  /** What stands in the field that adds; saving counts it too. */
  adding: string;
  onAdding(text: string): void;
  /** The published ways to ask: others are new. Null for an entry that is not published. */
  published: readonly string[] | null;
  /** Times each was asked word for word, by `sameQuestion`. */
  asked: ReadonlyMap<string, number>;
  /** What other entries make of them, by `sameQuestion`. */
  collisions: ReadonlyMap<string, CollisionView>;
  onOpen(answerId: string): void;
  language: string;
  error?: string;
}) {
  const t = useTranslations("answers.editor");
  const id = useId();
  const [told, setTold] = useState("");
  const [isAll, setAll] = useState(false);
  const { questions, adding } = props;
  const doubles = duplicateKeys(questions);
  const known = props.published && new Set(props.published.map(sameQuestion));
  const fresh = known ? questions.filter(({ text }) => !known.has(sameQuestion(text))).length : 0;
  // New ones are added at the end: they stay in sight.
  const hidden = isAll ? 0 : Math.max(0, questions.length - SHOWN);

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
      <div className={cn("overflow-hidden rounded-md border", props.error ? "border-danger" : "border-border-strong")}>
        {hidden > 0 && (
          <Button variant="ghost" size="sm" className="w-full rounded-none!" onClick={() => setAll(true)}>
            {t("showAll", { count: hidden })}
          </Button>
        )}
        <ul>
          {questions.slice(hidden).map((question, index) => (
            <QuestionRow
              key={question.key}
              question={question}
              number={hidden + index + 1}
              language={props.language}
              isNew={known !== null && question.text.trim() !== "" && !known.has(sameQuestion(question.text))}
              isDouble={doubles.has(question.key)}
              asked={props.asked.get(sameQuestion(question.text)) ?? 0}
              collision={props.collisions.get(sameQuestion(question.text)) ?? null}
              onEdit={(text) => props.onChange(editQuestion(questions, question.key, text))}
              onRemove={() => props.onRemove(question.key)}
              onOpen={props.onOpen}
            />
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

function QuestionRow(props: {
  question: QuestionDraft;
  number: number;
  language: string;
  isNew: boolean;
  isDouble: boolean;
  asked: number;
  collision: CollisionView | null;
  onEdit(text: string): void;
  onRemove(): void;
  onOpen(answerId: string): void;
}) {
  const t = useTranslations("answers.editor");
  const format = useFormatter();
  const { question, collision } = props;
  return (
    <li className="flex h-8 items-center gap-2.5 border-b border-border ps-3 pe-1 hover:bg-hover has-[input:focus-visible]:inset-ring-2 has-[input:focus-visible]:inset-ring-ring">
      <input
        lang={props.language}
        aria-label={t("question", { number: props.number })}
        value={question.text}
        maxLength={500}
        onChange={(event) => props.onEdit(event.target.value)}
        className="h-full min-w-0 flex-1 truncate bg-transparent text-sm outline-none max-md:text-lg"
      />
      {collision && (
        <button
          type="button"
          onClick={() => props.onOpen(collision.otherId)}
          title={t(collision.isDuplicate ? "duplicateTitle" : "collisionTitle", {
            title: collision.otherTitle,
            degree: formatDegree(collision.degree),
          })}
          className="flex max-w-[46%] min-w-0 shrink-0 items-center gap-1.5 rounded-full"
        >
          <span className="truncate text-xs text-muted max-sm:sr-only">{collision.otherTitle}</span>
          <Badge
            tone={collision.isDuplicate ? "danger" : "warning"}
            icon={
              collision.isDuplicate ? (
                <CopyX aria-hidden className="icon-xs" />
              ) : (
                <Split aria-hidden className="icon-xs" />
              )
            }
          >
            {collision.isDuplicate ? t("duplicate") : formatDegree(collision.degree)}
          </Badge>
        </button>
      )}
      {props.isDouble ? (
        <Badge tone="warning" icon={<CopyX aria-hidden className="icon-xs" />} title={t("doubleTitle")}>
          {t("double")}
        </Badge>
      ) : (
        props.isNew && <Badge tone="success">{t("isNew")}</Badge>
      )}
      {question.isFromChats ? (
        <span className="shrink-0 text-xs text-subtle max-sm:hidden">{t("fromChats")}</span>
      ) : (
        props.asked > 0 && (
          <span className="shrink-0 text-xs text-subtle">{t("askedTimes", { count: format.number(props.asked) })}</span>
        )
      )}
      <IconButton
        size="sm"
        label={t("removeQuestion", { question: question.text })}
        icon={<X aria-hidden className="icon-sm" />}
        onClick={props.onRemove}
      />
    </li>
  );
}
