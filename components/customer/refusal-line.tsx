"use client";

import { useErrorText } from "#components/i18n/use-error-text.ts";

/** Why a message was not taken; "Not sent" and the ways on are the list's own. */
export function RefusalLine({ code }: { code: string }) {
  const errorText = useErrorText();
  return <p className="max-w-75 text-end text-xs text-danger-text">{errorText(code)}</p>;
}
