"use client";

import { type ReactNode, useId } from "react";
import { Check, Minus } from "lucide-react";
import { Checkbox as Radix } from "radix-ui";
import { cn } from "./class-names.ts";

/** A box to tick with its words beside it. */
export function Checkbox(props: {
  checked: boolean | "indeterminate";
  onCheckedChange: (checked: boolean) => void;
  children?: ReactNode;
  label?: string;
  disabled?: boolean;
  className?: string;
}) {
  const id = useId();
  return (
    <span className={cn("inline-flex items-center gap-2", props.className)}>
      <Radix.Root
        id={id}
        checked={props.checked}
        onCheckedChange={(checked) => props.onCheckedChange(checked === true)}
        disabled={props.disabled}
        aria-label={props.label}
        className="grid size-4 shrink-0 place-items-center rounded-xs bg-surface text-on-accent inset-ring inset-ring-field disabled:opacity-50 data-[state=checked]:bg-accent data-[state=checked]:inset-ring-accent data-[state=indeterminate]:bg-accent"
      >
        <Radix.Indicator>
          {props.checked === "indeterminate" ? (
            <Minus className="icon-xs stroke-3" />
          ) : (
            <Check className="icon-xs stroke-3" />
          )}
        </Radix.Indicator>
      </Radix.Root>
      {props.children && (
        <label htmlFor={id} className={cn("text-sm", props.disabled && "opacity-50")}>
          {props.children}
        </label>
      )}
    </span>
  );
}
