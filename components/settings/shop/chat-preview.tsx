"use client";

import { UserRound } from "lucide-react";
import { useTranslations } from "next-intl";
import { brandStyle } from "#components/ui/brand-colour.ts";
import { initials } from "#components/ui/initials.ts";

/** The chat in small, in the shop's colour and the reader's theme. A picture: nothing in it can be pressed. */
export function ChatPreview({ colour, shopName, greeting }: { colour: string; shopName: string; greeting: string }) {
  const t = useTranslations("settings.shop");
  return (
    <figure
      aria-label={t("preview")}
      style={brandStyle(colour)}
      className="overflow-hidden rounded-lg border border-border bg-surface"
    >
      <div className="flex items-center gap-2 border-b border-border px-3 py-2.5">
        <span className="grid size-7 shrink-0 place-items-center rounded-md bg-accent text-2xs font-semibold text-on-accent">
          {initials(shopName || "?")}
        </span>
        <span className="truncate text-sm font-semibold">{shopName}</span>
        <span className="ms-auto grid size-6 shrink-0 place-items-center text-accent-text">
          <UserRound aria-hidden className="icon" />
        </span>
      </div>
      <div className="flex flex-col gap-2 p-3 text-sm">
        {greeting && (
          <p className="max-w-[90%] rounded-lg bg-bubble-in px-3 py-2">
            <span className="line-clamp-3">{greeting}</span>
          </p>
        )}
        <p className="max-w-[85%] self-end rounded-lg bg-bubble-out px-3 py-2 text-on-bubble-out">
          {t("previewQuestion")}
        </p>
        <p className="w-fit rounded-xl px-3 py-1.5 text-accent-text inset-ring inset-ring-accent-border">
          {t("previewChip")}
        </p>
      </div>
    </figure>
  );
}
