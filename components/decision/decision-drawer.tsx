"use client";

import type { ConversationId } from "#server/contract/index.ts";
import { useTranslations } from "next-intl";
import { Drawer } from "#components/ui/drawer.tsx";
import { DecisionTimeline } from "./decision-timeline.tsx";

/** The decisions about one conversation, beside whatever is open. */
export function DecisionDrawer(props: {
  conversationId: ConversationId;
  customerName: string;
  /** Supervisors may have everybody of the team shown. */
  mayAskAll: boolean;
  isOpen: boolean;
  onOpenChange(isOpen: boolean): void;
}) {
  const t = useTranslations("decision");
  return (
    <Drawer
      isOpen={props.isOpen}
      onOpenChange={props.onOpenChange}
      title={t("titleOf", { name: props.customerName })}
      width={480}
    >
      {props.isOpen && <DecisionTimeline conversationId={props.conversationId} mayAskAll={props.mayAskAll} />}
    </Drawer>
  );
}
