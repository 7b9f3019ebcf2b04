"use client";

import type { ReactNode } from "react";
import { CircleAlert, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { IconButton } from "#components/ui/icon-button.tsx";

/** What went wrong and what to do, as a line above the composer; stays until it is read away or over. */
export function NoteBar({ children, onDismiss }: { children: ReactNode; onDismiss: () => void }) {
  const t = useTranslations("customer");
  return (
    <div
      role="alert"
      className="flex shrink-0 items-center gap-2 border-t border-danger-border bg-danger-soft py-1 ps-4 pe-2 text-sm leading-[18px] text-danger-text"
    >
      <CircleAlert aria-hidden className="icon" />
      <p className="min-w-0 flex-1 wrap-anywhere">{children}</p>
      <IconButton
        label={t("dismiss")}
        size="lg"
        icon={<X aria-hidden className="icon" />}
        onClick={onDismiss}
        className="text-danger-text!"
      />
    </div>
  );
}
