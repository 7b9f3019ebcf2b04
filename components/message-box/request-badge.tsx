"use client";

import type { RequestView } from "#server/contract/index.ts";
import { CheckCheck, CircleDot, Inbox, Reply, Undo2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { Badge, type BadgeTone } from "#components/ui/badge.tsx";

const looks = {
  stored: { tone: "warning", Icon: Inbox },
  claimed: { tone: "info", Icon: CircleDot },
  answered: { tone: "success", Icon: Reply },
  read: { tone: "success", Icon: CheckCheck },
  withdrawn: { tone: "neutral", Icon: Undo2 },
} as const satisfies Record<RequestView["state"], { tone: BadgeTone; Icon: typeof Inbox }>;

/** A request's state as a word with its own icon; "yours" when the reader claimed it. */
export function RequestBadge({ request, myId }: { request: RequestView; myId: string }) {
  const t = useTranslations("message-box.state");
  const { tone, Icon } = looks[request.state];
  const isMine = request.state === "claimed" && request.claimedBy?.id === myId;
  return (
    <Badge tone={tone} icon={<Icon aria-hidden className="icon-xs" />}>
      {isMine ? t("mine") : t(request.state)}
    </Badge>
  );
}
