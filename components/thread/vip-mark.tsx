"use client";

import type { CustomerView } from "#server/contract/index.ts";
import { useState } from "react";
import { Star } from "lucide-react";
import { useTranslations } from "next-intl";
import { useAgentCommand } from "#components/realtime/use-agent-command.ts";
import { Badge } from "#components/ui/badge.tsx";
import { cn } from "#components/ui/class-names.ts";

/** Whether a customer is a VIP; supervisors press it. Counts from the customer's next hand-off. */
export function VipMark({ customer, maySet }: { customer: Pick<CustomerView, "id" | "isVip">; maySet: boolean }) {
  const t = useTranslations("thread.vip");
  const set = useAgentCommand("customer:set-vip");
  const [chosen, setChosen] = useState<boolean | null>(null);
  const isVip = chosen ?? customer.isVip;
  if (!maySet)
    return isVip ? (
      <Badge tone="warning" icon={<Star aria-hidden className="icon-xs" />}>
        {t("is")}
      </Badge>
    ) : null;
  return (
    <button
      type="button"
      aria-pressed={isVip}
      aria-busy={set.isPending || undefined}
      title={t("hint")}
      onClick={() => set.mutate({ customerId: customer.id, isVip: !isVip }, { onSuccess: () => setChosen(!isVip) })}
      className={cn(
        "inline-flex h-5 items-center gap-1 rounded-full px-[7px] text-2xs font-medium whitespace-nowrap inset-ring",
        isVip
          ? "bg-warning-soft text-warning-text inset-ring-warning-border"
          : "text-muted inset-ring-border-strong hover:bg-hover",
      )}
    >
      <Star aria-hidden className="icon-xs" />
      {t("is")}
    </button>
  );
}
