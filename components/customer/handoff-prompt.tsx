"use client";

import { useTranslations } from "next-intl";
import { PromptCard } from "#components/thread/prompt-card.tsx";
import { Button } from "#components/ui/button.tsx";
import type { PromptRow } from "./library-rows.ts";
import { type WayOn, PersonButton } from "./person-button.tsx";

/**
 * "Shall a person take a look?" in plain words; after a picture: describe it, a person, leave it (B3); after "none of
 * these": that there is no answer, said honestly.
 */
export function HandoffPrompt(
  props: WayOn & {
    cause: Exclude<PromptRow["cause"], "missing">;
    peopleOnline: number | null;
    /** When the shop's people are back, in words; null while they work. */
    opens: string | null;
    isKeeping: boolean;
    onKeepAsking: () => void;
    onDescribe: () => void;
  },
) {
  const t = useTranslations("customer.prompt");
  const { cause, isReachable } = props;
  const isPicture = cause === "picture";
  const about = isPicture
    ? t(isReachable ? "pictureText" : "pictureTextNobody")
    : cause === "none"
      ? t(isReachable ? "noneText" : "noneTextNobody")
      : isReachable
        ? t("free", { count: props.peopleOnline ?? 0 })
        : props.opens
          ? t("closed", { when: props.opens })
          : t("nobody");
  return (
    <PromptCard title={t(titles[cause])} text={about}>
      {isPicture && (
        <Button variant="primary" className="h-10!" onClick={props.onDescribe}>
          {t("describe")}
        </Button>
      )}
      <PersonButton {...props} isSecond={isPicture} />
      <Button variant="ghost" className="h-10! text-accent-text!" isBusy={props.isKeeping} onClick={props.onKeepAsking}>
        {t(isPicture ? "leaveIt" : cause === "none" ? "otherWords" : "keepAsking")}
      </Button>
    </PromptCard>
  );
}

const titles = {
  single: "title",
  mean: "title",
  asked: "titleAsked",
  picture: "pictureTitle",
  none: "noneTitle",
} as const;
