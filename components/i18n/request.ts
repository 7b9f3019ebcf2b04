import { cookies, headers } from "next/headers";
import { getRequestConfig } from "next-intl/server";
import { isLocale, localeCookie, resolveLocale } from "./locales.ts";
import { messagesByLocale } from "./messages.ts";

/** next-intl's server side: one language per request, from the cookie, else the browser, else the site. */
export default getRequestConfig(async ({ locale: asked }) => {
  const [jar, head] = await Promise.all([cookies(), headers()]);
  const locale = isLocale(asked)
    ? asked
    : resolveLocale({ cookie: jar.get(localeCookie)?.value, acceptLanguage: head.get("accept-language") });
  return { locale, messages: messagesByLocale[locale], timeZone: "UTC" };
});
