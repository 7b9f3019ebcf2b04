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
  desk: Pick<Desk, "availability" | "notResponding" | "leavingAt">;
  onAvailable(): void;
  /** What can be done with one in line from here; null for those the rules give out. */
  actOn(conversation: ConversationView): ReactNode;
  /** Agents take from every line shown here. */
  isTaken: boolean;
  openId: string | null;
  onOpen(conversationId: string): void;
  renderRow(conversation: ConversationView): ReactNode;
  requestPreview: ReactNode;
}) {
  const t = useTranslations("workbench.list");
  const { yours, theirs } = groupMine(props.conversations);
  const { availability, notResponding, leavingAt } = props.desk;
  const isHere = availability === "available" && !notResponding;
  const why =
    availability !== "available"
      ? (`noneText.${availability}` as const)
      : notResponding
        ? "noneTextNotResponding"
        : leavingAt === null
          ? "noneText.available"
          : "noneTextLeaving";
  return (
    <>
      {yours.length + theirs.length === 0 && (
        <EmptyState
          title={t("noneTitle")}
          description={t(why)}
          action={!isHere && <Button onClick={props.onAvailable}>{t("beAvailable")}</Button>}
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
        <ListSection title={t("waiting")} aside={t(props.isTaken ? "waitingTake" : "waitingOrder")}>
          <ul>
            {props.waiting.slice(0, previewRows).map((conversation, index) => (
              <li key={conversation.id}>
                <WaitingRow
                  conversation={conversation}
                  place={index + 1}
                  isOpen={conversation.id === props.openId}
                  onOpen={props.onOpen}
                  act={props.actOn(conversation)}
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
