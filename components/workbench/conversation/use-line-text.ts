"use client";

import { useCallback } from "react";
import { useFormatter, useTranslations } from "next-intl";
import { useSpanText } from "../use-span-text.ts";
import type { SystemLine } from "./entries.ts";

/** The sentence of a system line of the log, as seen by the reader `myId`. */
export function useLineText(myId: string): (line: SystemLine) => string | null {
  const t = useTranslations("workbench.line");
  const tEnded = useTranslations("workbench.ended");
  const format = useFormatter();
  const span = useSpanText();
  return useCallback(
    ({ item, queued, isStraight }) => {
      const clock = (at: number) => format.dateTime(at, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
      const time = clock(item.createdAt);
      switch (item.kind) {
        case "queued":
          return t(item.data.isAgain ? "queuedAgain" : "queued", { time, team: item.data.teamName });
        case "left_queue":
          return t(`leftQueue.${item.data.reason}`, { time });
        case "offered":
          // A transfer's own line has said it.
          return item.data.isTransfer ? null : t("offered", { time, name: item.data.agentName });
        case "offer_ended":
          return t(`offerEnded.${item.data.how}`, { time, name: item.data.agentName });
        case "assigned": {
          const who = item.data.agentId === myId ? "me" : "other";
          const waited = span(item.data.waitedMs);
          if (queued === null) return t("assigned", { time, who, name: item.data.agentName });
          if (!isStraight) return t("assignedWaited", { waited, time, who, name: item.data.agentName });
          const values = { asked: clock(queued.createdAt), waited, time, who, name: item.data.agentName };
          return t(queued.data.isAgain ? "queuedAgainAndAssigned" : "queuedAndAssigned", values);
        }
        case "unassigned":
          // The transfer before it, or the assignment after it, says it.
          return item.data.reason === "transferred"
            ? null
            : t(`unassigned.${item.data.reason}`, { time, name: item.data.agentName });
        case "transfer":
          return t(item.data.toAgentId === null ? "transferTeam" : "transfer", {
            time,
            name: item.author.name ?? "",
            to: item.data.toName,
          });
        case "person_declined":
          return t("personDeclined", { time });
        case "request":
          return t(item.data.isAutomatic ? "requestKept" : "request", {
            time,
            number: item.data.number,
            text: item.data.text,
          });
        case "closed":
          return [
            t("closed", { time, how: tEnded(item.data.reason) }),
            item.data.outcome && t(item.data.outcome.isSolved ? "solved" : "unsolved"),
            item.data.outcome?.category,
          ]
            .filter(Boolean)
            .join(" · ");
        case "rating":
          return item.data.comment
            ? t("ratingComment", { score: item.data.score, comment: item.data.comment })
            : t("rating", { score: item.data.score });
      }
    },
    [myId, t, tEnded, format, span],
  );
}
