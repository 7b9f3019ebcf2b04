"use client";

import { ArrowUp } from "lucide-react";
import { useTranslations } from "next-intl";
import { cn } from "#components/ui/class-names.ts";
import { AttachButton } from "./attach-button.tsx";
import { type ComposerProps, pictureTypes } from "./composer-props.ts";
import { EmojiButton } from "./emoji-button.tsx";
import { useComposer } from "./use-composer.ts";
import { useFileDrop } from "./use-file-drop.ts";

const roundLook = "rounded-full! size-10";

/** Where a customer writes: 48 px, grows to five lines, 16 px text so that phones do not zoom. */
export function CustomerComposer(props: ComposerProps) {
  const t = useTranslations("thread");
  const composer = useComposer(props);
  const drop = useFileDrop(props.onFiles);
  return (
    <div className="shrink-0 bg-surface px-3 pt-2 pb-[calc(12px+env(safe-area-inset-bottom))]" {...drop.handlers}>
      {props.above}
      <div
        className={cn(
          "flex min-h-12 items-end rounded-[24px] p-1 inset-ring inset-ring-field has-[textarea:focus-visible]:inset-ring-2 has-[textarea:focus-visible]:inset-ring-ring",
          drop.isOver && "bg-accent-soft inset-ring-2 inset-ring-accent",
        )}
      >
        {props.onFiles && (
          <AttachButton
            onFiles={props.onFiles}
            accept={props.accept ?? pictureTypes}
            size="lg"
            iconClass="icon-lg"
            className={roundLook}
          />
        )}
        {props.startActions}
        <textarea
          {...composer.textarea}
          placeholder={drop.isOver ? t("dropHere") : (props.placeholder ?? t("write"))}
          className={cn(
            "my-[9px] max-h-[110px] min-w-0 flex-1 resize-none overflow-y-auto bg-transparent px-1 text-lg leading-[22px] outline-none",
            !props.onFiles && !props.startActions && "ps-3",
          )}
        />
        <EmojiButton
          onPick={composer.insert}
          onClose={composer.focus}
          size="lg"
          iconClass="icon-lg"
          align="end"
          className={roundLook}
        />
        {(composer.canSend || !props.endActions) && (
          <button
            type="button"
            aria-label={t("send")}
            title={t("send")}
            aria-disabled={!composer.canSend}
            onClick={composer.send}
            className={cn(
              "grid shrink-0 place-items-center transition-colors",
              roundLook,
              composer.canSend
                ? "bg-accent text-on-accent hover:bg-accent-hover"
                : "cursor-default! bg-selected text-subtle",
            )}
          >
            <ArrowUp aria-hidden className="icon-lg" />
          </button>
        )}
        {!composer.canSend && props.endActions}
      </div>
    </div>
  );
}
