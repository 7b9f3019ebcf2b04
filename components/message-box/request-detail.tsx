"use client";

import type { RequestView } from "#server/contract/index.ts";
import type { ReactNode } from "react";
import { CheckCheck, Inbox } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { FormattedText } from "#components/thread/formatted-text.tsx";
import { RequestBadge } from "./request-badge.tsx";
import { useRequesterName } from "./use-names.ts";

/** A request as it was left and what came of it. */
export function RequestDetail({ request, myId }: { request: RequestView; myId: string }) {
  const t = useTranslations("message-box.detail");
  const format = useFormatter();
  const name = useRequesterName()(request);
  const at = (time: number) =>
    format.dateTime(time, { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  const facts: [string, ReactNode][] = [
    [t("from"), name],
    [t("contact"), request.contact],
    [t("team"), request.teamName],
    [t("left"), at(request.createdAt)],
    [
      t("claimed"),
      request.claimedBy &&
        request.claimedAt &&
        t("claimedBy", { name: request.claimedBy.name, time: at(request.claimedAt) }),
    ],
  ];
  return (
    <div className="mx-auto flex w-full max-w-[640px] flex-col gap-4 px-4 py-5 md:px-6">
      {request.isAutomatic && (
        <p className="flex items-start gap-2 rounded-md bg-info-soft px-3 py-2 text-info-text inset-ring inset-ring-info-border">
          <Inbox aria-hidden className="icon mt-0.5" />
          {t("automatic")}
        </p>
      )}
      <div className="self-start">
        <RequestBadge request={request} myId={myId} />
      </div>
      <dl className="grid grid-cols-[96px_minmax(0,1fr)] gap-x-3 gap-y-1">
        {facts.map(
          ([label, value]) =>
            value && (
              <div key={label} className="contents">
                <dt className="text-subtle">{label}</dt>
                <dd className="break-words">{value}</dd>
              </div>
            ),
        )}
      </dl>
      <figure>
        <figcaption className="mb-1 text-xs font-medium text-muted">{t("asked", { name })}</figcaption>
        <FormattedText text={request.text} hasMarks={false} className="rounded-lg bg-bubble-in px-[11px] py-[7px]" />
      </figure>
      {request.answerText && (
        <figure className="flex flex-col items-end">
          <figcaption className="mb-1 flex flex-wrap items-center gap-1.5 text-xs text-subtle">
            <span className="font-medium text-muted">
              {request.claimedBy ? t("answeredBy", { name: request.claimedBy.name }) : t("answered")}
            </span>
            {request.answeredAt && at(request.answeredAt)}
            {request.readAt && (
              <span className="inline-flex items-center gap-1 text-accent-text">
                <CheckCheck aria-hidden className="icon-sm" />
                {t("read", { time: at(request.readAt) })}
              </span>
            )}
          </figcaption>
          <FormattedText
            text={request.answerText}
            className="max-w-[440px] rounded-lg rounded-se-xs bg-bubble-agent px-[11px] py-[7px]"
          />
        </figure>
      )}
    </div>
  );
}
