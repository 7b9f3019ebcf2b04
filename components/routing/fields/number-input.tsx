"use client";

import { useState } from "react";
import { Input } from "#components/ui/input.tsx";

/** A number as it is typed; what is none is told as NaN. A comma counts as a point. */
export function NumberInput(props: {
  label: string;
  value: number;
  onChange(value: number): void;
  end?: string;
  /** Beside the switch that carries the field's id. */
  isBeside?: boolean;
}) {
  const [text, setText] = useState(String(props.value));
  const meant = read(text);
  const shown = Object.is(meant, props.value) || Number.isNaN(props.value) ? text : String(props.value);
  return (
    <Input
      {...(props.isBeside ? { id: undefined } : {})}
      inputMode="decimal"
      aria-label={props.label}
      value={shown}
      onChange={(event) => {
        setText(event.target.value);
        props.onChange(read(event.target.value));
      }}
      end={props.end && <span className="shrink-0 text-xs text-subtle">{props.end}</span>}
      className="w-full max-w-[144px]"
    />
  );
}

function read(text: string): number {
  const trimmed = text.trim().replace(",", ".");
  return /^\d{1,9}(\.\d{1,4})?$/.test(trimmed) ? Number(trimmed) : Number.NaN;
}
