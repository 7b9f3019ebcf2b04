"use client";

import { BellRing } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import type { AlertCheck } from "./use-alert-check.ts";

/**
 * Stands over the list while an offer could go unheard: until the test was heard once in this browser, and after each
 * load until the page is touched.
 */
export function AlertNotice(props: { alerts: AlertCheck & { isReady: boolean }; onTest(): void }) {
  const t = useTranslations("workbench.alerts");
  const { isReady, testedAt, isSoundOpen } = props.alerts;
  if (!isReady || (testedAt !== null && isSoundOpen)) return null;
  return (
    <div className="flex items-center gap-2 border-b border-info-border bg-info-soft py-1.5 ps-3.5 pe-2 text-xs text-info-text">
      <BellRing aria-hidden className="icon-sm" />
      <p className="min-w-0 flex-1">{t(testedAt === null ? "untested" : "soundShut")}</p>
      {testedAt === null && (
        <Button size="sm" onClick={props.onTest}>
          {t("test")}
        </Button>
      )}
    </div>
  );
}
