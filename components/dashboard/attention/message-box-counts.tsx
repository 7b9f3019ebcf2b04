"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";

/** What was left as a message and is not answered yet: unclaimed, and in somebody's hands. */
export function MessageBoxCounts({ open, claimed }: { open: number; claimed: number }) {
  const t = useTranslations("dashboard.box");
  const rows = [
    { key: "open", count: open, className: "bg-field" },
    { key: "claimed", count: claimed, className: "bg-degree-track" },
  ] as const;
  return (
    <section
      aria-label={t("title")}
      className="shrink-0 border-t border-border bg-surface px-5 pt-3 pb-3.5 max-md:px-4"
    >
      <h2 className="flex items-baseline gap-1.5 text-sm font-semibold">
        <Link href="/message-box" className="hover:underline">
          {t("title")}
        </Link>
        <span className="ms-auto text-xl leading-6 tracking-[-0.02em]">{open + claimed}</span>
      </h2>
      <div aria-hidden className="my-2 flex h-2 gap-0.5">
        {open + claimed === 0 && <span className="flex-1 rounded-[2px] bg-degree-track" />}
        {rows.map(
          ({ key, count, className }) =>
            count > 0 && <span key={key} className={`rounded-[2px] ${className}`} style={{ flex: count }} />,
        )}
      </div>
      <dl>
        {rows.map(({ key, count, className }) => (
          <div key={key} className="flex items-center gap-1.5 text-xs leading-5 text-muted">
            <span aria-hidden className={`size-2 rounded-[2px] ${className}`} />
            <dt>{t(key)}</dt>
            <dd className="ms-auto text-foreground">{count}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
