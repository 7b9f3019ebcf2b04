"use client";

import { type ReactNode, useSyncExternalStore } from "react";
import { NextIntlClientProvider } from "next-intl";
import type { Locale } from "./locales.ts";
import type { Messages } from "./messages.ts";

const never = () => () => {};

/**
 * Words and formats for client components. The server cannot know the visitor's time zone: it renders UTC, and the
 * browser's own zone takes over right after hydration, without a mismatch.
 */
export function I18nProvider(props: { locale: Locale; messages: Partial<Messages>; children: ReactNode }) {
  const timeZone = useSyncExternalStore(
    never,
    () => Intl.DateTimeFormat().resolvedOptions().timeZone,
    () => "UTC",
  );
  return (
    <NextIntlClientProvider locale={props.locale} messages={props.messages} timeZone={timeZone}>
      {props.children}
    </NextIntlClientProvider>
  );
}
