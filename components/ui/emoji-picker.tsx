"use client";

import { type KeyboardEvent, useDeferredValue, useId, useRef, useState } from "react";
import { Search } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { findEmoji } from "./emoji-data.ts";
import { Input } from "./input.tsx";

const columns = 8;

/** A small grid of emoji with a search in both languages; arrow keys move, Enter picks. Load it lazily. */
export function EmojiPicker({ onPick }: { onPick: (sign: string) => void }) {
  const t = useTranslations("common.emoji");
  const isChinese = useLocale() === "zh";
  const [wanted, setWanted] = useState("");
  const [active, setActive] = useState(0);
  const grid = useRef<HTMLDivElement>(null);
  const gridId = useId();
  const found = findEmoji(useDeferredValue(wanted));

  const focus = (index: number) => {
    const bounded = Math.max(0, Math.min(found.length - 1, index));
    setActive(bounded);
    grid.current?.querySelectorAll("button")[bounded]?.focus();
  };
  const move = (event: KeyboardEvent) => {
    const steps: Record<string, number> = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: columns, ArrowUp: -columns };
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    focus(active + step);
  };

  return (
    <div className="w-[288px] max-w-full">
      <Input
        // The one thing to do in a picker that was just opened.
        autoFocus
        type="search"
        aria-label={t("search")}
        aria-controls={gridId}
        placeholder={t("search")}
        icon={<Search aria-hidden className="icon-sm" />}
        value={wanted}
        onChange={(event) => {
          setWanted(event.target.value);
          setActive(0);
        }}
        onKeyDown={(event) => {
          if (event.key === "ArrowDown") {
            event.preventDefault();
            focus(0);
          }
          const best = found[0];
          if (event.key === "Enter" && wanted && best && !event.nativeEvent.isComposing) {
            event.preventDefault();
            onPick(best[0]);
          }
        }}
      />
      <div
        ref={grid}
        id={gridId}
        role="group"
        aria-label={t("label")}
        onKeyDown={move}
        className="mt-2 grid h-48 auto-rows-[36px] grid-cols-8 overflow-y-auto"
      >
        {found.map(([sign, en, zh], index) => {
          const name = (isChinese ? zh : en)
            .split(" ")
            .slice(0, isChinese ? 1 : 2)
            .join(" ");
          return (
            <button
              key={sign}
              type="button"
              title={name}
              aria-label={name}
              tabIndex={index === active ? 0 : -1}
              onClick={() => onPick(sign)}
              className="grid place-items-center rounded-sm text-xl leading-none -outline-offset-2 hover:bg-hover focus-visible:bg-hover"
            >
              {sign}
            </button>
          );
        })}
        {found.length === 0 && <p className="col-span-full px-1 py-2 text-sm text-muted">{t("none")}</p>}
      </div>
    </div>
  );
}
