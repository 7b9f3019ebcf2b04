"use client";

import type { ReactNode } from "react";
import { RefreshCw, WifiOff } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "./button.tsx";
import { cn } from "./class-names.ts";

const tones = {
  warning: "text-warning-text bg-warning-soft border-warning-border",
  danger: "text-danger-text bg-danger-soft border-danger-border",
  info: "text-info-text bg-info-soft border-info-border",
};

/** A line across a pane about what is going on. It pushes once and stays until it is over. */
export function Banner(props: {
  tone: keyof typeof tones;
  icon?: ReactNode;
  children: ReactNode;
  action?: ReactNode;
  className?: string;
}) {
  return (
    <div
      role="status"
      className={cn(
        "flex shrink-0 items-center gap-2 border-y px-4 py-2 text-sm leading-[18px]",
        tones[props.tone],
        props.className,
      )}
    >
      {props.icon}
      <p className="min-w-0 flex-1">{props.children}</p>
      {props.action}
    </div>
  );
}

/**
 * The network is gone; what is typed is kept. Stands right above the composer.
 * @param props.isStickyMissing the network lets no WebSocket through, and the balancer is not made for long polling
 */
export function OfflineBanner({ className, isStickyMissing }: { className?: string; isStickyMissing?: boolean }) {
  const t = useTranslations("common");
  return (
    <Banner tone="warning" icon={<WifiOff aria-hidden className="icon" />} className={cn("border-b-0", className)}>
      {t(isStickyMissing === true ? "liveBlocked" : "offline")}
    </Banner>
  );
}

/** The server speaks a newer contract than this page. */
export function ReloadBanner({ className }: { className?: string }) {
  const t = useTranslations("common.reload");
  return (
    <Banner
      tone="info"
      icon={<RefreshCw aria-hidden className="icon" />}
      className={className}
      action={
        <Button size="sm" onClick={() => location.reload()}>
          {t("action")}
        </Button>
      }
    >
      {t("text")}
    </Banner>
  );
}
