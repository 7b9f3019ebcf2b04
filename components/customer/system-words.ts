import type { useTranslations } from "next-intl";
import type { SystemRow } from "./chat-rows.ts";

type Words = ReturnType<typeof useTranslations<"customer">>;

/** A line of the log in words, with its reason and time. `time` writes an epoch ms as "10:42". */
export function systemWords({ item, at }: SystemRow, t: Words, time: (at: number) => string): string {
  const when = { time: time(at) };
  switch (item.kind) {
    case "queued":
      if (item.data.isMoved) return t("line.queuedMoved", { ...when, team: item.data.teamName });
      return t(item.data.isAgain ? "line.queuedAgain" : "line.queued", when);
    case "left_queue":
      return t(left[item.data.reason], when);
    case "assigned":
      return t("line.joined", { ...when, name: item.data.agentName });
    case "unassigned":
      return t(gone[item.data.reason], { ...when, name: item.data.agentName });
    case "closed":
      if (item.data.reason !== "agent") return t(closed[item.data.reason], when);
      return item.author.name
        ? t("line.closedAgent", { ...when, name: item.author.name })
        : t("line.closedAgentUnnamed", when);
    case "rating": {
      const { score, comment } = item.data;
      return comment ? t("line.ratedWith", { score, comment }) : t("line.rated", { score });
    }
  }
}

const left = {
  cancelled: "line.leftCancelled",
  away: "line.leftAway",
  supervisor: "line.leftSupervisor",
  closed: "line.leftClosed",
  diverted: "line.leftDiverted",
} as const;
const gone = {
  transferred: "line.transferred",
  agent_lost: "line.agentLost",
  requeued: "line.requeued",
  agent_leaving: "line.agentLeaving",
  reoffered: "line.reoffered",
} as const;
const closed = {
  customer: "line.closedCustomer",
  quiet: "line.closedQuiet",
  customer_left: "line.closedLeft",
  supervisor: "line.closedSupervisor",
} as const;
