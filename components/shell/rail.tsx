"use client";

import type { LucideIcon } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { cn } from "#components/ui/class-names.ts";
import { Tooltip } from "#components/ui/tooltip.tsx";

export type RailItem = {
  href: string;
  label: string;
  icon: LucideIcon;
  /** How many are new there. */
  mark?: number;
  /** Decided by the address when left out. */
  isCurrent?: boolean;
};

/** A place to go, in the rail or the bottom bar. */
export function RailLink({ item }: { item: RailItem }) {
  const t = useTranslations("common");
  const path = usePathname();
  const isCurrent = item.isCurrent ?? (path === item.href || path.startsWith(`${item.href}/`));
  const Icon = item.icon;
  const mark = item.mark ?? 0;
  return (
    <Tooltip content={item.label} side="right">
      <Link
        href={item.href}
        aria-current={isCurrent ? "page" : undefined}
        aria-label={mark > 0 ? t("newItems", { label: item.label, count: mark }) : item.label}
        className={cn(
          "relative grid size-10 shrink-0 place-items-center rounded-md transition-colors",
          isCurrent ? "bg-selected text-foreground" : "text-muted hover:bg-hover hover:text-foreground",
        )}
      >
        <Icon aria-hidden className="icon-lg stroke-[1.6]" />
        {mark > 0 && (
          <span
            aria-hidden
            className="absolute end-0.5 top-[3px] h-4 min-w-4 rounded-full bg-accent px-1 text-center text-[10px] leading-4 font-semibold text-on-accent shadow-[0_0_0_2px_var(--color-canvas)]"
          >
            {mark > 99 ? "99+" : mark}
          </span>
        )}
      </Link>
    </Tooltip>
  );
}
