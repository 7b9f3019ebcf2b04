"use client";

import type { ConversationView, Item, Me } from "#server/contract/index.ts";
import { useCallback, useMemo } from "react";
import { useFormatter, useTranslations } from "next-intl";
import type { PendingMessage } from "#components/realtime/pending.ts";
import type { ThreadEntry } from "#components/thread/thread-entry.ts";
import { formatClock } from "#components/ui/format-clock.ts";
import { useCustomerName } from "../use-words.ts";
import { type LineOf, logEntries } from "./log-entries.ts";

/** The log and the notes under way below it, stable between ticks of the board. */
export function useLogEntries(
  conversation: ConversationView,
  items: readonly Item[],
  pending: readonly PendingMessage[],
  me: Pick<Me, "id" | "name">,
): ThreadEntry[] {
  const t = useTranslations("dashboard.log");
  const said = useTranslations("thread.said");
  const line = useLine();
  const customerName = useCustomerName()(conversation);
  const stored = useMemo(
    () =>
      logEntries(items, {
        customerName,
        libraryName: t("library"),
        staffName: t("staff"),
        pictureAlt: (name) => t("pictureBy", { name }),
        suggested: (titles) => t("didYouMean", { titles: titles.join(" · ") }),
        automatic: (key) => t(isKnownLine(key) ? automatic[key] : "automaticLine"),
        said: (say) => said(say),
        line,
      }),
    [items, customerName, line, t, said],
  );
  return useMemo(() => {
    const notes = pending.map(
      (note): ThreadEntry => ({
        kind: "note",
        key: note.clientId,
        at: note.createdAt,
        speaker: { id: me.id, name: me.name, kind: "staff", isMe: true },
        text: note.text ?? "",
      }),
    );
    return [...stored, ...notes];
  }, [stored, pending, me.id, me.name]);
}

const clock = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;
const day = { day: "numeric", month: "short" } as const;
const dayMs = 12 * 3_600_000;

/** What an automatic line said, by its key. */
const automatic = { quiet_warning: "quietWarning", still_waiting: "stillWaiting", long_wait: "longWait" } as const;
const isKnownLine = (key: string): key is keyof typeof automatic => Object.hasOwn(automatic, key);

/** The sentence of a line of the log. */
function useLine(): LineOf {
  const t = useTranslations("dashboard.line");
  const format = useFormatter();
  return useCallback(
    (item) => {
      const time = format.dateTime(item.createdAt, clock);
      switch (item.kind) {
        case "queued": {
          const { why, teamName: team } = item.data;
          if (why && why !== "handoff") return t(`queuedWhy.${why}`, { time, team });
          return t(item.data.isAgain ? "queuedAgain" : "queued", { time, team });
        }
        case "left_queue":
          return t(`leftQueue.${item.data.reason}`, { time });
        case "offered":
          return t(item.data.offerKind === "reoffer" ? "reoffered" : "offered", { time, name: item.data.agentName });
        case "offer_ended":
          return t(`offerEnded.${item.data.how}`, { time, name: item.data.agentName });
        case "assigned":
          return t("assigned", { time, name: item.data.agentName, waited: formatClock(item.data.waitedMs) });
        case "unassigned":
          // The transfer before it has said it.
          return item.data.reason === "transferred"
            ? null
            : t(`unassigned.${item.data.reason}`, { time, name: item.data.agentName });
        case "transfer":
          return t("transfer", { time, name: item.author.name ?? "", to: item.data.toName });
        case "reminder": {
          const { step, agentName: name, owedSince } = item.data;
          return t(`reminder.${step}`, { time, name, waited: formatClock(item.createdAt - owedSince) });
        }
        case "promise": {
          const { agentName: name, until, isDue } = item.data;
          if (isDue) return t("promiseDue", { time, name });
          return until === null
            ? t("promiseTaken", { time, name })
            : t("promiseMade", {
                time,
                name,
                until: format.dateTime(until, { ...(until - item.createdAt > dayMs && day), ...clock }),
              });
        }
        case "moved":
          return t("moved", { time, from: item.data.fromTeamName, to: item.data.toTeamName });
        case "outcome": {
          const outcome = [t(item.data.isSolved ? "solved" : "unsolved"), item.data.category]
            .filter(Boolean)
            .join(" · ");
          return t("outcome", { time, name: item.data.agentName, outcome });
        }
        case "person_declined":
          return t("personDeclined", { time });
        case "request":
          return t("request", { time, number: item.data.number, text: item.data.text });
        case "closed":
          return t(`closed.${item.data.reason}`, { time });
        case "rating":
          return t("rating", { score: item.data.score, comment: item.data.comment ?? "" });
      }
    },
    [t, format],
  );
}
