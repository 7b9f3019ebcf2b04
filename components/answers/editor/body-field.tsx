"use client";

import { type KeyboardEvent, useId, useLayoutEffect, useRef, useState } from "react";
import { Bold, CircleAlert, Italic, Link as LinkIcon, List } from "lucide-react";
import { useTranslations } from "next-intl";
import { FormattedText } from "#components/thread/formatted-text.tsx";
import { cn } from "#components/ui/class-names.ts";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Label } from "#components/ui/label.tsx";
import { Segments } from "#components/ui/segments.tsx";
import { useModKey } from "#components/ui/use-mod-key.ts";
import { DiffText } from "../diff/diff-text.tsx";
import { applyMark, type TextMark } from "./text-marks.ts";

const marks = [
  { mark: "bold", Icon: Bold, key: "b" },
  { mark: "italic", Icon: Italic, key: "i" },
  { mark: "list", Icon: List, key: null },
  { mark: "link", Icon: LinkIcon, key: "k" },
] as const;

/** What the customer reads, with the marks the chat draws: to write, and to look at as it will be. */
export function BodyField(props: {
  value: string;
  onChange(value: string): void;
  language: string;
  note?: string;
  error?: string;
  /** The published words, when they differ: what is new can be looked at. */
  published: string | null;
}) {
  const t = useTranslations("answers.editor");
  const id = useId();
  const mod = useModKey();
  const [mode, setMode] = useState<"write" | "preview" | "changes">("write");
  const box = useRef<HTMLTextAreaElement>(null);
  const selection = useRef<{ start: number; end: number } | null>(null);
  const { value, onChange, published } = props;
  const hasChanges = published !== null && published.trim() !== value.trim();
  const shown = mode === "changes" && !hasChanges ? "write" : mode;

  useLayoutEffect(() => {
    if (!box.current || !selection.current) return;
    box.current.setSelectionRange(selection.current.start, selection.current.end);
    selection.current = null;
  }, [value]);

  const put = (mark: TextMark) => {
    const target = box.current;
    if (!target) return;
    const next = applyMark(
      { text: value, start: target.selectionStart, end: target.selectionEnd },
      mark,
      t(`sample.${mark}`),
    );
    selection.current = { start: next.start, end: next.end };
    target.focus();
    onChange(next.text);
  };
  const press = (event: KeyboardEvent) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    const found = marks.find(({ key }) => key === event.key.toLowerCase());
    if (!found) return;
    event.preventDefault();
    put(found.mark);
  };
  return (
    <div className="flex flex-col gap-1.5">
      <div className="flex items-center gap-1.5">
        <Label htmlFor={id}>{t("body")}</Label>
        {props.note && <span className="ms-auto truncate ps-3 text-xs text-subtle">{props.note}</span>}
      </div>
      <div
        className={cn(
          "rounded-md inset-ring has-[textarea:focus-visible]:inset-ring-2 has-[textarea:focus-visible]:inset-ring-ring",
          props.error ? "inset-ring-danger" : "inset-ring-field",
        )}
      >
        <div className="flex items-center gap-0.5 border-b border-border p-1">
          {marks.map(({ mark, Icon, key }) => (
            <IconButton
              key={mark}
              size="sm"
              label={
                key ? t("markKey", { mark: t(`mark.${mark}`), key: `${mod} ${key.toUpperCase()}` }) : t(`mark.${mark}`)
              }
              icon={<Icon aria-hidden className="icon" />}
              disabled={shown !== "write"}
              // Keeps the selection in the text.
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => put(mark)}
            />
          ))}
          <Segments
            label={t("bodyMode")}
            value={shown}
            onChange={setMode}
            options={[
              { value: "write", label: t("write") },
              { value: "preview", label: t("preview") },
              ...(hasChanges ? [{ value: "changes" as const, label: t("changes") }] : []),
            ]}
            className="ms-auto self-center!"
          />
        </div>
        {shown === "changes" ? (
          <DiffText
            before={published ?? ""}
            after={value}
            className="min-h-32 px-3.5 pt-2.5 pb-3 text-base leading-[22px]"
          />
        ) : shown === "write" ? (
          <textarea
            ref={box}
            id={id}
            lang={props.language}
            value={value}
            rows={6}
            aria-required
            aria-invalid={props.error ? true : undefined}
            aria-describedby={props.error ? `${id}-error` : `${id}-hint`}
            onChange={(event) => onChange(event.target.value)}
            onKeyDown={press}
            className="block field-sizing-content max-h-[46vh] min-h-32 w-full resize-y bg-transparent px-3.5 pt-2.5 pb-3 text-base leading-[22px] outline-none max-md:text-lg"
          />
        ) : value.trim() === "" ? (
          <p className="min-h-32 px-3.5 pt-2.5 pb-3 text-base text-muted">{t("previewEmpty")}</p>
        ) : (
          <FormattedText text={value} className="min-h-32 px-3.5 pt-2.5 pb-3 text-base leading-[22px]" />
        )}
      </div>
      {props.error ? (
        <p id={`${id}-error`} role="alert" className="flex items-start gap-1.5 text-xs text-danger-text">
          <CircleAlert aria-hidden className="icon-sm mt-px" />
          {props.error}
        </p>
      ) : (
        <p id={`${id}-hint`} className="text-xs text-subtle">
          {t("bodyHint")}
        </p>
      )}
    </div>
  );
}
