"use client";

import { useState } from "react";
import { CircleCheck, Info } from "lucide-react";
import { useTranslations } from "next-intl";
import { cn } from "#components/ui/class-names.ts";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { accentHint, readHex } from "./accent.ts";
import { ChatPreview } from "./chat-preview.tsx";

const proposals = ["#2f5bd8", "#0e7c66", "#7a3fb0", "#b3261e", "#8a4f00", "#1d1a16"];

/** The shop's own colour: chosen, written, or one of a few, with the chat beside it as it will look. */
export function ColourField({
  value,
  onChange,
  shopName,
  greeting,
}: {
  value: string;
  onChange(hex: string): void;
  shopName: string;
  greeting: string;
}) {
  const t = useTranslations("settings.shop");
  const [text, setText] = useState<string | null>(null);
  const hint = accentHint(value);
  const shown = text ?? value;
  const isWrong = text !== null && readHex(text) === null;
  const write = (next: string) => {
    setText(next);
    const hex = readHex(next);
    if (hex) onChange(hex);
  };
  const Icon = hint.verdict === "good" ? CircleCheck : Info;
  return (
    <div className="grid gap-5 sm:grid-cols-[minmax(0,1fr)_260px]">
      <div className="flex flex-col gap-3">
        <div className="flex items-end gap-2">
          <Field label={t("colour")} error={isWrong ? t("colourFault") : undefined} className="w-40">
            <Input
              value={shown}
              spellCheck={false}
              onChange={(event) => write(event.target.value)}
              onBlur={() => !isWrong && setText(null)}
              icon={
                <span
                  className="relative -ms-1 size-5 shrink-0 overflow-hidden rounded-xs inset-ring inset-ring-border-strong"
                  style={{ background: value }}
                >
                  <input
                    type="color"
                    aria-label={t("pickColour")}
                    value={value}
                    onChange={(event) => {
                      setText(null);
                      onChange(event.target.value);
                    }}
                    className="absolute inset-0 size-full cursor-pointer opacity-0"
                  />
                </span>
              }
            />
          </Field>
        </div>
        <div role="group" aria-label={t("proposals")} className="flex gap-1.5">
          {proposals.map((hex) => (
            <button
              key={hex}
              type="button"
              aria-label={t("takeColour", { colour: hex })}
              aria-pressed={hex === value}
              onClick={() => {
                setText(null);
                onChange(hex);
              }}
              style={{ background: hex }}
              className={cn(
                "size-6 rounded-full inset-ring inset-ring-border-strong",
                hex === value && "ring-2 ring-foreground ring-offset-2 ring-offset-surface",
              )}
            />
          ))}
        </div>
        <p role="status" className="flex items-start gap-1.5 text-xs text-muted">
          <Icon
            aria-hidden
            className={cn("icon-sm mt-px", hint.verdict === "good" ? "text-success-text" : "text-warning-text")}
          />
          {t(`contrast.${hint.verdict}`, { ratio: hint.onWhite.toFixed(1) })}
        </p>
      </div>
      <ChatPreview colour={value} shopName={shopName} greeting={greeting} />
    </div>
  );
}
