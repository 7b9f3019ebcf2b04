"use client";

import type { ConversationView, Desk } from "#server/contract/index.ts";
import type { ReactNode } from "react";
import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { groupMine } from "./group-mine.ts";
import { ListSection } from "./list-section.tsx";
import { WaitingRow } from "./waiting-row.tsx";

/** How many of the line are shown below one's own chats; the tab "Waiting" has all of them. */
const previewRows = 6;

/** Everything an agent has to look at, in the order it should be looked at. */
export function MinePanel(props: {
  conversations: readonly ConversationView[];
  waiting: readonly ConversationView[];
  availability: Desk["availability"];
  onAvailable(): void;
  openId: string | null;
  onOpen(conversationId: string): void;
  renderRow(conversation: ConversationView): ReactNode;
  requestPreview: ReactNode;
}) {
  const t = useTranslations("workbench.list");
  const { yours, theirs } = groupMine(props.conversations);
  return (
    <>
      {yours.length + theirs.length === 0 && (
        <EmptyState
          title={t("noneTitle")}
          description={t(`noneText.${props.availability}`)}
          action={props.availability !== "available" && <Button onClick={props.onAvailable}>{t("beAvailable")}</Button>}
        />
      )}
      {yours.length > 0 && (
        <ListSection title={t("yourTurn")}>
          <Rows conversations={yours} renderRow={props.renderRow} />
        </ListSection>
      )}
      {theirs.length > 0 && (
        <ListSection title={t("theirTurn")}>
          <Rows conversations={theirs} renderRow={props.renderRow} />
        </ListSection>
      )}
      {props.waiting.length > 0 && (
        <ListSection title={t("waiting")} aside={t("waitingOrder")}>
          <ul>
            {props.waiting.slice(0, previewRows).map((conversation, index) => (
              <li key={conversation.id}>
                <WaitingRow
                  conversation={conversation}
                  place={index + 1}
                  isOpen={conversation.id === props.openId}
                  onOpen={props.onOpen}
                />
              </li>
            ))}
          </ul>
        </ListSection>
      )}
      {props.requestPreview}
    </>
  );
}

function Rows(props: {
  conversations: readonly ConversationView[];
  renderRow(conversation: ConversationView): ReactNode;
}) {
  return (
    <ul>
      {props.conversations.map((conversation) => (
        <li key={conversation.id}>{props.renderRow(conversation)}</li>
      ))}
    </ul>
  );
}
