"use client";

import type { ReactNode } from "react";
import { X } from "lucide-react";

/** Things somebody has, each with a way to take it off. */
export function ChipRow({ children }: { children: ReactNode }) {
  return <ul className="flex flex-wrap gap-1.5">{children}</ul>;
}

export function HeldChip(props: { children: ReactNode; removeLabel: string; onRemove(): void }) {
  return (
    <li className="inline-flex h-7 items-center gap-1.5 rounded-full bg-sunken ps-2.5 pe-1 text-sm inset-ring inset-ring-border">
      {props.children}
      <button
        type="button"
        aria-label={props.removeLabel}
        onClick={props.onRemove}
        className="grid size-5 place-items-center rounded-full text-subtle hover:bg-hover hover:text-foreground"
      >
        <X aria-hidden className="icon-xs" />
      </button>
    </li>
  );
}
