"use client";

import { useEffect, useRef } from "react";
import { Download, X } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ThreadPicture } from "./thread-entry.ts";

const buttonLook =
  "grid size-10 place-items-center rounded-full bg-overlay text-muted shadow-pop hover:text-foreground";

/**
 * A picture as large as the window allows. The browser's own dialog: it holds the focus, Escape closes it, and the
 * chat needs no further library.
 */
export function Lightbox({ picture, onClose }: { picture: ThreadPicture; onClose: () => void }) {
  const t = useTranslations("thread");
  const tCommon = useTranslations("common");
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const element = dialog.current;
    if (element && !element.open) element.showModal();
  }, []);
  const source = picture.fullSrc ?? picture.src;
  return (
    <dialog
      ref={dialog}
      aria-label={picture.alt}
      onClose={onClose}
      // Anything but the picture and the buttons closes.
      onClick={(event) => event.target === event.currentTarget && dialog.current?.close()}
      className="m-0 size-full max-h-none max-w-none overflow-hidden bg-transparent p-4 pt-16 backdrop:bg-scrim backdrop:backdrop-blur-sm open:grid open:place-items-center"
    >
      <div className="absolute end-4 top-4 flex gap-2">
        <a href={source} download className={buttonLook} aria-label={t("download")} title={t("download")}>
          <Download aria-hidden className="icon-lg" />
        </a>
        <button
          type="button"
          onClick={() => dialog.current?.close()}
          className={buttonLook}
          aria-label={tCommon("close")}
        >
          <X aria-hidden className="icon-lg" />
        </button>
      </div>
      <img src={source} alt={picture.alt} className="max-h-full max-w-full rounded-lg object-contain shadow-dialog" />
    </dialog>
  );
}
