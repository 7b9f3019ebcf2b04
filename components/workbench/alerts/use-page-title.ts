"use client";

import { useEffect, useRef } from "react";
import { pageTitle } from "./page-title.ts";

/** Keeps the tab's title current, and puts the page's own name back when the workbench goes. */
export function usePageTitle(counts: { offers: number; unread: number }, offerWords: string): void {
  const base = useRef<string | null>(null);
  const { offers, unread } = counts;
  useEffect(() => {
    base.current ??= document.title;
    document.title = pageTitle(base.current, { offers, unread }, offerWords);
  }, [offers, unread, offerWords]);
  useEffect(
    () => () => {
      if (base.current !== null) document.title = base.current;
    },
    [],
  );
}
