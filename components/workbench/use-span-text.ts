"use client";

import { useCallback } from "react";
import { useTranslations } from "next-intl";
import { type Span, spanOf } from "./span.ts";

/** A duration in words: "6 min", "2 h". Takes milliseconds or a span. */
export function useSpanText(): (span: number | Span) => string {
  const t = useTranslations("workbench.span");
  return useCallback(
    (span) => {
      const { unit, count } = typeof span === "number" ? spanOf(span) : span;
      return t(unit, { count });
    },
    [t],
  );
}
