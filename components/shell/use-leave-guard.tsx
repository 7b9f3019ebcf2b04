"use client";

import { type ReactNode, useEffect, useRef, useState } from "react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";

/**
 * Keeps unsaved work from being lost: asks before a link or a closed window takes the page away. `ask` puts the same
 * question before anything else that would replace the work; it runs `go` at once when nothing is unsaved.
 */
export function useLeaveGuard(isDirty: boolean): { ask: (go: () => void) => void; dialog: ReactNode } {
  const t = useTranslations("common.unsaved");
  const router = useRouter();
  const [go, setGo] = useState<(() => void) | null>(null);
  const dirty = useRef(isDirty);
  dirty.current = isDirty;

  useEffect(() => {
    const beforeUnload = (event: BeforeUnloadEvent) => {
      if (dirty.current) event.preventDefault();
    };
    // Before the router's own handler: it has no way to be stopped later.
    const click = (event: MouseEvent) => {
      if (!dirty.current || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return;
      const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
      if (!(link instanceof HTMLAnchorElement) || link.target === "_blank" || link.origin !== location.origin) return;
      if (link.pathname === location.pathname) return;
      event.preventDefault();
      event.stopPropagation();
      setGo(() => () => router.push(`${link.pathname}${link.search}`));
    };
    addEventListener("beforeunload", beforeUnload);
    document.addEventListener("click", click, true);
    return () => {
      removeEventListener("beforeunload", beforeUnload);
      document.removeEventListener("click", click, true);
    };
  }, [router]);

  const dialog = (
    <ConfirmDialog
      isOpen={go !== null}
      onOpenChange={(isOpen) => !isOpen && setGo(null)}
      title={t("title")}
      description={t("text")}
      confirmLabel={t("leave")}
      tone="danger"
      onConfirm={() => {
        dirty.current = false;
        setGo(null);
        go?.();
      }}
    />
  );
  return { ask: (next) => (dirty.current ? setGo(() => next) : next()), dialog };
}
