import type { Locale } from "./locales.ts";
import type { Messages } from "./messages.ts";

/** Makes `useTranslations` know every key: a misspelt one is a type error. */
declare module "next-intl" {
  interface AppConfig {
    Locale: Locale;
    Messages: Messages;
  }
}
