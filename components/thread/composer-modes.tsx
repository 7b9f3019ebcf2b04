"use client";

import { cn } from "#components/ui/class-names.ts";

/** The modes of a composer, for its `header`: "Reply", "Note". Followed by what they mean ("To Marguerite"). */
export function ComposerModes<Mode extends string>(props: {
  value: Mode;
  onChange: (mode: Mode) => void;
  label: string;
  modes: readonly { value: Mode; label: string }[];
  hint?: string;
}) {
  return (
    <>
      <div role="group" aria-label={props.label} className="flex gap-1">
        {props.modes.map((mode) => (
          <button
            key={mode.value}
            type="button"
            aria-pressed={mode.value === props.value}
            onClick={() => props.onChange(mode.value)}
            className={cn(
              "h-6 rounded-[5px] px-2 text-xs leading-6 font-medium text-muted hover:text-foreground",
              "aria-pressed:bg-selected aria-pressed:text-foreground",
            )}
          >
            {mode.label}
          </button>
        ))}
      </div>
      {props.hint && <span className="ms-auto truncate ps-3 pe-1 text-xs text-subtle">{props.hint}</span>}
    </>
  );
}
