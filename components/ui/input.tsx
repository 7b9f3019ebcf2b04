"use client";

import type { ComponentProps, ReactNode } from "react";
import { cn } from "./class-names.ts";
import { useFieldLinks } from "./field.tsx";
import { fieldLook } from "./field-look.ts";

/** One line of text. `className` goes to the box (width, height); the rest to the input, so `register` works. */
export function Input({
  icon,
  end,
  className,
  ...rest
}: ComponentProps<"input"> & { icon?: ReactNode; end?: ReactNode }) {
  return (
    <span className={cn("flex h-8 shrink-0 items-center gap-2 px-2.5 text-subtle", fieldLook, className)}>
      {icon}
      <input
        {...useFieldLinks()}
        {...rest}
        className="h-full w-full min-w-0 bg-transparent text-sm text-foreground outline-none max-md:text-lg"
      />
      {end}
    </span>
  );
}
