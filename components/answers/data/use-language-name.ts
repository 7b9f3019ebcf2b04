"use client";

import { useCallback } from "react";
import { useLanguageOptions } from "#components/i18n/use-language-options.ts";

const none: readonly string[] = [];

/** Writes a language's code in words of the screen's language. */
export function useLanguageName(inUse: readonly string[] = none): (code: string) => string {
  const options = useLanguageOptions(inUse);
  return useCallback((code) => options.find(({ value }) => value === code)?.label ?? code, [options]);
}
