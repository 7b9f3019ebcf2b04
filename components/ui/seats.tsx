"use client";

import { useTranslations } from "next-intl";
import { cn } from "./class-names.ts";

const mostPips = 12;

/** One pip for each conversation a person may hold; amber when all are taken. Long rows are only written. */
export function Seats(props: { used: number; total: number; hasText?: boolean; className?: string }) {
  const t = useTranslations("common");
  const { used, total } = props;
  const isFull = used >= total;
  return (
    <span
      className={cn("inline-flex shrink-0 items-center gap-1.5 text-xs whitespace-nowrap text-muted", props.className)}
    >
      {total <= mostPips && (
        <span aria-hidden className="inline-flex gap-0.5">
          {Array.from({ length: total }, (_, seat) => (
            <span
              key={seat}
              className={cn(
                "h-2 w-2.5 rounded-[2px]",
                seat >= used ? "bg-degree-track" : isFull ? "bg-warning" : "bg-muted",
              )}
            />
          ))}
        </span>
      )}
      {(props.hasText || total > mostPips) && <span aria-hidden>{t("seats", { used, total })}</span>}
      <span className="sr-only">{t("seatsSpoken", { used, total })}</span>
    </span>
  );
}
