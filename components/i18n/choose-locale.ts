import { type Locale, localeCookie } from "./locales.ts";

const yearSeconds = 365 * 24 * 3600;

/** Remembers the visitor's language and loads the page again in it. Browser only. */
export function chooseLocale(locale: Locale): void {
  // In another site's frame only a partitioned cookie is kept, and that needs https.
  const attributes = location.protocol === "https:" ? "SameSite=None; Secure; Partitioned" : "SameSite=Lax";
  document.cookie = `${localeCookie}=${locale}; path=/; max-age=${yearSeconds}; ${attributes}`;
  location.reload();
}
