"use client";

import type { LibraryWarning } from "#server/contract/library-views.ts";
import { useCallback } from "react";
import { useTranslations } from "next-intl";
import { toast } from "#components/ui/toaster.tsx";
import { useLanguageName } from "./use-language-name.ts";

/** What publishing would take away from a whole language, as a sentence: hearing a wish for a person, a greeting, thanks. */
export function useWarningText(): (warning: LibraryWarning) => string {
  const t = useTranslations("answers.warning");
  const nameOf = useLanguageName();
  return useCallback(({ kind, language }) => t(kind, { language: nameOf(language) }), [t, nameOf]);
}

/** Says such warnings at once, after the act that brought them. */
export function useWarn(): (warnings: readonly LibraryWarning[]) => void {
  const textOf = useWarningText();
  return useCallback(
    (warnings) => {
      for (const warning of warnings) toast.warning(textOf(warning));
    },
    [textOf],
  );
}
