"use client";

import { useState } from "react";
import { Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { Section } from "./section.tsx";

/** Takes the demo out, saying before what goes and what stays. */
export function DemoSection({ isBusy, onRemove }: { isBusy: boolean; onRemove(done: () => void): void }) {
  const t = useTranslations("settings.demo");
  const [isAsked, setAsked] = useState(false);
  return (
    <Section id="demo" title={t("title")} text={t("text")}>
      <dl className="grid max-w-[640px] gap-3 text-sm sm:grid-cols-2">
        <div>
          <dt className="font-medium">{t("goes")}</dt>
          <dd className="text-muted">{t("goesText")}</dd>
        </div>
        <div>
          <dt className="font-medium">{t("stays")}</dt>
          <dd className="text-muted">{t("staysText")}</dd>
        </div>
      </dl>
      <Button
        variant="danger"
        icon={<Trash2 aria-hidden className="icon" />}
        onClick={() => setAsked(true)}
        className="self-start"
      >
        {t("action")}
      </Button>
      <ConfirmDialog
        isOpen={isAsked}
        onOpenChange={setAsked}
        title={t("confirmTitle")}
        description={t("confirmText")}
        confirmLabel={t("confirm")}
        tone="danger"
        isBusy={isBusy}
        onConfirm={() => onRemove(() => setAsked(false))}
      />
    </Section>
  );
}
