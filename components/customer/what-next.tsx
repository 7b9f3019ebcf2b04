"use client";

import { useTranslations } from "next-intl";
import { PromptCard } from "#components/thread/prompt-card.tsx";
import { Button } from "#components/ui/button.tsx";
import type { ChatDesk } from "./use-chat-desk.ts";

/** After the line was left: solved, leave it as a message, or go on (C1). */
export function WhatNext({ desk, onDone }: { desk: ChatDesk; onDone: () => void }) {
  const t = useTranslations("customer.whatNext");
  const goOn = () => {
    desk.answerWhatNext();
    onDone();
  };
  return (
    <PromptCard title={t("title")} text={t("text")}>
      <Button className="h-10!" onClick={() => desk.openForm(false)}>
        {t("leaveMessage")}
      </Button>
      <Button className="h-10!" isBusy={desk.busy === "end"} onClick={() => void desk.endChat()}>
        {t("solved")}
      </Button>
      <Button variant="ghost" className="h-10! text-accent-text!" onClick={goOn}>
        {t("goOn")}
      </Button>
    </PromptCard>
  );
}
