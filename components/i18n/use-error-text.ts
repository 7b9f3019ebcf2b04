import { useTranslations } from "next-intl";

/** A sentence for a refusal's code: what happened and what to do. Codes we have no words for read as `internal`. */
export function useErrorText(): (code: string) => string {
  const t = useTranslations("errors");
  return (code) => (isKnown(t, code) ? t(code) : t("internal"));
}

type ErrorWords = ReturnType<typeof useTranslations<"errors">>;

function isKnown(t: ErrorWords, code: string): code is Parameters<ErrorWords["has"]>[0] {
  return t.has(code as Parameters<ErrorWords["has"]>[0]);
}
