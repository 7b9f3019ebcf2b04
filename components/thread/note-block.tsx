"use client";

import { LockKeyhole } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { FormattedText } from "./formatted-text.tsx";
import type { ThreadNote } from "./thread-entry.ts";

/** A note for staff: yellow, a lock and words, so that nobody takes it for a message. */
export function NoteBlock({ note }: { note: ThreadNote }) {
  const t = useTranslations("thread");
  const format = useFormatter();
  const time = format.dateTime(note.at, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  return (
    <div className="mb-3.5 ms-9 grid grid-cols-[16px_minmax(0,1fr)] gap-x-2 gap-y-0.5 rounded-md bg-note-soft px-3 py-[9px] inset-ring inset-ring-note-border">
      <LockKeyhole aria-hidden className="icon mt-px text-note-text" />
      <p className="text-xs leading-[18px] text-note-text">
        <b className="me-1.5 font-semibold">{t("note")}</b>
        {t("noteBy", { name: note.speaker.isMe ? t("you") : note.speaker.name, time })}
      </p>
      <FormattedText text={note.text} className="col-start-2 [&_strong]:text-note-text" />
    </div>
  );
}
