"use client";

import { CircleAlert } from "lucide-react";
import { useTranslations } from "next-intl";

const buttonLook = "-my-1 px-0.5 py-1 font-medium underline underline-offset-2";

/** Under what was not sent. What was written stays until it is sent or discarded. */
export function FailedLine(props: { onRetry?: () => void; onDiscard?: () => void }) {
  const t = useTranslations("thread");
  return (
    <p role="alert" className="mt-0.5 flex items-center gap-1.5 text-xs text-danger-text">
      <CircleAlert aria-hidden className="icon-sm" />
      <span>{t("failed")}</span>
      {props.onRetry && (
        <button type="button" onClick={props.onRetry} className={buttonLook}>
          {t("tryAgain")}
        </button>
      )}
      {props.onDiscard && (
        <button type="button" onClick={props.onDiscard} className={buttonLook}>
          {t("discard")}
        </button>
      )}
    </p>
  );
}
