import type { ComponentProps } from "react";
import { cn } from "./class-names.ts";

export function Label({ className, ...rest }: ComponentProps<"label">) {
  // The control is named by htmlFor or nested, at the caller's choice.
  return <label {...rest} className={cn("block text-xs font-medium text-muted", className)} />;
}
