"use client";

import { useTranslations } from "next-intl";

/** Kinds of customers there are names for; a shop may write others. The first is who comes without saying otherwise. */
export const askerKinds = ["customer", "courier", "partner"] as const;

export function useAskerKindName(): (kind: string) => string {
  const t = useTranslations("answers.editor.askerKind");
  return (kind) => {
    const known = askerKinds.find((each) => each === kind);
    return known === undefined ? kind : t(known);
  };
}
