"use client";

import { useTranslations } from "next-intl";

/** How far a picture has come, and the way to stop it. */
export function UploadProgress({ share, onCancel }: { share: number; onCancel: () => void }) {
  const t = useTranslations("customer.pictures");
  return (
    <div className="mt-1 flex w-58 max-w-full items-center gap-2">
      <progress
        aria-label={t("sending")}
        value={share}
        max={1}
        className="h-1 min-w-0 flex-1 appearance-none overflow-hidden rounded-full bg-degree-track [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-transparent [&::-webkit-progress-value]:bg-accent"
      />
      <button
        type="button"
        onClick={onCancel}
        className="-my-2 px-1 py-2 text-xs font-medium text-muted hover:text-foreground"
      >
        {t("cancel")}
      </button>
    </div>
  );
}
