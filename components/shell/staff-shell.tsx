"use client";

import type { ReactNode } from "react";
import { MessageCircleQuestionMark } from "lucide-react";
import { useTranslations } from "next-intl";
import { Toaster } from "#components/ui/toaster.tsx";
import { TooltipProvider } from "#components/ui/tooltip.tsx";
import { type RailItem, RailLink } from "./rail.tsx";

/**
 * The frame of all staff screens: a 56 px rail on the canvas and one inset frame that holds the panes. Below 800 px
 * the rail is a bar at the bottom and the frame fills the window.
 */
export function StaffShell(props: {
  items: readonly RailItem[];
  footItems?: readonly RailItem[];
  presence?: ReactNode;
  account: ReactNode;
  children: ReactNode;
}) {
  const t = useTranslations("common");
  return (
    <TooltipProvider>
      <a
        href="#content"
        className="sr-only focus:not-sr-only focus:absolute focus:start-2 focus:top-2 focus:z-(--z-toast) focus:rounded-sm focus:bg-overlay focus:px-3 focus:py-2 focus:shadow-pop"
      >
        {t("skipToContent")}
      </a>
      <div className="flex h-dvh flex-col-reverse bg-canvas md:flex-row md:py-2 md:pe-2">
        <nav
          aria-label={t("mainNavigation")}
          className="flex shrink-0 items-center gap-1 border-t border-border px-2 pt-1 pb-[calc(4px+env(safe-area-inset-bottom))] max-md:justify-between max-md:overflow-x-auto md:w-14 md:flex-col md:border-t-0 md:px-0 md:py-1"
        >
          <span className="mb-3 grid size-8 shrink-0 place-items-center rounded-[9px] bg-foreground text-canvas max-md:hidden">
            <MessageCircleQuestionMark aria-hidden className="icon-lg" />
            <span className="sr-only">{t("productName")}</span>
          </span>
          {props.items.map((item) => (
            <RailLink key={item.href} item={item} />
          ))}
          <span className="flex-1 max-md:hidden" />
          {props.footItems?.map((item) => (
            <RailLink key={item.href} item={item} />
          ))}
          {props.presence}
          {props.account}
        </nav>
        <main
          id="content"
          tabIndex={-1}
          className="relative grid min-h-0 min-w-0 flex-1 overflow-hidden bg-surface outline-none md:rounded-lg md:border md:border-border md:shadow-card"
        >
          {props.children}
        </main>
      </div>
      <Toaster />
    </TooltipProvider>
  );
}
