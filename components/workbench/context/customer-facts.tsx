"use client";

import type { ConversationView, CustomerView } from "#server/contract/index.ts";
import { DoorOpen, Globe } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { VipMark } from "#components/thread/vip-mark.tsx";
import { Avatar } from "#components/ui/avatar.tsx";
import { pageLabel } from "../conversation/page-label.ts";
import { useServerNow } from "../server-clock.tsx";
import { useCustomerName, useLanguageName } from "../use-names.ts";
import { useSpanText } from "../use-span-text.ts";

/** Who is asking: name, contact, language, page, since when we know them. */
export function CustomerFacts({
  conversation,
  customer,
  maySetVip,
}: {
  conversation: ConversationView;
  customer: CustomerView;
  maySetVip: boolean;
}) {
  const t = useTranslations("workbench.facts");
  const format = useFormatter();
  const span = useSpanText();
  const now = useServerNow();
  const name = useCustomerName()(conversation);
  const languageName = useLanguageName();
  const page = pageLabel(customer.pageUrl);
  const day = (at: number) => format.dateTime(at, { day: "numeric", month: "short", year: "numeric" });
  const facts: [string, string | null, string?][] = [
    [t("contact"), customer.contact],
    [t("language"), languageName(customer.language)],
    [t("kind"), customer.kind === "customer" ? null : customer.kind],
    [t("page"), page, customer.pageUrl ?? undefined],
    [t("team"), conversation.teamName],
    [t("agent"), conversation.assigneeName],
    [t("firstSeen"), day(customer.firstSeenAt)],
  ];
  return (
    <section aria-label={t("label")} className="border-b border-border px-4 py-3.5">
      <div className="mb-3 flex gap-3">
        <Avatar name={name} size="lg" />
        <div className="min-w-0">
          <h2 className="text-base leading-[18px] font-semibold break-words">{name}</h2>
          {customer.isPresent ? (
            <p className="mt-1 flex items-center gap-1 text-xs text-success-text">
              <Globe aria-hidden className="icon-sm" />
              {t("present")}
            </p>
          ) : (
            <p className="mt-1 flex items-center gap-1 text-xs text-subtle">
              <DoorOpen aria-hidden className="icon-sm" />
              {now > 0 ? t("left", { span: span(now - customer.lastSeenAt) }) : t("gone")}
            </p>
          )}
        </div>
        <span className="ms-auto">
          <VipMark key={customer.id} customer={customer} maySet={maySetVip} />
        </span>
      </div>
      <dl className="grid grid-cols-[84px_minmax(0,1fr)] gap-x-2 gap-y-1">
        {facts.map(
          ([label, value, title]) =>
            value && (
              <div key={label} className="contents">
                <dt className="truncate text-subtle">{label}</dt>
                <dd className="truncate" title={title ?? value}>
                  {value}
                </dd>
              </div>
            ),
        )}
      </dl>
    </section>
  );
}
