"use client";

import { type ReactNode, useEffect, useState } from "react";
import { useLocale, useMessages } from "next-intl";
import { I18nProvider } from "#components/i18n/i18n-provider.tsx";
import { defaultLocale, isLocale, type Locale } from "#components/i18n/locales.ts";
import type { Messages } from "#components/i18n/messages.ts";
import { type ChatModel } from "./chat-model.ts";
import { replyLanguage } from "./reply-language.ts";

type Words = Partial<Messages>;

/** Fetched only by a page whose customer writes another language than its own. */
const load: Record<Locale, () => Promise<{ words: Words }>> = {
  en: () => import("./reply-words-en.ts"),
  zh: () => import("./reply-words-zh.ts"),
};

/** The log below speaks the customer's language, whatever the page around it speaks. */
export function ReplyLanguageWords({
  model,
  children,
}: {
  model: Pick<ChatModel, "items" | "pending">;
  children: ReactNode;
}) {
  const locale = useLocale();
  const page = isLocale(locale) ? locale : defaultLocale;
  const pageWords = useMessages() as Words;
  const [loaded, setLoaded] = useState<{ language: Locale; words: Words } | null>(null);
  const wanted = replyLanguage(model.items, model.pending, page);
  useEffect(() => {
    if (wanted === page || loaded?.language === wanted) return;
    let isCurrent = true;
    load[wanted]().then(
      ({ words }) => isCurrent && setLoaded({ language: wanted, words }),
      // Without the network the page's own words go on; the next message tries again.
      () => undefined,
    );
    return () => {
      isCurrent = false;
    };
  }, [wanted, page, loaded]);
  const other = wanted !== page && loaded?.language === wanted ? loaded : null;
  const language = other?.language ?? page;
  return (
    <I18nProvider locale={language} messages={other?.words ?? pageWords}>
      <div lang={language} className="contents">
        {children}
      </div>
    </I18nProvider>
  );
}
