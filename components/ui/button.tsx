import type { ComponentProps, MouseEvent, ReactNode } from "react";
import { cn } from "./class-names.ts";
import { Kbd } from "./kbd.tsx";
import { Spinner } from "./spinner.tsx";

export type ButtonVariant = "plain" | "primary" | "ghost" | "consult" | "danger";
export type ButtonSize = "sm" | "md" | "lg";

const variants: Record<ButtonVariant, string> = {
  plain: "text-foreground bg-control hover:bg-control-hover inset-ring inset-ring-border-strong shadow-card",
  primary: "text-on-accent bg-accent hover:bg-accent-hover",
  ghost: "text-muted hover:text-foreground hover:bg-hover",
  consult: "text-on-consult bg-consult hover:bg-consult-hover",
  danger: "text-danger-text bg-control hover:bg-danger-soft inset-ring inset-ring-border-strong shadow-card",
};

const sizes: Record<ButtonSize, string> = {
  sm: "h-7 px-2.5 text-xs",
  md: "h-8 px-3 text-sm",
  lg: "h-10 px-4 text-base",
};

/** The look of a button, for a link that stands among buttons. */
export function buttonClass(look: { variant?: ButtonVariant; size?: ButtonSize } = {}): string {
  return cn(
    "relative inline-flex shrink-0 items-center justify-center gap-1.5 rounded-sm font-medium leading-none whitespace-nowrap transition-colors",
    "disabled:opacity-50 aria-disabled:opacity-50 disabled:pointer-events-none aria-disabled:cursor-default",
    variants[look.variant ?? "plain"],
    sizes[look.size ?? "md"],
  );
}

export type ButtonProps = ComponentProps<"button"> & {
  variant?: ButtonVariant;
  size?: ButtonSize;
  icon?: ReactNode;
  /** Keeps the width and the focus, and ignores presses, as `aria-disabled` does. */
  isBusy?: boolean;
  /** The key that does the same, shown as a cap: "Alt A". */
  kbd?: string;
};

export function Button({ variant, size, icon, isBusy, kbd, className, children, onClick, ...rest }: ButtonProps) {
  const isOff = isBusy || rest["aria-disabled"];
  const press = (event: MouseEvent<HTMLButtonElement>) => (isOff ? event.preventDefault() : onClick?.(event));
  const isCovered = isBusy && !icon;
  return (
    <button
      type="button"
      {...rest}
      onClick={press}
      aria-busy={isBusy || undefined}
      aria-disabled={isOff || undefined}
      className={cn(buttonClass({ variant, size }), className)}
    >
      {isBusy ? <Spinner className={cn("icon-sm", isCovered && "absolute")} /> : icon}
      <span className={cn("contents", isCovered && "[&>*]:opacity-0")}>
        <span className="inline-flex items-center gap-1.5">{children}</span>
        {kbd && <Kbd keys={kbd} isOnSolid={variant === "primary" || variant === "consult"} />}
      </span>
    </button>
  );
}
