"use client";

import { lazy, Suspense, useEffect, useRef, useState } from "react";
import { Smile } from "lucide-react";
import { useTranslations } from "next-intl";
import { cn } from "#components/ui/class-names.ts";
import { IconButton } from "#components/ui/icon-button.tsx";

// Few messages carry emoji: their names are loaded when the picker is first opened.
const EmojiPicker = lazy(async () => ({ default: (await import("#components/ui/emoji-picker.tsx")).EmojiPicker }));

/** Opens the emoji over the composer; Escape or a press elsewhere closes it. `align` is the side it hangs from. */
export function EmojiButton(props: {
  onPick: (sign: string) => void;
  onClose: () => void;
  size: "sm" | "lg";
  iconClass: string;
  align: "start" | "end";
  className?: string;
}) {
  const t = useTranslations("common.emoji");
  const [isOpen, setIsOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const { onClose } = props;
  const close = () => {
    setIsOpen(false);
    onClose();
  };
  useEffect(() => {
    if (!isOpen) return;
    const onPress = (event: PointerEvent) => {
      if (!(event.target instanceof Node && box.current?.contains(event.target))) setIsOpen(false);
    };
    document.addEventListener("pointerdown", onPress);
    return () => document.removeEventListener("pointerdown", onPress);
  }, [isOpen]);
  return (
    <div
      ref={box}
      className="relative flex"
      onKeyDown={(event) => {
        if (event.key !== "Escape" || !isOpen) return;
        event.stopPropagation();
        close();
      }}
    >
      <IconButton
        label={t("label")}
        size={props.size}
        icon={<Smile aria-hidden className={props.iconClass} />}
        aria-expanded={isOpen}
        aria-haspopup="dialog"
        className={cn(isOpen && "bg-hover text-foreground", props.className)}
        onClick={() => setIsOpen(!isOpen)}
      />
      {isOpen && (
        <div
          role="dialog"
          aria-label={t("label")}
          className={cn(
            "absolute bottom-full z-(--z-menu) mb-2 min-h-60 w-[312px] max-w-[calc(100vw-32px)] animate-appear rounded-lg bg-overlay p-3 shadow-pop",
            props.align === "start" ? "start-0" : "end-0",
          )}
        >
          <Suspense>
            <EmojiPicker
              onPick={(sign) => {
                setIsOpen(false);
                props.onPick(sign);
              }}
            />
          </Suspense>
        </div>
      )}
    </div>
  );
}
