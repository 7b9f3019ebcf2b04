"use client";

import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import { PromptCard } from "#components/thread/prompt-card.tsx";
import type { PromptRow } from "./chat-rows.ts";

/** "Shall a person take a look?" in plain words; after a picture: describe it, a person, leave it (B3). */
export function HandoffPrompt(props: {
  row: PromptRow;
  peopleOnline: number | null;
  busy: "person" | "keep" | null;
  onPerson: () => void;
  onLeaveMessage: () => void;
  onKeepAsking: () => void;
  onDescribe: () => void;
}) {
  const t = useTranslations("customer.prompt");
  const { cause, isAnybodyReachable } = props.row;
  const isPicture = cause === "picture";
  const about = isPicture
    ? t(isAnybodyReachable ? "pictureText" : "pictureTextNobody")
    : isAnybodyReachable
      ? t("free", { count: props.peopleOnline ?? 0 })
      : t("nobody");
  const person = (
    <Button
      variant={isPicture ? "plain" : "primary"}
      className="h-10!"
      isBusy={props.busy === "person"}
      onClick={isAnybodyReachable ? props.onPerson : props.onLeaveMessage}
    >
      {t(!isAnybodyReachable ? "leaveMessage" : isPicture ? "person" : "yes")}
    </Button>
  );
  return (
    <PromptCard title={t(isPicture ? "pictureTitle" : cause === "asked" ? "titleAsked" : "title")} text={about}>
      {isPicture && (
        <Button variant="primary" className="h-10!" onClick={props.onDescribe}>
          {t("describe")}
        </Button>
      )}
      {person}
      <Button
        variant="ghost"
        className="h-10! text-accent-text!"
        isBusy={props.busy === "keep"}
        onClick={props.onKeepAsking}
      >
        {t(isPicture ? "leaveIt" : "keepAsking")}
      </Button>
    </PromptCard>
  );
}
