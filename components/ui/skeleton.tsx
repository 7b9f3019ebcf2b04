"use client";

import { useTranslations } from "next-intl";
import { cn } from "./class-names.ts";

/** A quiet block where something will stand; the caller gives its size and corners. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden className={cn("block animate-breathe bg-selected", className)} />;
}

/** Rows of the right height (px) while a list loads. */
export function SkeletonRows({ count, height, className }: { count: number; height: number; className?: string }) {
  const t = useTranslations("common");
  return (
    <div role="status" className={className}>
      <span className="sr-only">{t("loading")}</span>
      {Array.from({ length: count }, (_, row) => (
        <div key={row} className="flex items-center gap-2.5 px-4" style={{ height }}>
          {height >= 44 && <Skeleton className="size-8 shrink-0 rounded-full" />}
          <span className="flex flex-1 flex-col gap-2">
            <Skeleton className={cn("h-2.5 rounded-xs", row % 3 === 1 ? "w-1/2" : "w-2/3")} />
            {height >= 44 && <Skeleton className={cn("h-2.5 rounded-xs", row % 2 ? "w-4/5" : "w-11/12")} />}
          </span>
        </div>
      ))}
    </div>
  );
}
