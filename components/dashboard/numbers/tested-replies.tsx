"use client";

import type { TestedReply } from "#server/contract/feedback-commands.ts";
import { useFormatter, useTranslations } from "next-intl";
import { Degree, formatDegree } from "#components/ui/degree.tsx";

/** The newest replies of the library, and what each was tested against when it was given. */
export function TestedReplies({ replies }: { replies: readonly TestedReply[] }) {
  const t = useTranslations("dashboard.thresholds");
  const format = useFormatter();
  return (
    <section aria-label={t("drawer.replies")}>
      <h3 className="mb-1.5 text-base font-medium">{t("drawer.replies")}</h3>
      {replies.length === 0 ? (
        <p className="text-sm text-muted">{t("drawer.noReplies")}</p>
      ) : (
        <ul>
          {replies.map((reply) => (
            <li key={reply.id} className="border-t border-border py-2 text-sm">
              <p className="flex items-center gap-3">
                <bdi className="min-w-0 flex-1 truncate">{reply.text}</bdi>
                <Degree value={reply.degree} threshold={reply.thresholds?.single} />
              </p>
              <p className="mt-0.5 text-xs text-muted">
                {format.dateTime(reply.askedAt, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" })}
                {" · "}
                {outcomeOf(reply)}
              </p>
            </li>
          ))}
        </ul>
      )}
    </section>
  );

  function outcomeOf({ promptCause, thresholds, degree, mean }: TestedReply): string {
    if (thresholds === null) return t("drawer.untested");
    const { reason, freeSeats, totalSeats, waiting } = thresholds;
    const seats = t(reason === "nobody" ? "seatsNobody" : "seats", { free: freeSeats, total: totalSeats, waiting });
    const numbers = {
      degree: formatDegree(degree),
      mean: formatDegree(mean ?? degree),
      single: formatDegree(thresholds.single),
      meanThreshold: formatDegree(thresholds.mean),
      reason: t(`reason.${reason}`),
      seats,
    };
    return t(`drawer.outcome.${promptCause ?? "none"}`, numbers);
  }
}
