"use client";

import type { ConversationId } from "#server/contract/ids.ts";
import type { TestedReply } from "#server/contract/feedback-commands.ts";
import { ChevronRight } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { Degree, formatDegree } from "#components/ui/degree.tsx";

/** The newest replies of the library, and what each was tested against when it was given; each opens its conversation. */
export function TestedReplies(props: {
  replies: readonly TestedReply[];
  onOpen(id: ConversationId, title: string): void;
}) {
  const { replies } = props;
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
            <li key={reply.id} className="border-t border-border">
              <button
                type="button"
                onClick={() => props.onOpen(reply.conversationId, reply.text)}
                className="-mx-2 w-[calc(100%+16px)] rounded-xs px-2 py-2 text-start text-sm -outline-offset-2 hover:bg-hover"
              >
                <span className="flex items-center gap-3">
                  <bdi className="min-w-0 flex-1 truncate">{reply.text}</bdi>
                  <Degree value={reply.degree} threshold={reply.thresholds?.single} />
                  <ChevronRight aria-hidden className="icon-sm shrink-0 text-subtle rtl:-scale-x-100" />
                </span>
                <span className="mt-0.5 block text-xs text-muted">
                  {format.dateTime(reply.askedAt, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" })}
                  {" · "}
                  {reply.category !== null && (
                    <>
                      <bdi>{reply.category}</bdi>
                      {" · "}
                    </>
                  )}
                  {outcomeOf(reply)}
                </span>
              </button>
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
