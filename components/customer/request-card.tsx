"use client";

import { Check, Clock3 } from "lucide-react";
import { useTranslations } from "next-intl";
import { FormattedText } from "#components/thread/formatted-text.tsx";
import type { RequestRow } from "./chat-rows.ts";

/** The receipt of a message left for later: its number, its words, and whether it was answered. */
export function RequestCard({ row }: { row: RequestRow }) {
  const t = useTranslations("customer.request");
  return (
    <section className="mb-3.5 max-w-[420px] overflow-hidden rounded-lg border border-border-strong">
      <h2 className="px-4 pt-3 text-md font-semibold">
        {t(row.isAutomatic ? "receiptAutomatic" : "receipt", { number: row.number })}
      </h2>
      {row.isAutomatic && <p className="px-4 pt-0.5 text-base text-muted">{t("automatic")}</p>}
      <blockquote className="mx-4 my-2.5 border-s-2 border-border-strong ps-3 text-md wrap-anywhere text-muted">
        <FormattedText text={row.text} hasMarks={false} />
      </blockquote>
      <p className="flex items-start gap-1.5 border-t border-border bg-panel px-4 py-2.5 text-sm leading-[18px] text-muted">
        {row.isAnswered || row.isTakenUp ? (
          <Check aria-hidden className="icon-sm mt-0.5 text-success-text" />
        ) : (
          <Clock3 aria-hidden className="icon-sm mt-0.5" />
        )}
        <span className="min-w-0 wrap-anywhere">
          {row.isAnswered
            ? t("answered")
            : row.isTakenUp
              ? t("takenUp")
              : row.contact
                ? t("waitingContact", { contact: row.contact })
                : t("waiting")}
        </span>
      </p>
    </section>
  );
}
