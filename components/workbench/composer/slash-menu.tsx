"use client";

import type { ReactNode } from "react";
import { plainText } from "#components/thread/plain-text.ts";
import { useEffect, useRef } from "react";
import { useTranslations } from "next-intl";
import { cn } from "#components/ui/class-names.ts";
import { Degree } from "#components/ui/degree.tsx";
import { Kbd } from "#components/ui/kbd.tsx";
import { useModKey } from "#components/ui/use-mod-key.ts";
import type { SlashOption } from "./candidate.ts";

/**
 * Canned replies and library answers above the composer. The focus stays in the text; arrows move the choice, which is
 * also said aloud.
 */
export function SlashMenu(props: {
  query: string;
  options: readonly SlashOption[];
  activeIndex: number;
  isLoading: boolean;
  onHover(index: number): void;
  onPick(option: SlashOption): void;
}) {
  const t = useTranslations("workbench.slash");
  const mod = useModKey();
  const active = props.options[props.activeIndex];
  const row = (option: SlashOption) => {
    const index = props.options.indexOf(option);
    return (
      <SlashRow
        key={option.key}
        option={option}
        isActive={index === props.activeIndex}
        onHover={() => props.onHover(index)}
        onPick={() => props.onPick(option)}
      />
    );
  };
  const replies = props.options.filter(({ kind }) => kind === "reply");
  const answers = props.options.filter(({ kind }) => kind === "answer");
  return (
    <div className="absolute inset-x-3 bottom-full z-(--z-menu) mb-2 flex max-h-[min(420px,50dvh)] flex-col rounded-md bg-overlay text-sm shadow-pop md:inset-x-5">
      <p aria-live="polite" className="sr-only">
        {active
          ? t("spoken", { title: active.title, place: props.activeIndex + 1, count: props.options.length })
          : t("none")}
      </p>
      <div role="listbox" aria-label={t("label")} className="min-h-0 flex-1 overflow-y-auto p-1">
        {replies.length > 0 && <Group label={t("replies")}>{replies.map(row)}</Group>}
        {answers.length > 0 && <Group label={t("answers")}>{answers.map(row)}</Group>}
        {props.options.length === 0 && (
          <p className="px-2 py-2.5 text-muted">
            {props.isLoading ? t("searching") : t("noneFor", { query: props.query })}
          </p>
        )}
      </div>
      <p aria-hidden className="flex gap-3.5 border-t border-border px-3 py-1.5 text-xs text-subtle max-md:hidden">
        <Hint keys={["↑", "↓"]}>{t("choose")}</Hint>
        <Hint keys={["↵"]}>{t("insert")}</Hint>
        <Hint keys={[mod, "↵"]}>{t("sendNow")}</Hint>
        <Hint keys={["Esc"]}>{t("dismiss")}</Hint>
      </p>
    </div>
  );
}

function SlashRow(props: { option: SlashOption; isActive: boolean; onHover(): void; onPick(): void }) {
  const own = useRef<HTMLDivElement>(null);
  const { option, isActive } = props;
  useEffect(() => {
    if (isActive) own.current?.scrollIntoView({ block: "nearest" });
  }, [isActive]);
  return (
    // The text keeps the focus, so a press must not take it: mousedown is where a browser would move it.
    <div
      ref={own}
      role="option"
      aria-selected={isActive}
      tabIndex={-1}
      onMouseDown={(event) => event.preventDefault()}
      onMouseMove={props.onHover}
      onClick={props.onPick}
      onKeyDown={(event) => event.key === "Enter" && props.onPick()}
      className={cn("cursor-default rounded-xs px-2 py-[7px]", isActive && "bg-control-hover")}
    >
      <div className="flex items-center gap-2.5">
        <span className="w-[92px] shrink-0 truncate text-xs font-medium text-muted">
          {option.kind === "reply" ? `/${option.shortcut}` : <Degree value={option.candidate.degree} width={36} />}
        </span>
        <span className="min-w-0 flex-1 truncate">
          <span className="font-medium">{option.title}</span>
          {!isActive && <span className="ms-2.5 text-muted">{plainText(option.body)}</span>}
        </span>
        {isActive && <Kbd keys="↵" />}
      </div>
      {isActive && (
        <p className="mt-1 ms-[102px] me-8 line-clamp-3 text-xs whitespace-pre-line text-muted">{option.body}</p>
      )}
    </div>
  );
}

function Group({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div role="group" aria-label={label}>
      <p aria-hidden className="px-2 pt-2 pb-1 text-2xs font-medium text-subtle">
        {label}
      </p>
      {children}
    </div>
  );
}

function Hint({ keys, children }: { keys: readonly string[]; children: ReactNode }) {
  return (
    <span className="inline-flex items-center gap-[5px]">
      {keys.map((key) => (
        <Kbd key={key} keys={key} />
      ))}
      {children}
    </span>
  );
}
