"use client";

import { useTranslations } from "next-intl";
import { Chip } from "#components/ui/chip.tsx";

/** Questions the library thinks were meant; a press asks one. `onNone` adds the way out. */
export function SuggestionChips(props: {
  label: string;
  options: readonly { key: string; text: string }[];
  onPick: (key: string) => void;
  onNone?: () => void;
  isDisabled?: boolean;
}) {
  const t = useTranslations("thread");
  return (
    <div role="group" aria-label={props.label} className="mt-1 flex max-w-full flex-col items-start gap-1.5">
      {props.options.map((option) => (
        <Chip key={option.key} disabled={props.isDisabled} onClick={() => props.onPick(option.key)}>
          {option.text}
        </Chip>
      ))}
      {props.onNone && (
        <Chip tone="quiet" disabled={props.isDisabled} onClick={props.onNone}>
          {t("noneOfThese")}
        </Chip>
      )}
    </div>
  );
}
