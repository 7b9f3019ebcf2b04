"use client";

import type { ReactNode } from "react";
import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import { cn } from "#components/ui/class-names.ts";
import { AttachButton } from "./attach-button.tsx";
import { type ComposerProps, pictureTypes } from "./composer-props.ts";
import { EmojiButton } from "./emoji-button.tsx";
import { useComposer } from "./use-composer.ts";
import { useFileDrop } from "./use-file-drop.ts";

const tones = {
  reply: "bg-surface inset-ring-border-strong has-[textarea:focus-visible]:inset-ring-ring",
  note: "bg-note-soft inset-ring-note-border has-[textarea:focus-visible]:inset-ring-note",
  consult: "bg-surface inset-ring-consult-border has-[textarea:focus-visible]:inset-ring-consult",
};

/**
 * Where staff write. `header` holds the modes (reply, note) and to whom; `status` says that the draft is kept.
 * `isJoined` squares the upper corners for suggestions that sit on it. The tone tells who will read it.
 */
export function DeskComposer(
  props: ComposerProps & {
    header?: ReactNode;
    status?: ReactNode;
    tone?: keyof typeof tones;
    sendLabel?: string;
    isSending?: boolean;
    isJoined?: boolean;
    className?: string;
  },
) {
  const t = useTranslations("thread");
  const composer = useComposer(props);
  const drop = useFileDrop(props.onFiles);
  const tone = props.tone ?? "reply";
  return (
    <div
      {...drop.handlers}
      className={cn(
        "shrink-0 inset-ring has-[textarea:focus-visible]:inset-ring-2",
        props.isJoined ? "rounded-b-lg" : "rounded-lg",
        tones[tone],
        drop.isOver && "inset-ring-2 inset-ring-accent",
        props.className,
      )}
    >
      {props.header && <div className="flex items-center gap-1 px-2 pt-2">{props.header}</div>}
      {props.above}
      <textarea
        {...composer.textarea}
        placeholder={drop.isOver ? t("dropHere") : props.placeholder}
        className="block max-h-[200px] min-h-10 w-full resize-none overflow-y-auto bg-transparent px-3.5 py-[9px] text-base outline-none max-md:text-lg"
      />
      <div className="flex items-center gap-0.5 px-2 pb-2">
        {props.onFiles && (
          <AttachButton onFiles={props.onFiles} accept={props.accept ?? pictureTypes} size="sm" iconClass="icon" />
        )}
        <EmojiButton onPick={composer.insert} onClose={composer.focus} size="sm" iconClass="icon" align="start" />
        {props.startActions}
        <span className="ms-auto me-2.5 truncate text-xs text-subtle">{props.status}</span>
        {props.endActions}
        <Button
          variant={tone === "consult" ? "consult" : "primary"}
          size="sm"
          kbd="↵"
          isBusy={props.isSending}
          aria-disabled={!composer.canSend || undefined}
          onClick={composer.send}
        >
          {props.sendLabel ?? t("send")}
        </Button>
      </div>
    </div>
  );
}
