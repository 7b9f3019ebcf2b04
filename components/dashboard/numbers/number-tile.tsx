import type { ReactNode } from "react";
import { cn } from "#components/ui/class-names.ts";
import { Sparkline } from "#components/ui/sparkline.tsx";

export type TileTone = "neutral" | "warning" | "danger";

const values: Record<TileTone, string> = {
  neutral: "text-foreground",
  warning: "text-warning-text",
  danger: "text-danger-text",
};

/** A number readable at three metres, what it means, and the last hour. Its width never follows the number. */
export function NumberTile(props: {
  label: string;
  value: string;
  /** Small, after the value: "of 33". */
  unit?: string;
  note: string;
  badge?: ReactNode;
  tone: TileTone;
  points: readonly number[];
  className?: string;
}) {
  return (
    <section
      aria-label={props.label}
      className={cn("flex min-w-0 flex-col border-border px-4 py-3.5 min-[1400px]:px-5", props.className)}
    >
      <h2 className="flex min-h-5 items-center gap-1.5 text-base font-medium text-muted">
        <span className="truncate">{props.label}</span>
        {props.badge && <span className="ms-auto">{props.badge}</span>}
      </h2>
      <p
        className={cn(
          "mt-1.5 mb-0.5 flex h-16 items-baseline gap-2 overflow-hidden text-4xl font-semibold tracking-[-0.04em] whitespace-nowrap",
          values[props.tone],
        )}
      >
        {props.value}
        {props.unit && (
          <span className="text-lg leading-none font-normal tracking-normal text-muted">{props.unit}</span>
        )}
      </p>
      <p className="mb-2 truncate text-xs text-subtle" title={props.note}>
        {props.note}
      </p>
      <Sparkline points={props.points} tone={props.tone} className="mt-auto" />
    </section>
  );
}
