"use client";

import { Switch as Radix } from "radix-ui";
import { useFieldLinks } from "./field.tsx";

/** On or off, at once. Inside a `Field` the label names it; elsewhere give `label`. */
export function Switch(props: {
  checked: boolean;
  onCheckedChange: (checked: boolean) => void;
  label?: string;
  disabled?: boolean;
}) {
  return (
    <Radix.Root
      {...useFieldLinks()}
      checked={props.checked}
      onCheckedChange={props.onCheckedChange}
      disabled={props.disabled}
      aria-label={props.label}
      className="inline-flex h-5 w-9 shrink-0 items-center rounded-full bg-field p-0.5 transition-colors disabled:opacity-50 data-[state=checked]:bg-accent"
    >
      <Radix.Thumb className="size-4 rounded-full bg-inverse transition-transform data-[state=checked]:translate-x-4 rtl:data-[state=checked]:-translate-x-4" />
    </Radix.Root>
  );
}
