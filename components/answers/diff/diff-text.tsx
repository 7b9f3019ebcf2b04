"use client";

import { useMemo } from "react";
import { useTranslations } from "next-intl";
import { cn } from "#components/ui/class-names.ts";
import { diffTexts } from "./text-diff.ts";

export const freshLook =
  "rounded-[2px] bg-success-soft no-underline shadow-[inset_0_-1px_0_var(--color-success-border)]";
export const goneLook = "rounded-[2px] bg-danger-soft text-danger-text line-through decoration-danger-border";

/** A text with what was added and taken away marked in it; line breaks are kept. Marks are told, not only coloured. */
export function DiffText(props: { before: string; after: string; className?: string }) {
  const t = useTranslations("answers.diff");
  const pieces = useMemo(() => diffTexts(props.before, props.after), [props.before, props.after]);
  return (
    <p dir="auto" className={cn("wrap-anywhere whitespace-pre-wrap", props.className)}>
      {pieces.map((piece, index) =>
        piece.kind === "same" ? (
          piece.text
        ) : piece.kind === "new" ? (
          <ins key={index} className={freshLook}>
            <span className="sr-only">{t("addedMark")} </span>
            {piece.text}
          </ins>
        ) : (
          <del key={index} className={goneLook}>
            <span className="sr-only">{t("removedMark")} </span>
            {piece.text}
          </del>
        ),
      )}
    </p>
  );
}
