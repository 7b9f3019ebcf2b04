"use client";

import { Check, CheckCheck, Clock } from "lucide-react";
import { useTranslations } from "next-intl";
import { cn } from "#components/ui/class-names.ts";
import type { Delivery } from "./thread-entry.ts";

const icons = { sending: Clock, sent: Check, delivered: CheckCheck, read: CheckCheck };

/** How far a message got: ticks and the word, so that it is never the colour alone. */
export function DeliveryMark({ state, className }: { state: Exclude<Delivery, "failed">; className?: string }) {
  const t = useTranslations("thread.state");
  const Icon = icons[state];
  return (
    <span className={cn("inline-flex items-center gap-1", className)}>
      <Icon aria-hidden className={cn("icon-sm", state === "read" && "text-accent-text")} />
      {t(state)}
    </span>
  );
}
