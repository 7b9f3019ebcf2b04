"use client";

import { type ReactNode, type RefObject, useEffect, useRef } from "react";
import { ArrowDown } from "lucide-react";
import { useTranslations } from "next-intl";
import { cn } from "#components/ui/class-names.ts";
import { Spinner } from "#components/ui/spinner.tsx";
import { usePinnedLog } from "./use-pinned-log.ts";
import { useQuietWhile } from "./use-quiet-while.ts";

/**
 * The scroller of a thread, pinned to the newest message. `newestKey` is the key of the last entry: when it changes,
 * something was said. `isLoading` covers the first load. `onReachTop` asks for what is older.
 */
export function LogView(props: {
  label: string;
  newestKey: string | undefined;
  children: ReactNode;
  hasOlder?: boolean;
  isLoadingOlder?: boolean;
  isLoading?: boolean;
  onReachTop?: () => void;
  className?: string;
}) {
  const t = useTranslations("thread");
  const { scroller, content, isAway, hasUnseen, onScroll, toNewest } = usePinnedLog(props.newestKey);
  const isQuiet = useQuietWhile(Boolean(props.isLoadingOlder || props.isLoading));
  const top = useReachTop(scroller, props.hasOlder && !props.isLoadingOlder ? props.onReachTop : undefined);
  return (
    <div className="relative flex min-h-0 flex-1 flex-col">
      <div
        ref={scroller}
        role="log"
        aria-label={props.label}
        aria-live={isQuiet ? "off" : "polite"}
        // Reachable by keyboard, so that it can be scrolled without a mouse.
        tabIndex={0}
        onScroll={onScroll}
        className={cn(
          "flex min-h-0 flex-1 flex-col-reverse overflow-x-hidden overflow-y-auto overscroll-contain [overflow-anchor:none] -outline-offset-2",
          props.className,
        )}
      >
        <div ref={content} className="flex flex-col">
          <div ref={top} />
          {props.isLoadingOlder && (
            <p className="mb-3 flex justify-center">
              <Spinner className="icon text-subtle" />
              <span className="sr-only">{t("loadingOlder")}</span>
            </p>
          )}
          {props.children}
        </div>
      </div>
      {isAway && (
        <button
          type="button"
          onClick={toNewest}
          className={cn(
            "absolute bottom-2 left-1/2 z-(--z-sticky) inline-flex h-8 -translate-x-1/2 animate-appear items-center gap-1.5 rounded-full px-3 text-xs font-medium shadow-pop",
            hasUnseen ? "bg-accent text-on-accent" : "bg-overlay text-muted",
          )}
        >
          <ArrowDown aria-hidden className="icon-sm" />
          {hasUnseen ? t("newMessages") : t("toNewest")}
        </button>
      )}
    </div>
  );
}

/** Calls when the marked element, at the top of the content, comes near the visible part. */
function useReachTop(scroller: RefObject<HTMLElement | null>, onReach: (() => void) | undefined) {
  const top = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!onReach || !top.current) return;
    const watcher = new IntersectionObserver((seen) => seen.some(({ isIntersecting }) => isIntersecting) && onReach(), {
      root: scroller.current,
      rootMargin: "200px 0px 0px",
    });
    watcher.observe(top.current);
    return () => watcher.disconnect();
  }, [scroller, onReach]);
  return top;
}
