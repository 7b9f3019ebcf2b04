"use client";

import { BellOff, X } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { IconButton } from "#components/ui/icon-button.tsx";
import type { LapsedOffer } from "./lapsed.ts";

/** What was missed, said plainly and kept until seen. */
export function LapsedLines(props: {
  lapsed: readonly LapsedOffer[];
  onDismiss(offerId: LapsedOffer["offerId"]): void;
}) {
  const t = useTranslations("workbench.offer");
  const format = useFormatter();
  return (
    <div role="status">
      {props.lapsed.map((offer) => (
        <p
          key={offer.offerId}
          className="flex items-center gap-2 border-b border-warning-border bg-warning-soft py-1 ps-3.5 pe-1.5 text-xs text-warning-text"
        >
          <BellOff aria-hidden className="icon-sm" />
          <span className="min-w-0 flex-1">
            {t("lapsed", {
              name: offer.name,
              time: format.dateTime(offer.lapsedAt, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }),
            })}
          </span>
          <IconButton
            size="sm"
            label={t("dismissLapsed", { name: offer.name })}
            icon={<X className="icon-sm" />}
            onClick={() => props.onDismiss(offer.offerId)}
          />
        </p>
      ))}
    </div>
  );
}
