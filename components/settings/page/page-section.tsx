"use client";

import { type ClipboardEvent, type KeyboardEvent, useState } from "react";
import { Check, Copy, Globe, Plus, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Input } from "#components/ui/input.tsx";
import { Section } from "../section.tsx";
import { addOrigins } from "./origins.ts";

/** The chat on the shop's own pages: which sites may carry it, and the tag that puts it there. */
export function PageSection(props: {
  origins: readonly string[];
  onChange(origins: string[]): void;
  embedTag: string;
  isStale: boolean;
}) {
  const t = useTranslations("settings.page");
  return (
    <Section id="page" title={t("title")} text={t("text")}>
      <Origins origins={props.origins} onChange={props.onChange} />
      <Tag tag={props.embedTag} isStale={props.isStale} />
    </Section>
  );
}

function Origins({ origins, onChange }: { origins: readonly string[]; onChange(origins: string[]): void }) {
  const t = useTranslations("settings.page");
  const [text, setText] = useState("");
  const [fault, setFault] = useState<string | null>(null);
  const take = (lines: string) => {
    const { list, faults } = addOrigins(origins, lines);
    const [first] = faults;
    if (list.length > origins.length) onChange(list);
    setText(faults.map((each) => each.text).join(" "));
    setFault(first ? t(`fault.${first.fault}`, { text: first.text }) : null);
  };
  const press = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || event.nativeEvent.isComposing) return;
    event.preventDefault();
    if (text.trim() !== "") take(text);
  };
  const paste = (event: ClipboardEvent) => {
    const lines = event.clipboardData.getData("text");
    if (!/\s/.test(lines.trim())) return;
    event.preventDefault();
    take(`${text} ${lines}`);
  };
  return (
    <div className="flex max-w-[560px] flex-col gap-1.5">
      <Field
        label={t("allowed")}
        error={fault ?? undefined}
        hint={origins.length === 0 ? t("allowedNone") : t("allowedHint")}
      >
        <span className="flex gap-2">
          <Input
            inputMode="url"
            autoComplete="off"
            spellCheck={false}
            placeholder="https://shop.example"
            value={text}
            onChange={(event) => {
              setText(event.target.value);
              setFault(null);
            }}
            onKeyDown={press}
            onPaste={paste}
            className="min-w-0 flex-1"
          />
          <Button icon={<Plus aria-hidden className="icon" />} onClick={() => text.trim() !== "" && take(text)}>
            {t("add")}
          </Button>
        </span>
      </Field>
      {origins.length > 0 && (
        <ul className="mt-1 overflow-hidden rounded-md border border-border-strong">
          {origins.map((origin) => (
            <li key={origin} className="flex h-9 items-center gap-2.5 border-b border-border ps-3 pe-1 last:border-0">
              <Globe aria-hidden className="icon text-subtle" />
              <span className="min-w-0 flex-1 truncate">{origin}</span>
              <IconButton
                size="sm"
                label={t("remove", { origin })}
                icon={<X aria-hidden className="icon-sm" />}
                onClick={() => onChange(origins.filter((each) => each !== origin))}
              />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function Tag({ tag, isStale }: { tag: string; isStale: boolean }) {
  const t = useTranslations("settings.page");
  const [isCopied, setCopied] = useState(false);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(tag);
      setCopied(true);
      setTimeout(() => setCopied(false), 2500);
    } catch {
      // Without https the browser keeps the clipboard shut: the text can be selected by hand.
      setCopied(false);
    }
  };
  return (
    <div className="flex flex-col gap-1.5">
      <h3 className="text-xs font-medium text-muted">{t("tag")}</h3>
      <div className="flex items-start gap-2 rounded-md bg-sunken p-2 ps-3 inset-ring inset-ring-border">
        <code className="min-w-0 flex-1 py-1 font-mono text-xs leading-5 wrap-anywhere select-all">{tag}</code>
        <Button
          size="sm"
          icon={
            isCopied ? (
              <Check aria-hidden className="icon-sm text-success-text" />
            ) : (
              <Copy aria-hidden className="icon-sm" />
            )
          }
          onClick={() => void copy()}
        >
          {isCopied ? t("copied") : t("copy")}
        </Button>
      </div>
      <p role="status" className="text-xs text-subtle">
        {isCopied ? t("copied") : t(isStale ? "tagStale" : "tagHint")}
      </p>
    </div>
  );
}
