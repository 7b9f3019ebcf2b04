"use client";

import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import { cn } from "#components/ui/class-names.ts";

/** Long work with how far it is, and a way to stop it. `share` 0..1; null when nobody knows yet. */
export function ProgressLine(props: {
  label: string;
  share: number | null;
  onCancel?: () => void;
  className?: string;
}) {
  const t = useTranslations("answers.progress");
  const percent = props.share === null ? null : Math.round(Math.min(1, Math.max(0, props.share)) * 100);
  return (
    <div className={cn("flex items-center gap-3", props.className)}>
      <div className="min-w-0 flex-1">
        <p role="status" className="flex justify-between gap-3 text-xs text-muted">
          <span className="truncate">{props.label}</span>
          {percent !== null && <span>{t("percent", { percent })}</span>}
        </p>
        <div
          role="progressbar"
          aria-label={props.label}
          aria-valuemin={0}
          aria-valuemax={100}
          aria-valuenow={percent ?? undefined}
          className="mt-1.5 h-1.5 overflow-hidden rounded-full bg-degree-track"
        >
          <div
            className={cn(
              "h-full rounded-full bg-accent transition-[width]",
              percent === null && "w-1/3 animate-breathe",
            )}
            style={percent === null ? undefined : { width: `${percent}%` }}
          />
        </div>
      </div>
      {props.onCancel && (
        <Button size="sm" onClick={props.onCancel}>
          {t("cancel")}
        </Button>
      )}
    </div>
  );
}
