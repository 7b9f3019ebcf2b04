import {
  type ClipboardEvent,
  type KeyboardEvent,
  useCallback,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
} from "react";
import { fitHeight } from "#components/ui/fit-height.ts";
import type { ComposerProps } from "./composer-props.ts";

/**
 * How a composer behaves, whatever it looks like: grows with its text, sends with Enter (never while an input method
 * composes), breaks the line with Shift+Enter, takes pasted pictures, puts emoji where the caret is.
 */
export function useComposer(props: ComposerProps) {
  const { value, onChange, onSend, onFiles, inputRef } = props;
  const input = useRef<HTMLTextAreaElement>(null);
  const caret = useRef<number | null>(null);
  useImperativeHandle<HTMLTextAreaElement | null, HTMLTextAreaElement | null>(inputRef, () => input.current);

  useLayoutEffect(() => {
    const box = input.current;
    if (!box) return;
    fitHeight(box);
    if (caret.current !== null) box.setSelectionRange(caret.current, caret.current);
    caret.current = null;
  }, [value]);

  const canSend = !props.isSendDisabled && (value.trim() !== "" || Boolean(props.canSendEmpty));
  const send = () => {
    if (canSend) onSend(value.trim());
    input.current?.focus();
  };

  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    // 229 is what Safari reports for the Enter that ends a composition.
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    if (props.onKeyDown?.(event) || event.key !== "Enter" || event.shiftKey || event.altKey) return;
    event.preventDefault();
    send();
  };

  const onPaste = (event: ClipboardEvent) => {
    const files = [...event.clipboardData.files];
    if (!onFiles || files.length === 0) return;
    event.preventDefault();
    onFiles(files);
  };

  const insert = useCallback(
    (text: string) => {
      const box = input.current;
      const start = box?.selectionStart ?? value.length;
      const end = box?.selectionEnd ?? value.length;
      caret.current = start + text.length;
      onChange(value.slice(0, start) + text + value.slice(end));
      box?.focus();
    },
    [value, onChange],
  );

  return {
    canSend,
    send,
    insert,
    focus: () => input.current?.focus(),
    textarea: {
      ref: input,
      rows: 1,
      value,
      maxLength: props.maxLength,
      placeholder: props.placeholder,
      "aria-label": props.label,
      enterKeyHint: "send" as const,
      onChange: (event: { target: HTMLTextAreaElement }) => {
        onChange(event.target.value);
        props.onTyping?.();
      },
      onKeyDown,
      onPaste,
    },
  };
}
