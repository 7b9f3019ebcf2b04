import type { ComponentProps, ReactNode } from "react";
import { cn } from "./class-names.ts";

const sizes = { sm: "size-7", md: "size-8", lg: "size-10" };

/** A button that is only a picture: its name is not optional. */
export function IconButton({
  label,
  icon,
  size = "md",
  isActive,
  className,
  ...rest
}: Omit<ComponentProps<"button">, "children"> & {
  label: string;
  icon: ReactNode;
  size?: keyof typeof sizes;
  /** Pressed, or its menu is open. */
  isActive?: boolean;
}) {
  return (
    <button
      type="button"
      aria-label={label}
      aria-pressed={isActive}
      title={label}
      {...rest}
      className={cn(
        "relative inline-grid shrink-0 place-items-center rounded-sm transition-colors hover:bg-hover hover:text-foreground",
        "disabled:pointer-events-none disabled:opacity-50 data-[state=open]:bg-hover data-[state=open]:text-foreground",
        isActive ? "bg-selected text-foreground" : "text-muted",
        sizes[size],
        className,
      )}
    >
      {icon}
    </button>
  );
}
