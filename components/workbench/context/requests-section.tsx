"use client";

import type { RequestView } from "#server/contract/index.ts";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { Badge, type BadgeTone } from "#components/ui/badge.tsx";
import { ContextSection } from "./context-section.tsx";

const tones: Record<RequestView["state"], BadgeTone> = {
  stored: "warning",
  claimed: "info",
  answered: "success",
  read: "success",
  withdrawn: "neutral",
};

/** What this customer left in the message box; each opens there. */
export function RequestsSection({ requests }: { requests: readonly RequestView[] }) {
  const t = useTranslations("workbench.requests");
  if (requests.length === 0) return null;
  return (
    <ContextSection title={t("title")}>
      <ul className="flex flex-col gap-2">
        {requests.map((request) => (
          <li key={request.id}>
            <Link
              href={`?request=${request.id}`}
              className="block rounded-md bg-surface px-3 py-2.5 inset-ring inset-ring-border hover:bg-hover"
            >
              <span className="flex items-center gap-2">
                <span className="min-w-0 flex-1 truncate font-medium" title={request.text}>
                  {request.text}
                </span>
                <span className="text-subtle">{t("number", { number: request.number })}</span>
              </span>
              <span className="mt-1.5 flex items-center gap-1.5 text-xs text-muted">
                <Badge tone={tones[request.state]}>{t(`state.${request.state}`)}</Badge>
                {request.claimedBy && <span className="truncate">{request.claimedBy.name}</span>}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </ContextSection>
  );
}
