"use client";

import { createContext, type ReactNode, use, useId } from "react";
import { CircleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { cn } from "./class-names.ts";
import { Label } from "./label.tsx";

type FieldLinks = { id?: string; "aria-describedby"?: string; "aria-invalid"?: true; "aria-required"?: true };
const FieldContext = createContext<FieldLinks>({});

/** What a control inside a `Field` has to carry so that label, hint and error belong to it. Empty outside one. */
export function useFieldLinks(): FieldLinks {
  return use(FieldContext);
}

/** A label, the one control it names, a hint, and what is wrong with it. */
export function Field(props: {
  label: ReactNode;
  hint?: ReactNode;
  error?: string;
  isRequired?: boolean;
  children: ReactNode;
  className?: string;
}) {
  const t = useTranslations("common");
  const id = useId();
  const described = [props.error && `${id}-error`, props.hint && `${id}-hint`].filter(Boolean).join(" ");
  const links: FieldLinks = {
    id,
    "aria-describedby": described || undefined,
    "aria-invalid": props.error ? true : undefined,
    "aria-required": props.isRequired || undefined,
  };
  return (
    <div className={cn("flex min-w-0 flex-col gap-1.5", props.className)}>
      <Label htmlFor={id}>
        {props.label}
        {props.isRequired && <span className="font-normal text-subtle"> · {t("required")}</span>}
      </Label>
      <FieldContext value={links}>{props.children}</FieldContext>
      {props.error && (
        <p id={`${id}-error`} role="alert" className="flex items-start gap-1.5 text-xs text-danger-text">
          <CircleAlert aria-hidden className="icon-sm mt-px" />
          {props.error}
        </p>
      )}
      {props.hint && (
        <p id={`${id}-hint`} className="text-xs text-subtle">
          {props.hint}
        </p>
      )}
    </div>
  );
}
