"use client";

import { useTranslations } from "next-intl";
import { cn } from "#components/ui/class-names.ts";
import type { ThreadView } from "./thread-entry.ts";

/**
 * Somebody writes; at the desk with what they have written so far; `library`: the automatic answer is on its way, in
 * these words. Keep it inside the log, after the messages.
 */
export function TypingLine({ name, words, view }: { name?: string; words?: string; view: ThreadView | "library" }) {
  const t = useTranslations("thread");
  return (
    <p
      className={cn(
        "-mt-1 mb-3 flex min-w-0 items-center gap-2 text-sm text-muted",
        view !== "library" && "ms-9",
        view !== "desk" && "min-h-5",
      )}
    >
      <span aria-hidden className="inline-flex gap-[3px]">
        {["0s", "0.15s", "0.3s"].map((delay) => (
          <i
            key={delay}
            style={{ animationDelay: delay }}
            className="size-[5px] animate-breathe rounded-full bg-subtle"
          />
        ))}
      </span>
      {view === "library" ? (
        <span className="truncate">{words}</span>
      ) : words ? (
        <>
          <em aria-hidden className="truncate">
            “{words}”
          </em>
          <span className="sr-only">{t("typing", { name: name ?? "" })}</span>
        </>
      ) : (
        <span className="truncate">{name ? t("typing", { name }) : t("typingSomebody")}</span>
      )}
    </p>
  );
}
