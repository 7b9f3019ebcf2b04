"use client";

import { type RefObject, useRef, useState } from "react";
import { useTranslations } from "next-intl";
import { useDraft } from "#components/realtime/use-draft.ts";
import { CustomerComposer } from "#components/thread/customer-composer.tsx";
import { choosePictures, PICTURES_AT_ONCE, pictureTypes } from "./picture-choice.ts";
import { draftKey } from "./use-chat-desk.ts";
import { MAX_LENGTH } from "./text-limit.ts";
import { NoteBar } from "./note-bar.tsx";
import { type ChosenPicture, PictureTray } from "./picture-tray.tsx";

/** What the customer writes, with the pictures that go along. Pictures leave first, then the words. */
export function ChatComposer(props: {
  siteKey: string;
  onSend: (message: { text: string | null; picture: Blob | null }) => void;
  onType: (text: string) => void;
  onTypingStop: () => void;
  placeholder: string;
  inputRef: RefObject<HTMLTextAreaElement | null>;
}) {
  const t = useTranslations("customer.pictures");
  const [draft, setDraft] = useDraft(draftKey(props.siteKey));
  const [pictures, setPictures] = useState<readonly ChosenPicture[]>([]);
  const nextKey = useRef(0);
  const [refusal, setRefusal] = useState<string | null>(null);

  const add = (files: File[]) => {
    const { taken, faults } = choosePictures(files, pictures.length);
    setPictures([...pictures, ...taken.map((file) => ({ key: `picture-${(nextKey.current += 1)}`, file }))]);
    setRefusal(faults.map(({ name, fault }) => t(fault, { name, max: PICTURES_AT_ONCE })).at(0) ?? null);
    props.inputRef.current?.focus();
  };
  const send = (text: string) => {
    const said = text.trim() || null;
    if (!said && pictures.length === 0) return;
    // A message is a picture or words; the words come after what they are about.
    for (const { file } of pictures) props.onSend({ picture: file, text: null });
    if (said) props.onSend({ picture: null, text: said });
    setPictures([]);
    setRefusal(null);
    setDraft("");
    props.onTypingStop();
  };
  return (
    <div className="shrink-0">
      {refusal && <NoteBar onDismiss={() => setRefusal(null)}>{refusal}</NoteBar>}
      <CustomerComposer
        value={draft}
        onChange={(text) => {
          setDraft(text);
          props.onType(text);
        }}
        onSend={send}
        label={props.placeholder}
        placeholder={props.placeholder}
        accept={pictureTypes.join(",")}
        onFiles={add}
        canSendEmpty={pictures.length > 0}
        maxLength={MAX_LENGTH}
        above={
          pictures.length > 0 && (
            <PictureTray
              pictures={pictures}
              onRemove={(key) => setPictures(pictures.filter((picture) => picture.key !== key))}
            />
          )
        }
        inputRef={props.inputRef}
      />
    </div>
  );
}
