"use client";

import { useId, useState } from "react";
import { useTranslations } from "next-intl";
import { PromptCard } from "#components/thread/prompt-card.tsx";
import { Button } from "#components/ui/button.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { PersonButton, type WayOn } from "./person-button.tsx";

const longest = 1_000;

/** After "not helpful": what was missing, if they care to say it, and the two ways on. */
export function MissingCard(
  props: WayOn & {
    /** What they have said. */
    comment: string | null;
    /** True once it is stored. */
    onComment: (comment: string) => Promise<boolean>;
    onOtherWords: () => void;
  },
) {
  const t = useTranslations("customer.missing");
  const id = useId();
  const [text, setText] = useState("");
  const [isSending, setIsSending] = useState(false);
  const send = async () => {
    if (!text.trim() || isSending) return;
    setIsSending(true);
    await props.onComment(text.trim());
    setIsSending(false);
  };
  return (
    <PromptCard title={t("title")} text={props.comment ? t("thanks") : undefined}>
      {!props.comment && (
        <form
          className="flex w-full flex-col gap-1.5"
          onSubmit={(event) => {
            event.preventDefault();
            void send();
          }}
        >
          <label htmlFor={id} className="text-base text-muted">
            {t("label")}
          </label>
          <Textarea
            id={id}
            rows={1}
            hasAutoHeight
            maxLength={longest}
            value={text}
            onChange={(event) => setText(event.target.value)}
            className="text-lg!"
          />
          {text.trim() !== "" && (
            <Button type="submit" className="h-10! self-start" isBusy={isSending}>
              {t("send")}
            </Button>
          )}
        </form>
      )}
      <PersonButton {...props} />
      <Button variant="ghost" className="h-10! text-accent-text!" onClick={props.onOtherWords}>
        {t("otherWords")}
      </Button>
    </PromptCard>
  );
}
