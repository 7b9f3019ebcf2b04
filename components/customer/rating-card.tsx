"use client";

import { useId, useState } from "react";
import { Star } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { Field } from "#components/ui/field.tsx";

const scores = [1, 2, 3, 4, 5] as const;

/** How was it: 1 to 5 with a word each, then room for a comment. Radio buttons underneath, so the arrow keys work. */
export function RatingCard(props: {
  isBusy: boolean;
  error: string | null;
  onRate: (score: number, comment: string | null) => void;
  onSkip: () => void;
}) {
  const t = useTranslations("customer.rating");
  const [score, setScore] = useState<(typeof scores)[number] | null>(null);
  const [comment, setComment] = useState("");
  const name = useId();
  return (
    <form
      className="mb-3.5 max-w-[420px] rounded-lg border border-border-strong shadow-card"
      onSubmit={(event) => {
        event.preventDefault();
        if (score && !props.isBusy) props.onRate(score, comment.trim() || null);
      }}
    >
      <fieldset className="px-4 pt-3.5 pb-3">
        <legend className="float-start w-full text-md font-semibold">{t("title")}</legend>
        <p className="clear-both text-base text-muted">{t("scale")}</p>
        <div className="-ms-2 mt-1 flex items-center">
          {scores.map((value) => (
            <label
              key={value}
              className="relative grid size-11 place-items-center rounded-full hover:bg-hover has-focus-visible:outline-2 has-focus-visible:outline-ring"
            >
              <input
                type="radio"
                name={name}
                value={value}
                checked={score === value}
                onChange={() => setScore(value)}
                aria-label={t("star", { score: value, word: t(`words.s${value}`) })}
                className="absolute inset-0 cursor-pointer appearance-none rounded-full outline-none"
              />
              <Star
                aria-hidden
                strokeWidth={1.6}
                className={
                  score && value <= score
                    ? "pointer-events-none size-7 fill-accent text-accent"
                    : "pointer-events-none size-7 text-field"
                }
              />
            </label>
          ))}
          <span className="ms-2 text-base text-muted">{score ? t(`words.s${score}`) : null}</span>
        </div>
        {score && (
          <Field label={t("comment")} className="mt-2">
            <Textarea rows={2} maxLength={2000} value={comment} onChange={(event) => setComment(event.target.value)} />
          </Field>
        )}
        {props.error && (
          <p role="alert" className="mt-2 text-sm text-danger-text">
            {props.error}
          </p>
        )}
      </fieldset>
      <div className="flex gap-1 rounded-b-lg border-t border-border bg-panel p-2">
        <Button
          type="submit"
          variant={score ? "primary" : "plain"}
          className="h-10!"
          disabled={!score}
          isBusy={props.isBusy}
        >
          {t("send")}
        </Button>
        <Button variant="ghost" className="h-10!" onClick={props.onSkip}>
          {t("skip")}
        </Button>
      </div>
    </form>
  );
}
