"use client";

import type { MediaId } from "#server/contract/ids.ts";
import { useId, useRef, useState } from "react";
import { ImagePlus, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useErrorText } from "#components/i18n/use-error-text.ts";
import { uploadPicture } from "#components/realtime/upload-picture.ts";
import { useFileDrop } from "#components/thread/use-file-drop.ts";
import { Button } from "#components/ui/button.tsx";
import { cn } from "#components/ui/class-names.ts";
import { IconButton } from "#components/ui/icon-button.tsx";
import { toast } from "#components/ui/toaster.tsx";

const MOST = 6;
const MOST_BYTES = 10 * 1024 * 1024;
const types = ["image/jpeg", "image/png", "image/webp", "image/gif"];

/** Pictures the customer gets with the answer: chosen, dropped or pasted; each shows how far its upload is. */
export function PicturesField(props: {
  pictureIds: readonly MediaId[];
  onChange(change: (held: readonly MediaId[]) => MediaId[]): void;
}) {
  const t = useTranslations("answers.editor.pictures");
  const errorText = useErrorText();
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [coming, setComing] = useState<readonly { key: string; share: number }[]>([]);
  const room = MOST - props.pictureIds.length - coming.length;

  const upload = async (file: File) => {
    const key = crypto.randomUUID();
    setComing((held) => [...held, { key, share: 0 }]);
    const answer = await uploadPicture(file, {
      side: "desk",
      conversationId: null,
      token: null,
      onProgress: (share) => setComing((held) => held.map((one) => (one.key === key ? { key, share } : one))),
    });
    setComing((held) => held.filter((one) => one.key !== key));
    if (answer.ok) props.onChange((held) => [...held, answer.data.mediaId]);
    else toast.error(errorText(answer.error.code));
  };
  const add = (files: File[]) => {
    const fit = files.filter(({ type, size }) => types.includes(type) && size <= MOST_BYTES);
    if (fit.length < files.length)
      toast.error(errorText(files.some(({ size }) => size > MOST_BYTES) ? "too_large" : "wrong_type"));
    for (const file of fit.slice(0, Math.max(0, room))) void upload(file);
  };
  const drop = useFileDrop(add);
  return (
    <section aria-labelledby={`${id}-title`} className="flex flex-col gap-1.5" {...drop.handlers}>
      <h3 id={`${id}-title`} className="text-xs font-medium text-muted">
        {t("title")}
      </h3>
      <div
        className={cn(
          "flex flex-wrap items-center gap-2 rounded-md",
          drop.isOver && "outline-2 outline-offset-4 outline-ring",
        )}
      >
        {props.pictureIds.map((mediaId, index) => (
          <span key={mediaId} className="relative">
            <img
              src={`/api/media/${encodeURIComponent(mediaId)}`}
              alt={t("picture", { number: index + 1 })}
              className="h-16 w-20 rounded-md bg-sunken object-cover inset-ring inset-ring-border"
            />
            <IconButton
              size="sm"
              label={t("remove", { number: index + 1 })}
              icon={<X aria-hidden className="icon-xs" />}
              onClick={() => props.onChange((held) => held.filter((one) => one !== mediaId))}
              className="absolute! -end-1.5 -top-1.5 size-5! rounded-full bg-overlay shadow-card inset-ring inset-ring-border-strong"
            />
          </span>
        ))}
        {coming.map(({ key, share }) => (
          <span
            key={key}
            role="progressbar"
            aria-label={t("uploading")}
            aria-valuenow={Math.round(share * 100)}
            aria-valuemin={0}
            aria-valuemax={100}
            className="flex h-16 w-20 items-end rounded-md bg-sunken p-2"
          >
            <span className="h-1 w-full overflow-hidden rounded-full bg-degree-track">
              <span className="block h-full bg-accent" style={{ width: `${share * 100}%` }} />
            </span>
          </span>
        ))}
        <Button
          size="sm"
          icon={<ImagePlus aria-hidden className="icon-sm" />}
          disabled={room <= 0}
          onClick={() => input.current?.click()}
        >
          {t("add")}
        </Button>
        <input
          ref={input}
          type="file"
          accept={types.join(",")}
          multiple
          hidden
          aria-label={t("add")}
          onChange={(event) => {
            add([...(event.target.files ?? [])]);
            event.target.value = "";
          }}
        />
      </div>
    </section>
  );
}
