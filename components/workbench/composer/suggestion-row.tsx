"use client";

import type { AgentSuggestion } from "#server/contract/index.ts";
import { CircleCheck, SendHorizontal } from "lucide-react";
import { useTranslations } from "next-intl";
import { plainText } from "#components/thread/plain-text.ts";
import { cn } from "#components/ui/class-names.ts";
import { Degree } from "#components/ui/degree.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Kbd } from "#components/ui/kbd.tsx";

/** One suggestion: how well it fits, what it says, and what can be done with it. `place` counts from 1, as its key. */
export function SuggestionRow(props: {
  suggestion: AgentSuggestion;
  place: number;
  isRight: boolean;
  onInsert(): void;
  onSend(): void;
  onRight?: () => void;
}) {
  const t = useTranslations("workbench.suggest");
  const { suggestion, place, isRight } = props;
  const { title } = suggestion;
  return (
    <li className="group flex h-[34px] items-center border-t border-border pe-2 hover:bg-hover">
      <button
        type="button"
        title={t("insertHint")}
        aria-keyshortcuts={`Alt+${place}`}
        onClick={props.onInsert}
        className="grid h-full min-w-0 flex-1 grid-cols-[76px_minmax(0,auto)_minmax(0,1fr)] items-center gap-2.5 ps-3 text-start -outline-offset-2 max-sm:grid-cols-[76px_minmax(0,1fr)]"
      >
        {suggestion.kind === "answer" ? (
          <Degree value={suggestion.degree} />
        ) : (
          <span className="truncate text-xs font-medium text-muted">/{suggestion.shortcut}</span>
        )}
        <span className="truncate font-medium">{title}</span>
        <span className="truncate text-muted max-sm:hidden">{plainText(suggestion.body)}</span>
      </button>
      {props.onRight && (
        <IconButton
          size="sm"
          className={cn(
            "size-6!",
            isRight
              ? "text-success-text!"
              : "opacity-0 group-hover:opacity-100 focus-visible:opacity-100 pointer-coarse:opacity-100",
          )}
          label={t(isRight ? "isRight" : "right", { title })}
          isActive={isRight}
          icon={<CircleCheck aria-hidden className="icon-sm" />}
          onClick={props.onRight}
        />
      )}
      <IconButton
        size="sm"
        className="size-6! opacity-0 group-hover:opacity-100 focus-visible:opacity-100 pointer-coarse:opacity-100"
        label={t("sendNow", { title })}
        aria-keyshortcuts={`Alt+Shift+${place}`}
        icon={<SendHorizontal aria-hidden className="icon-sm" />}
        onClick={props.onSend}
      />
      <span aria-hidden className="ms-1.5 max-sm:hidden">
        <Kbd keys={`Alt ${place}`} />
      </span>
    </li>
  );
}
