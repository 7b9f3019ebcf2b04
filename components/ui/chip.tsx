import type { ComponentProps } from "react";
import { cn } from "./class-names.ts";

/** Something to press that becomes the customer's words; `quiet` for the way out ("None of these"). */
export function Chip({
  tone = "accent",
  className,
  ...rest
}: ComponentProps<"button"> & { tone?: "accent" | "quiet" }) {
  return (
    <button
      type="button"
      {...rest}
      className={cn(
        "inline-flex min-h-9 items-center gap-1.5 rounded-xl bg-surface px-3.5 py-[7px] text-start text-base inset-ring transition-colors",
        "disabled:pointer-events-none disabled:opacity-50",
        tone === "accent"
          ? "text-accent-text inset-ring-accent-border hover:bg-accent-soft"
          : "text-muted inset-ring-border-strong hover:bg-hover",
        className,
      )}
    />
  );
}
