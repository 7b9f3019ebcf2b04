import type { ReactNode } from "react";
import { cn } from "#components/ui/class-names.ts";

/** One choice of a list as a whole row; the browser's radio does the keyboard. */
export function TargetOption(props: {
  name: string;
  isChosen: boolean;
  isDisabled: boolean;
  onChoose(): void;
  icon: ReactNode;
  title: string;
  detail: string;
  end?: ReactNode;
}) {
  return (
    <label
      className={cn(
        "flex min-h-11 items-center gap-2.5 rounded-md px-2 py-1 has-focus-visible:outline-2 has-focus-visible:-outline-offset-2 has-focus-visible:outline-ring",
        props.isChosen && "bg-selected inset-ring inset-ring-border-strong [--ground:var(--color-selected)]",
        props.isDisabled ? "text-subtle" : !props.isChosen && "hover:bg-hover",
      )}
    >
      <input
        type="radio"
        name={props.name}
        checked={props.isChosen}
        disabled={props.isDisabled}
        onChange={props.onChoose}
        className="sr-only"
      />
      {props.icon}
      <span className="min-w-0 flex-1">
        <span className="block truncate font-medium">{props.title}</span>
        <span className="block truncate text-xs text-subtle">{props.detail}</span>
      </span>
      {props.end}
    </label>
  );
}
