"use client";

import { Checkbox } from "#components/ui/checkbox.tsx";

/** Several of a list, ticked. */
export function CheckList<Value extends string>(props: {
  legend: string;
  hint?: string;
  /** What to say when there is nothing to choose from. */
  none: string;
  options: readonly { value: Value; label: string }[];
  value: readonly Value[];
  onChange(value: Value[]): void;
}) {
  const { value } = props;
  return (
    <fieldset className="flex min-w-0 flex-col">
      <legend className="mb-1.5 text-xs font-medium text-muted">{props.legend}</legend>
      {props.options.length === 0 ? (
        <p className="text-sm text-muted">{props.none}</p>
      ) : (
        <div className="flex max-h-56 flex-col gap-1.5 overflow-y-auto rounded-sm px-2.5 py-2 inset-ring inset-ring-border-strong">
          {props.options.map((option) => (
            <Checkbox
              key={option.value}
              checked={value.includes(option.value)}
              onCheckedChange={(isOn) =>
                props.onChange(isOn ? [...value, option.value] : value.filter((each) => each !== option.value))
              }
              className="min-w-0"
            >
              {option.label}
            </Checkbox>
          ))}
        </div>
      )}
      {props.hint && <p className="mt-1.5 text-xs text-subtle">{props.hint}</p>}
    </fieldset>
  );
}
