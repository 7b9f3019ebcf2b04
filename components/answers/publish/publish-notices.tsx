"use client";

import type { LibraryWarning } from "#server/contract/library-views.ts";
import type { ReactNode } from "react";
import { CircleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { useWarningText } from "../data/use-warn.ts";

/** What stands in the way of publishing, and what would be lost by it. */
export function PublishNotices(props: {
  /** What the server said to the last try. */
  told: string | null;
  withIssues: number;
  hasUnsaved: boolean;
  warnings: readonly LibraryWarning[];
}) {
  const t = useTranslations("answers.publish");
  const warningText = useWarningText();
  return (
    <>
      {(props.told !== null || props.withIssues > 0) && (
        <Notice isBad>{props.told ?? t("withIssues", { count: props.withIssues })}</Notice>
      )}
      {props.hasUnsaved && <Notice>{t("unsavedOut")}</Notice>}
      {props.warnings.map((warning) => (
        <Notice key={`${warning.kind} ${warning.language}`}>{warningText(warning)}</Notice>
      ))}
    </>
  );
}

function Notice({ isBad, children }: { isBad?: boolean; children: ReactNode }) {
  return (
    <p
      role={isBad ? "alert" : undefined}
      className={`mb-3 flex items-start gap-2 rounded-md px-3 py-2 ${isBad ? "bg-danger-soft text-danger-text" : "bg-warning-soft text-warning-text"}`}
    >
      <CircleAlert aria-hidden className="icon mt-0.5" />
      {children}
    </p>
  );
}
