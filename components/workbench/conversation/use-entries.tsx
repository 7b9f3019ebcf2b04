"use client";

import type { ConversationView, Cursor, Item, ItemId, Me } from "#server/contract/index.ts";
import { useMemo } from "react";
import { UserRoundPlus } from "lucide-react";
import { useTranslations } from "next-intl";
import type { PendingMessage } from "#components/realtime/pending.ts";
import { FailedLine } from "#components/thread/failed-line.tsx";
import type { Speaker, ThreadEntry } from "#components/thread/thread-entry.ts";
import { Badge } from "#components/ui/badge.tsx";
import { useCustomerName } from "../use-names.ts";
import { entriesOf } from "./entries.ts";
import { pendingEntries } from "./pending-entries.ts";
import { ReplyMenu } from "./reply-menu.tsx";
import { useLineText } from "./use-line-text.ts";
import { usePictureUrls } from "./use-picture-urls.ts";

const automaticLines = { quiet_warning: "quietWarning", still_waiting: "stillWaiting", long_wait: "longWait" } as const;
const isKnownLine = (key: string): key is keyof typeof automaticLines => Object.hasOwn(automaticLines, key);

/** The log and what is under way below it, stable while somebody types. */
export function useEntries(log: {
  conversation: ConversationView;
  items: readonly Item[];
  pending: readonly PendingMessage[];
  customerCursor: Cursor;
  me: Pick<Me, "id" | "name">;
  onRetry(clientId: string): void;
  onDiscard(clientId: string): void;
  /** Proposes an agent's reply as an answer, for who may; stable. */
  onPropose: ((itemId: ItemId) => void) | null;
}): ThreadEntry[] {
  const t = useTranslations("workbench.thread");
  const said = useTranslations("thread.said");
  const line = useLineText(log.me.id);
  const customerName = useCustomerName()(log.conversation);
  const pictureUrls = usePictureUrls(log.pending);
  const { items, customerCursor, pending, onRetry, onDiscard, onPropose } = log;
  const { id: myId, name: myName } = log.me;

  const stored = useMemo(
    () =>
      entriesOf(items, {
        myId,
        customerCursor,
        customerName,
        libraryName: t("library"),
        staffName: t("staff"),
        mediaSrc: (mediaId) => `/api/media/${mediaId}`,
        pictureAlt: (name) => t("pictureBy", { name }),
        line,
        said: (say) => said(say),
        automaticLine: (key) => t(isKnownLine(key) ? automaticLines[key] : "automaticLine"),
        replyMenu: ({ id, data }) => (
          <ReplyMenu text={data.text ?? ""} onPropose={onPropose && (() => onPropose(id))} />
        ),
        promptMark: (cause) => (
          <Badge icon={<UserRoundPlus aria-hidden className="icon-xs" />}>{t(`prompt.${cause}`)}</Badge>
        ),
        below: (titles, missing) => (
          <div className="max-w-[440px] text-end text-xs text-subtle">
            {titles.length > 0 && <p>{t("didYouMean", { titles: titles.join(" · ") })}</p>}
            {missing !== null && <p className="text-muted">{t("missing", { comment: missing })}</p>}
          </div>
        ),
      }),
    [items, myId, customerCursor, customerName, line, onPropose, t, said],
  );
  const underWay = useMemo(() => {
    const me: Speaker = { id: myId, name: myName, kind: "staff", isMe: true };
    return pendingEntries(pending, me, pictureUrls, t("pictureBy", { name: myName }), (message) => ({
      kind: "block",
      key: `${message.clientId}-failed`,
      at: message.createdAt,
      content: (
        <div key={`${message.clientId}-failed`} className="-mt-2.5 mb-3.5 ms-9">
          <FailedLine onRetry={() => onRetry(message.clientId)} onDiscard={() => onDiscard(message.clientId)} />
        </div>
      ),
    }));
  }, [pending, myId, myName, pictureUrls, onRetry, onDiscard, t]);
  return useMemo(() => [...stored, ...underWay], [stored, underWay]);
}
