import type { KeyboardEvent, ReactNode, Ref } from "react";

/** What both composers take. The text belongs to the caller, who keeps drafts and empties it on sending. */
export type ComposerProps = {
  value: string;
  onChange: (value: string) => void;
  /** Gets the trimmed text; not called for an empty one, unless `canSendEmpty`. */
  onSend: (text: string) => void;
  /** Names the text box: "Reply to Marguerite". */
  label: string;
  placeholder?: string;
  /** Pictures that were chosen, pasted or dropped; without it there is no button for them. */
  onFiles?: (files: File[]) => void;
  /** Media types of the file chooser. */
  accept?: string;
  /** Called on every change. */
  onTyping?: () => void;
  /** Sees keys first; true means it was dealt with (the "/" menu). */
  onKeyDown?: (event: KeyboardEvent<HTMLTextAreaElement>) => boolean;
  isSendDisabled?: boolean;
  /** Something else than text waits to be sent, e.g. chosen pictures. */
  canSendEmpty?: boolean;
  maxLength?: number;
  inputRef?: Ref<HTMLTextAreaElement>;
  startActions?: ReactNode;
  endActions?: ReactNode;
  /** Stands over the text: chosen pictures. */
  above?: ReactNode;
};

export const pictureTypes = "image/jpeg,image/png,image/webp,image/gif";
