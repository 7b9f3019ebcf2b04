import type { ComponentProps } from "react";
import { cn } from "./class-names.ts";

/** A surface with a line around it. It does not float, so it has no shadow. */
export function Card({ className, ...rest }: ComponentProps<"div">) {
  return <div {...rest} className={cn("rounded-lg border border-border bg-surface", className)} />;
}
