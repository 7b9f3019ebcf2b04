"use client";

import { type ReactNode, useId } from "react";

/** A few choices side by side in the chat's menu, exactly one taken: native radio buttons, so the arrow keys work. */
export function MenuChoice<Value extends string>(props: {
  label: string;
  value: Value;
  options: readonly { value: Value; label: string; icon?: ReactNode }[];
  onChange: (value: Value) => void;
}) {
  const name = useId();
  return (
    <div role="radiogroup" aria-labelledby={`${name}-label`} className="p-2">
      <p id={`${name}-label`} className="mb-1.5 text-xs text-subtle">
        {props.label}
      </p>
      <div className="flex rounded-sm bg-sunken p-0.5 inset-ring inset-ring-border">
        {props.options.map((option) => (
          <label
            key={option.value}
            className="relative flex h-9 flex-1 cursor-pointer items-center justify-center gap-1.5 rounded-xs px-2 text-sm font-medium whitespace-nowrap text-muted has-checked:bg-surface has-checked:text-foreground has-checked:ring has-checked:ring-border-strong has-focus-visible:outline-2 has-focus-visible:outline-ring dark:has-checked:bg-selected"
          >
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={option.value === props.value}
              onChange={() => props.onChange(option.value)}
              className="absolute inset-0 cursor-pointer appearance-none outline-none"
            />
            {option.icon}
            {option.label}
          </label>
        ))}
      </div>
    </div>
  );
}
