"use client";

import { useRef } from "react";
import { Paperclip } from "lucide-react";
import { useTranslations } from "next-intl";
import { IconButton } from "#components/ui/icon-button.tsx";

type Look = { size: "sm" | "lg"; iconClass: string; className?: string };

/** Opens the file chooser (on phones also the camera). The same file can be chosen again. */
export function AttachButton(props: { onFiles: (files: File[]) => void; accept: string } & Look) {
  const t = useTranslations("thread");
  const chooser = useRef<HTMLInputElement>(null);
  return (
    <>
      <IconButton
        label={t("attach")}
        size={props.size}
        icon={<Paperclip aria-hidden className={props.iconClass} />}
        className={props.className}
        onClick={() => chooser.current?.click()}
      />
      <input
        ref={chooser}
        type="file"
        accept={props.accept}
        multiple
        hidden
        tabIndex={-1}
        aria-label={t("attach")}
        onChange={(event) => {
          const files = [...(event.target.files ?? [])];
          event.target.value = "";
          if (files.length > 0) props.onFiles(files);
        }}
      />
    </>
  );
}
