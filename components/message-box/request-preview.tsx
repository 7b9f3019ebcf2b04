"use client";

import { useTranslations } from "next-intl";
import { useMe } from "#components/realtime/use-desk.ts";
import { useRequests } from "#components/realtime/use-requests.ts";
import { requestsIn, statesOf } from "./request-groups.ts";
import { RequestRow } from "./request-row.tsx";
import { useOpenRequest } from "./use-open-request.ts";

const previewRows = 3;

/** The oldest unanswered requests, below an agent's chats. Nothing when the box is empty. */
export function RequestPreview() {
  const t = useTranslations("message-box");
  const me = useMe();
  const { openId, open } = useOpenRequest();
  const box = useRequests(statesOf.open);
  const waiting = requestsIn("open", box.requests, me?.id ?? "").slice(0, previewRows);
  if (waiting.length === 0) return null;
  return (
    <section aria-label={t("title")}>
      <h2 className="flex h-7 items-center gap-1.5 px-3.5 pt-1.5 text-xs text-subtle">
        {t("title")}
        <span className="ms-auto">{t("oldestFirst")}</span>
      </h2>
      <ul>
        {waiting.map((request) => (
          <li key={request.id}>
            <RequestRow request={request} myId={me?.id ?? ""} isOpen={request.id === openId} isCompact onOpen={open} />
          </li>
        ))}
      </ul>
    </section>
  );
}
