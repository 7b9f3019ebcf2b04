"use client";

import type { ReactNode } from "react";
import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { Dialog as Radix } from "radix-ui";
import { cn } from "./class-names.ts";
import { IconButton } from "./icon-button.tsx";
import { scrimLook } from "./overlay-look.ts";

const sizes = { sm: "sm:w-[400px]", md: "sm:w-[560px]", lg: "sm:w-[808px]" };

/** A question that has to be answered before anything else; on phones a sheet from below. Prefer a drawer or a row. */
export function Dialog(props: {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  title: ReactNode;
  description?: ReactNode;
  children?: ReactNode;
  footer?: ReactNode;
  size?: keyof typeof sizes;
}) {
  const t = useTranslations("common");
  return (
    <Radix.Root open={props.isOpen} onOpenChange={props.onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className={scrimLook} />
        <Radix.Content
          {...(props.description ? {} : { "aria-describedby": undefined })}
          className={cn(
            "fixed inset-x-0 bottom-0 z-(--z-dialog) flex max-h-[calc(100dvh-24px)] flex-col rounded-t-lg bg-overlay shadow-dialog outline-none data-[state=open]:animate-appear",
            "sm:inset-x-auto sm:start-1/2 sm:top-1/2 sm:bottom-auto sm:max-w-[calc(100vw-32px)] sm:-translate-1/2 sm:rounded-lg rtl:sm:translate-x-1/2",
            sizes[props.size ?? "md"],
          )}
        >
          <header className="flex items-start gap-4 px-6 pt-5 pb-4">
            <div className="min-w-0 flex-1">
              <Radix.Title className="text-lg font-semibold tracking-[-0.01em]">{props.title}</Radix.Title>
              {props.description && (
                <Radix.Description className="mt-0.5 text-sm text-muted">{props.description}</Radix.Description>
              )}
            </div>
            <Radix.Close asChild>
              <IconButton label={t("close")} icon={<X className="icon" />} className="-me-2 -mt-1" />
            </Radix.Close>
          </header>
          {props.children && <div className="min-h-0 flex-1 overflow-y-auto px-6 pt-1 pb-5">{props.children}</div>}
          {props.footer && (
            <footer className="flex items-center justify-end gap-2 border-t border-border px-6 py-3 max-sm:pb-[calc(12px+env(safe-area-inset-bottom))]">
              {props.footer}
            </footer>
          )}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
