import type { ReactNode } from "react";
import { cn } from "./class-names.ts";

const tones = {
  neutral: "text-muted bg-sunken inset-ring-border",
  success: "text-success-text bg-success-soft inset-ring-success-border",
  warning: "text-warning-text bg-warning-soft inset-ring-warning-border",
  danger: "text-danger-text bg-danger-soft inset-ring-danger-border",
  info: "text-info-text bg-info-soft inset-ring-info-border",
  accent: "text-accent-text bg-accent-soft inset-ring-accent-border",
  consult: "text-consult-text bg-consult-soft inset-ring-consult-border",
  plain: "text-muted inset-ring-border-strong",
};
export type BadgeTone = keyof typeof tones;

/** A word about state. The tone repeats what the word says; it never says it alone. `icon` is an `icon-xs`. */
export function Badge(props: {
  tone?: BadgeTone;
  icon?: ReactNode;
  title?: string;
  children: ReactNode;
  className?: string;
}) {
  return (
    <span
      title={props.title}
      className={cn(
        "inline-flex h-5 shrink-0 items-center gap-1 rounded-full px-[7px] text-2xs font-medium whitespace-nowrap inset-ring",
        tones[props.tone ?? "neutral"],
        props.className,
      )}
    >
      {props.icon}
      {props.children}
    </span>
  );
}
