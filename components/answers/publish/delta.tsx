"use client";

import { cn } from "#components/ui/class-names.ts";

const tones = {
  plain: "text-foreground",
  good: "text-success-text",
  mid: "text-warning-text",
  bad: "text-danger-text",
};
export type DeltaTone = keyof typeof tones;

/** A number of the trial with its words under it, as the bar over the list of drafts shows it. */
export function Delta(props: { value: string; label: string; tone?: DeltaTone }) {
  return (
    <span className="grid text-xs leading-4 whitespace-nowrap text-muted">
      <b className={cn("text-lg leading-5 font-semibold", tones[props.tone ?? "plain"])}>{props.value}</b>
      {props.label}
    </span>
  );
}

/** The same as a tab of the dialog. */
export function SumTab(props: { value: string; label: string; tone?: DeltaTone; isChosen: boolean; onChoose(): void }) {
  return (
    <button
      type="button"
      aria-pressed={props.isChosen}
      onClick={props.onChoose}
      className={cn(
        "min-w-0 rounded-md px-3.5 pt-2.5 pb-3 text-start text-xs text-muted transition-colors hover:bg-hover",
        props.isChosen ? "inset-ring-2 inset-ring-foreground" : "inset-ring inset-ring-border-strong",
      )}
    >
      <b className={cn("block text-2xl font-semibold tracking-[-0.02em]", tones[props.tone ?? "plain"])}>
        {props.value}
      </b>
      {props.label}
    </button>
  );
}
