"use client";

import { useTranslations } from "next-intl";
import { cn } from "./class-names.ts";

/** A matching degree as it is always written: 0.831 → "0.83". Never a percentage. */
export function formatDegree(value: number): string {
  return value.toFixed(2);
}

/** A matching degree: bar and number, grey under a half, with the threshold that applied as a tick. `width` in px. */
export function Degree(props: {
  value: number;
  threshold?: number;
  width?: number;
  tone?: "normal" | "quiet";
  className?: string;
}) {
  const t = useTranslations("common");
  const value = formatDegree(props.value);
  const { threshold } = props;
  return (
    <span
      className={cn(
        "inline-flex items-center gap-1.5 text-xs",
        props.tone === "quiet" ? "text-subtle" : "font-medium text-foreground",
        props.className,
      )}
    >
      <span
        aria-hidden
        className="relative block h-1 rounded-full bg-degree-track"
        style={{ width: props.width ?? 40 }}
      >
        <span
          className={cn("block h-full rounded-full", props.value < 0.5 ? "bg-field" : "bg-degree")}
          style={{ width: percent(props.value) }}
        />
        {threshold !== undefined && (
          <span
            className="absolute -inset-y-[3px] -ms-px w-0.5 rounded-[1px] bg-foreground"
            style={{ insetInlineStart: percent(threshold) }}
          />
        )}
      </span>
      <span aria-hidden>{value}</span>
      <span className="sr-only">
        {threshold === undefined
          ? t("degree", { value })
          : t("degreeWithThreshold", { value, threshold: formatDegree(threshold) })}
      </span>
    </span>
  );
}

function percent(share: number): string {
  return `${Math.min(1, Math.max(0, share)) * 100}%`;
}
