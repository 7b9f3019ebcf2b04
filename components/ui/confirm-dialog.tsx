"use client";

import type { ReactNode } from "react";
import { useTranslations } from "next-intl";
import { AlertDialog } from "radix-ui";
import { Button } from "./button.tsx";
import { scrimLook } from "./overlay-look.ts";

/**
 * Asks before something that cannot be taken back. Stays open while busy: the caller closes it. "Cancel" has the focus.
 */
export function ConfirmDialog(props: {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  title: ReactNode;
  description: ReactNode;
  confirmLabel: string;
  onConfirm: () => void;
  isBusy?: boolean;
  tone?: "primary" | "danger";
}) {
  const t = useTranslations("common");
  return (
    <AlertDialog.Root open={props.isOpen} onOpenChange={props.onOpenChange}>
      <AlertDialog.Portal>
        <AlertDialog.Overlay className={scrimLook} />
        <AlertDialog.Content className="fixed start-1/2 top-1/2 z-(--z-dialog) w-[400px] max-w-[calc(100vw-32px)] -translate-1/2 rounded-lg bg-overlay p-6 shadow-dialog outline-none data-[state=open]:animate-appear rtl:translate-x-1/2">
          <AlertDialog.Title className="text-lg font-semibold tracking-[-0.01em]">{props.title}</AlertDialog.Title>
          <AlertDialog.Description className="mt-1 text-sm text-muted">{props.description}</AlertDialog.Description>
          <div className="mt-5 flex justify-end gap-2">
            <AlertDialog.Cancel asChild>
              <Button>{t("cancel")}</Button>
            </AlertDialog.Cancel>
            <Button variant={props.tone ?? "primary"} isBusy={props.isBusy} onClick={props.onConfirm}>
              {props.confirmLabel}
            </Button>
          </div>
        </AlertDialog.Content>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
