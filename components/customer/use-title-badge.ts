"use client";

import { useEffect } from "react";
import { useTranslations } from "next-intl";

/** While the page is out of sight, its title says how many messages wait. */
export function useTitleBadge(title: string, count: number): void {
  const t = useTranslations("customer");
  useEffect(() => {
    const show = () => {
      document.title = document.hidden && count > 0 ? t("unreadTitle", { count, title }) : title;
    };
    show();
    document.addEventListener("visibilitychange", show);
    return () => document.removeEventListener("visibilitychange", show);
  }, [t, title, count]);
}
