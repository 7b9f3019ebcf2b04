"use client";

import { useCallback } from "react";
import { useFormatter, useTranslations } from "next-intl";
import { useSpanText } from "../use-span-text.ts";
import type { SystemLine } from "./entries.ts";

/** From here on a clock alone could be of today or tomorrow. */
const farMs = 12 * 3_600_000;

/** The sentence of a system line of the log, as seen by the reader `myId`. */
export function useLineText(myId: string): (line: SystemLine) => string | null {
  const t = useTranslations("workbench.line");
  const tEnded = useTranslations("workbench.ended");
  const format = useFormatter();
  const span = useSpanText();
  return useCallback(
    ({ item, queued, isStraight }) => {
      const clock = (at: number) => format.dateTime(at, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
      const dayAndClock = (at: number) =>
        format.dateTime(at, { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
      const time = clock(item.createdAt);
      switch (item.kind) {
        case "queued": {
          const { why, teamName: team } = item.data;
          if (why && why !== "handoff") return t(`queuedWhy.${why}`, { time, team });
          return t(item.data.isAgain ? "queuedAgain" : "queued", { time, team });
        }
        case "left_queue":
          return t(`leftQueue.${item.data.reason}`, { time });
        case "offered":
          // A transfer's own line has said it.
          if (item.data.isTransfer) return null;
          return t(item.data.offerKind === "reoffer" ? "reoffered" : "offered", { time, name: item.data.agentName });
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
        case "reminder": {
          const { step, agentName: name, owedSince } = item.data;
          return t(`reminder.${step}`, { time, name, waited: span(item.createdAt - owedSince) });
        }
        case "promise": {
          const { agentId, agentName: name, until, isDue } = item.data;
          const who = agentId === myId ? "me" : "other";
          if (isDue) return t("promiseDue", { time });
          return until === null
            ? t("promiseTaken", { time, who, name })
            : t("promiseMade", {
                who,
                name,
                until: until - item.createdAt > farMs ? dayAndClock(until) : clock(until),
              });
        }
        case "moved":
          return t("moved", { time, from: item.data.fromTeamName, to: item.data.toTeamName });
        case "outcome": {
          const who = item.data.agentId === myId ? "me" : "other";
          const outcome = [t(item.data.isSolved ? "solved" : "unsolved"), item.data.category]
            .filter(Boolean)
            .join(" · ");
          return t("outcome", { time, who, name: item.data.agentName, outcome });
        }
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
