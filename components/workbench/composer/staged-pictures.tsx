"use client";

import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useBlobUrl } from "#components/realtime/use-blob-url.ts";
import { IconButton } from "#components/ui/icon-button.tsx";

/** Pictures chosen but not sent: small, with a way to take each back. */
export function StagedPictures(props: { pictures: readonly File[]; onRemove(picture: File): void }) {
  const t = useTranslations("workbench.composer");
  if (props.pictures.length === 0) return null;
  return (
    <ul aria-label={t("staged")} className="flex gap-2 overflow-x-auto px-3 pt-2 pb-1">
      {props.pictures.map((picture, index) => (
        <li key={`${picture.name}-${picture.lastModified}-${index}`} className="relative shrink-0">
          <Thumbnail picture={picture} />
          <IconButton
            size="sm"
            label={t("removePicture", { name: picture.name })}
            icon={<X className="icon-xs" />}
            onClick={() => props.onRemove(picture)}
            className="absolute! -end-1.5 -top-1.5 size-5! rounded-full! bg-overlay shadow-pop"
          />
        </li>
      ))}
    </ul>
  );
}

function Thumbnail({ picture }: { picture: File }) {
  const src = useBlobUrl(picture);
  if (!src) return <span className="block size-14 rounded-md bg-selected" />;
  return <img src={src} alt={picture.name} className="size-14 rounded-md object-cover" />;
}
