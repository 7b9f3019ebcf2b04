"use client";

import { DoorOpen, Forward, Undo2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { Banner, OfflineBanner } from "#components/ui/banner.tsx";
import { Button } from "#components/ui/button.tsx";

/** What has to be known before writing: no network, the customer is gone, a hand-over is under way. */
export function ChatNotices(props: {
  isOffline: boolean;
  isStickyMissing: boolean;
  customerName: string;
  isCustomerGone: boolean;
  pendingTransferTo: string | null;
  isWithdrawing: boolean;
  onWithdraw(): void;
}) {
  const t = useTranslations("workbench.notices");
  return (
    <>
      {props.pendingTransferTo && (
        <Banner
          tone="info"
          icon={<Forward aria-hidden className="icon" />}
          action={
            <Button
              size="sm"
              icon={<Undo2 aria-hidden className="icon-sm" />}
              isBusy={props.isWithdrawing}
              onClick={props.onWithdraw}
            >
              {t("withdraw")}
            </Button>
          }
        >
          {t("transferPending", { name: props.pendingTransferTo })}
        </Banner>
      )}
      {props.isCustomerGone && !props.isOffline && (
        <p role="status" className="flex shrink-0 items-center gap-1.5 px-3 pb-2 text-xs text-muted md:px-5">
          <DoorOpen aria-hidden className="icon-sm" />
          {t("gone", { name: props.customerName })}
        </p>
      )}
      {props.isOffline && <OfflineBanner className="mb-2 border-b!" isStickyMissing={props.isStickyMissing} />}
    </>
  );
}

/** In place of the composer where this reader may not write, with the reason. */
export function ReadOnlyLine({ children }: { children: string }) {
  return (
    <p
      role="status"
      className="mx-3 mb-3 shrink-0 rounded-lg bg-panel px-4 py-3 text-center text-sm text-muted inset-ring inset-ring-border md:mx-5 md:mb-4"
    >
      {children}
    </p>
  );
}
