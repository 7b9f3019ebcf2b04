"use client";

import { useCallback, useState } from "react";
import { useErrorText } from "#components/i18n/use-error-text.ts";
import type { RefusalCode } from "./chat-model.ts";

/** One thing at a time asked of the server: which one is at work, and the last refusal in words. */
export function useActs<Name extends string>() {
  const errorText = useErrorText();
  const [busy, setBusy] = useState<Name | null>(null);
  const [fault, setFault] = useState<{ name: Name; text: string } | null>(null);
  const run = useCallback(
    async (name: Name, act: () => Promise<RefusalCode>): Promise<RefusalCode> => {
      setBusy(name);
      setFault(null);
      const code = await act();
      setBusy(null);
      if (code) setFault({ name, text: errorText(code) });
      return code;
    },
    [errorText],
  );
  return { busy, fault, run, forget: useCallback(() => setFault(null), []) };
}
