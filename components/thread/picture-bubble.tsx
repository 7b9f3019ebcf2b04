"use client";

import { useState } from "react";
import { ImageOff } from "lucide-react";
import { useTranslations } from "next-intl";
import { cn } from "#components/ui/class-names.ts";
import { Lightbox } from "./lightbox.tsx";
import type { ThreadPicture } from "./thread-entry.ts";

/** A picture in the log; it opens large. Its place is kept while it loads, so nothing moves. `width` in px. */
export function PictureBubble({
  picture,
  width,
  className,
}: {
  picture: ThreadPicture;
  width: number;
  className?: string;
}) {
  const t = useTranslations("thread");
  const [isOpen, setIsOpen] = useState(false);
  const [hasFailed, setHasFailed] = useState(false);
  const alt = picture.alt || t("picture");
  // Very long or very flat pictures are cut; the lightbox shows all of them.
  const ratio = Math.min(1.4, Math.max(0.45, picture.height / Math.max(1, picture.width)));
  if (hasFailed) {
    return (
      <p className={cn("flex items-center gap-2 bg-bubble-in px-3 py-2 text-sm text-muted", className)}>
        <ImageOff aria-hidden className="icon" />
        {t("pictureFailed")}
      </p>
    );
  }
  return (
    <>
      <button
        type="button"
        aria-label={t("openPicture", { alt })}
        onClick={() => setIsOpen(true)}
        style={{ width, height: Math.round(width * ratio) }}
        className={cn("block max-w-full overflow-hidden bg-bubble-in", className)}
      >
        <img src={picture.src} alt="" onError={() => setHasFailed(true)} className="size-full object-cover" />
      </button>
      {isOpen && <Lightbox picture={{ ...picture, alt }} onClose={() => setIsOpen(false)} />}
    </>
  );
}
