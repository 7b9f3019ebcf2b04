"use client";

import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useBlobUrl } from "#components/realtime/use-blob-url.ts";

export interface ChosenPicture {
  key: string;
  file: File;
}

/** Pictures chosen and not sent yet, each with a way to take it out again. */
export function PictureTray(props: { pictures: readonly ChosenPicture[]; onRemove: (key: string) => void }) {
  const t = useTranslations("customer.pictures");
  return (
    <ul aria-label={t("tray")} className="flex shrink-0 gap-3 overflow-x-auto px-1 pt-2 pb-3">
      {props.pictures.map((picture) => (
        <li key={picture.key} className="relative shrink-0">
          <Preview file={picture.file} />
          <button
            type="button"
            aria-label={t("remove", { name: picture.file.name })}
            onClick={() => props.onRemove(picture.key)}
            className="absolute -end-2 -top-2 grid size-6 place-items-center rounded-full bg-foreground text-surface ring-2 ring-surface before:absolute before:-inset-2"
          >
            <X aria-hidden className="icon-xs" />
          </button>
        </li>
      ))}
    </ul>
  );
}

function Preview({ file }: { file: File }) {
  const url = useBlobUrl(file);
  return (
    <span className="block size-16 overflow-hidden rounded-md bg-sunken inset-ring inset-ring-border">
      {url && <img src={url} alt={file.name} className="size-full object-cover" />}
    </span>
  );
}
