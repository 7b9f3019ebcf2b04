/** The languages of the product, and how one is chosen for a visitor. */
export const locales = ["en", "zh"] as const;
export type Locale = (typeof locales)[number];

/** What a site speaks to a visitor whose browser asks for neither language. */
export const defaultLocale: Locale = "en";

/** Holds the visitor's own choice; one year. */
export const localeCookie = "locale";

export const localeNames: Record<Locale, string> = { en: "English", zh: "中文" };

export function isLocale(value: unknown): value is Locale {
  return locales.some((locale) => locale === value);
}

/**
 * The first of these that names one of our languages: the visitor's choice, the browser's list (by quality, any
 * region or script: `zh-Hant-TW` is `zh`), the site's default.
 */
export function resolveLocale(asked: {
  cookie?: string | undefined;
  acceptLanguage?: string | null;
  siteDefault?: Locale;
}): Locale {
  if (isLocale(asked.cookie)) return asked.cookie;
  return fromAcceptLanguage(asked.acceptLanguage ?? "") ?? asked.siteDefault ?? defaultLocale;
}

function fromAcceptLanguage(header: string): Locale | undefined {
  const wanted = header
    .split(",")
    .slice(0, 20)
    .map((part) => {
      const [tag = "", ...parameters] = part.trim().toLowerCase().split(";");
      const quality = parameters.map((parameter) => /^\s*q=([\d.]+)/.exec(parameter)?.[1]).find(Boolean);
      return { language: tag.split("-")[0], quality: quality ? Number(quality) : 1 };
    })
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality);
  return wanted.map(({ language }) => language).find(isLocale);
}
