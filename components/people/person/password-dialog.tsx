"use client";

import { useState } from "react";
import { Check, Copy } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";

/** A one-time password, shown this once. */
export function PasswordDialog(props: { name: string; email: string; password: string; onClose(): void }) {
  const t = useTranslations("people.password");
  const [isCopied, setCopied] = useState(false);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(props.password);
      setCopied(true);
    } catch {
      // Without https the browser keeps the clipboard shut: the text can be selected by hand.
      setCopied(false);
    }
  };
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && props.onClose()}
      title={t("title", { name: props.name })}
      description={t("text")}
      size="sm"
      footer={
        <Button variant="primary" onClick={props.onClose}>
          {t("done")}
        </Button>
      }
    >
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] items-center gap-x-4 gap-y-2">
        <dt className="text-xs text-muted">{t("email")}</dt>
        <dd className="truncate select-all">{props.email}</dd>
        <dt className="text-xs text-muted">{t("password")}</dt>
        <dd className="flex items-center gap-2">
          <code className="min-w-0 flex-1 rounded-sm bg-sunken px-2.5 py-1.5 font-mono text-base wrap-anywhere select-all">
            {props.password}
          </code>
          <Button
            icon={
              isCopied ? (
                <Check aria-hidden className="icon text-success-text" />
              ) : (
                <Copy aria-hidden className="icon" />
              )
            }
            onClick={() => void copy()}
          >
            {isCopied ? t("copied") : t("copy")}
          </Button>
        </dd>
      </dl>
      <p role="status" className="sr-only">
        {isCopied && t("copied")}
      </p>
      <p className="mt-3 text-xs text-subtle">{t("lost")}</p>
    </Dialog>
  );
}
