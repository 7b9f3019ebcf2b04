"use client";

import type { RequestView } from "#server/contract/index.ts";
import type { MouseEvent } from "react";
import { Inbox } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { cn } from "#components/ui/class-names.ts";
import { useNow } from "#components/ui/use-now.ts";
import { RequestBadge } from "./request-badge.tsx";
import { useRequesterName } from "./use-names.ts";

/** A request in the list: from whom, what, when, in which state. `isCompact` is for the preview on the workbench. */
export function RequestRow(props: {
  request: RequestView;
  myId: string;
  isOpen: boolean;
  isCompact?: boolean;
  onOpen(requestId: string): void;
}) {
  const t = useTranslations("message-box");
  const format = useFormatter();
  const { request } = props;
  const name = useRequesterName()(request);
  const now = useNow();
  const isToday = new Date(request.createdAt).toDateString() === new Date(now).toDateString();
  const at = format.dateTime(
    request.createdAt,
    isToday ? { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } : { day: "numeric", month: "short" },
  );
  const claimer = request.claimedBy && request.claimedBy.id !== props.myId ? request.claimedBy.name : null;
  const open = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    props.onOpen(request.id);
  };
  const when = (
    <span className="text-xs text-subtle" suppressHydrationWarning>
      {at}
    </span>
  );
  return (
    <a
      href={`?request=${request.id}`}
      onClick={open}
      aria-current={props.isOpen || undefined}
      title={name}
      className={cn(
        "mx-1.5 my-px rounded-md",
        props.isOpen ? "bg-selected" : "hover:bg-hover",
        props.isCompact
          ? "grid grid-cols-[18px_minmax(0,1fr)_auto] gap-x-2 py-[5px] ps-3 pe-2.5"
          : "block px-3 py-[7px]",
      )}
    >
      {props.isCompact ? (
        <>
          <Inbox aria-hidden className="icon-sm mt-[3px] text-subtle" />
          <span className="block min-w-0">
            <span className="block truncate font-medium">{name}</span>
            <span className="block truncate text-xs text-muted">{request.text}</span>
          </span>
          {when}
        </>
      ) : (
        <>
          <span className="flex items-baseline gap-2">
            <span className="min-w-0 flex-1 truncate font-medium">{name}</span>
            {when}
          </span>
          <span className="line-clamp-2 text-muted">{request.text}</span>
          <span className="mt-1.5 flex min-w-0 items-center gap-1.5 text-xs text-subtle">
            <RequestBadge request={request} myId={props.myId} />
            <span className="truncate">
              {[claimer, request.teamName, request.isAutomatic && t("automatic")].filter(Boolean).join(" · ")}
            </span>
          </span>
        </>
      )}
    </a>
  );
}
