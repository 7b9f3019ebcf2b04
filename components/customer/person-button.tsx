"use client";

import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";

/** The way on from an answer that did not do: to a person, or to the message box when nobody can be reached. */
export interface WayOn {
  isReachable: boolean;
  isAsking: boolean;
  onPerson: () => void;
  onLeaveMessage: () => void;
}

export function PersonButton({
  isReachable,
  isAsking,
  onPerson,
  onLeaveMessage,
  isSecond,
}: WayOn & { isSecond?: boolean }) {
  const t = useTranslations("customer.prompt");
  return (
    <Button
      variant={isSecond ? "plain" : "primary"}
      className="h-10!"
      isBusy={isAsking}
      onClick={isReachable ? onPerson : onLeaveMessage}
    >
      {t(!isReachable ? "leaveMessage" : isSecond ? "person" : "yes")}
    </Button>
  );
}
