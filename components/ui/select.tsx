"use client";

import type { ComponentProps } from "react";
import { ChevronsUpDown } from "lucide-react";
import { cn } from "./class-names.ts";
import { useFieldLinks } from "./field.tsx";
import { fieldLook } from "./field-look.ts";

export type SelectOption = { value: string; label: string; isDisabled?: boolean };

/** One of a list. The browser's own, so phones show their wheel; `register` works with it. */
export function Select({
  options,
  className,
  ...rest
}: ComponentProps<"select"> & { options: readonly SelectOption[] }) {
  return (
    <span className={cn("relative flex h-8 shrink-0 items-center", fieldLook, className)}>
      <select
        {...useFieldLinks()}
        {...rest}
        className="h-full w-full min-w-0 appearance-none truncate rounded-sm bg-transparent ps-2.5 pe-8 text-sm text-foreground outline-none max-md:text-lg [&>option]:bg-overlay"
      >
        {options.map((option) => (
          <option key={option.value} value={option.value} disabled={option.isDisabled}>
            {option.label}
          </option>
        ))}
      </select>
      <ChevronsUpDown aria-hidden className="icon-sm pointer-events-none absolute end-2.5 text-subtle" />
    </span>
  );
}
