"use client";

import type { ReactNode } from "react";
import { ToggleGroup } from "radix-ui";
import { cn } from "./class-names.ts";

/** A few choices side by side, exactly one taken. */
export function Segments<Value extends string>(props: {
  value: Value;
  onChange: (value: Value) => void;
  label: string;
  options: readonly { value: Value; label: ReactNode; icon?: ReactNode; title?: string }[];
  className?: string;
}) {
  return (
    <ToggleGroup.Root
      type="single"
      aria-label={props.label}
      value={props.value}
      onValueChange={(chosen) => {
        // Pressing the taken one again would empty the choice.
        const option = props.options.find(({ value }) => value === chosen);
        if (option) props.onChange(option.value);
      }}
      className={cn(
        "inline-flex h-7 max-w-full shrink-0 self-start overflow-x-auto rounded-sm bg-sunken p-0.5 inset-ring inset-ring-border [scrollbar-width:none]",
        props.className,
      )}
    >
      {props.options.map((option) => (
        <ToggleGroup.Item
          key={option.value}
          value={option.value}
          title={option.title}
          className="inline-flex h-6 items-center justify-center gap-1.5 rounded-[5px] px-2.5 text-xs font-medium whitespace-nowrap text-muted -outline-offset-2 hover:text-foreground data-[state=on]:bg-surface data-[state=on]:text-foreground data-[state=on]:ring data-[state=on]:ring-border-strong dark:data-[state=on]:bg-selected"
        >
          {option.icon}
          {option.label}
        </ToggleGroup.Item>
      ))}
    </ToggleGroup.Root>
  );
}
