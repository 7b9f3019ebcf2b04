"use client";

import type { ReactNode } from "react";
import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { Dialog as Radix } from "radix-ui";
import { cn } from "./class-names.ts";
import { IconButton } from "./icon-button.tsx";
import { scrimLook } from "./overlay-look.ts";

/** A pane that slides over the side. `width` in px; on phones it takes the whole width. */
export function Drawer(props: {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  title: ReactNode;
  side?: "start" | "end";
  width?: number;
  children: ReactNode;
  footer?: ReactNode;
}) {
  const t = useTranslations("common");
  return (
    <Radix.Root open={props.isOpen} onOpenChange={props.onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className={scrimLook} />
        <Radix.Content
          aria-describedby={undefined}
          style={{ maxWidth: props.width ?? 392 }}
          className={cn(
            "fixed inset-y-0 z-(--z-dialog) flex w-full flex-col bg-overlay shadow-dialog outline-none data-[state=open]:animate-drawer [--ground:var(--color-overlay)]",
            props.side === "start" ? "start-0" : "end-0",
          )}
        >
          <header className="flex h-13 shrink-0 items-center gap-2 border-b border-border ps-4 pe-2.5">
            <Radix.Title className="min-w-0 flex-1 truncate text-base font-semibold">{props.title}</Radix.Title>
            <Radix.Close asChild>
              <IconButton label={t("close")} icon={<X className="icon" />} />
            </Radix.Close>
          </header>
          <div className="min-h-0 flex-1 overflow-y-auto">{props.children}</div>
          {props.footer && (
            <footer className="flex justify-end gap-2 border-t border-border px-4 py-3">{props.footer}</footer>
          )}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
