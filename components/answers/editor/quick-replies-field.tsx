"use client";

import { useId } from "react";
import { Plus, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Button } from "#components/ui/button.tsx";
import type { QuickReplyDraft } from "./entry-draft.ts";

const MOST = 6;

/** Buttons under the answer: each sends its words for the customer. An empty "sends" is the label itself. */
export function QuickRepliesField(props: {
  replies: readonly QuickReplyDraft[];
  onChange(replies: QuickReplyDraft[]): void;
  language: string;
}) {
  const t = useTranslations("answers.editor.quick");
  const id = useId();
  const { replies, onChange } = props;
  const edit = (key: string, change: Partial<QuickReplyDraft>) =>
    onChange(replies.map((reply) => (reply.key === key ? { ...reply, ...change } : reply)));
  const cell =
    "h-full min-w-0 flex-1 truncate rounded-xs bg-transparent px-2 text-sm text-foreground outline-none focus-visible:inset-ring-2 focus-visible:inset-ring-ring max-md:text-lg";
  return (
    <section aria-labelledby={`${id}-title`} className="flex min-w-0 flex-col gap-1.5">
      <h3 id={`${id}-title`} className="text-xs font-medium text-muted">
        {t("title")}
      </h3>
      {replies.length > 0 && (
        <ul className="rounded-md border border-border-strong">
          {replies.map((reply, index) => (
            <li key={reply.key} className="flex h-8 items-center gap-1 border-b border-border px-1 last:border-0">
              <input
                lang={props.language}
                aria-label={t("label", { number: index + 1 })}
                placeholder={t("labelPlaceholder")}
                value={reply.label}
                maxLength={40}
                onChange={(event) => edit(reply.key, { label: event.target.value })}
                className={cell}
              />
              <span aria-hidden className="text-subtle">
                →
              </span>
              <input
                lang={props.language}
                aria-label={t("text", { number: index + 1 })}
                placeholder={reply.label || t("textPlaceholder")}
                value={reply.text}
                maxLength={200}
                onChange={(event) => edit(reply.key, { text: event.target.value })}
                className={cell}
              />
              <IconButton
                size="sm"
                label={t("remove", { label: reply.label })}
                icon={<X aria-hidden className="icon-sm" />}
                onClick={() => onChange(replies.filter(({ key }) => key !== reply.key))}
              />
            </li>
          ))}
        </ul>
      )}
      <div className="flex items-center gap-3">
        <Button
          size="sm"
          icon={<Plus aria-hidden className="icon-sm" />}
          disabled={replies.length >= MOST}
          onClick={() => onChange([...replies, { key: crypto.randomUUID(), label: "", text: "" }])}
        >
          {t("add")}
        </Button>
        <p className="text-xs text-subtle">{t("hint", { most: MOST })}</p>
      </div>
    </section>
  );
}
