import type { ReactNode } from "react";
import { getLocale } from "next-intl/server";
import { I18nProvider } from "./i18n-provider.tsx";
import { type Area, messagesByLocale, pickAreas } from "./messages.ts";

const always = ["common", "errors"] as const satisfies readonly Area[];

/**
 * Gives the client components below it the words of some areas (with `common` and `errors`, which everybody needs).
 * Nested ones replace, so a page names all areas it uses. Server components need none of this.
 */
export async function AreaMessages({ areas, children }: { areas: readonly Area[]; children: ReactNode }) {
  const locale = await getLocale();
  return (
    <I18nProvider locale={locale} messages={pickAreas(messagesByLocale[locale], [...always, ...areas])}>
      {children}
    </I18nProvider>
  );
}
