"use client";

import { useTranslations } from "next-intl";
import { Pane, PaneBody, PaneHead } from "#components/shell/pane.tsx";
import { cn } from "#components/ui/class-names.ts";
import { RequestList } from "./request-list.tsx";
import { RequestPane } from "./request-pane.tsx";
import { useOpenRequest } from "./use-open-request.ts";

/** The message box as a page of its own: list and request side by side, one at a time on phones. */
export function MessageBox() {
  const t = useTranslations("message-box");
  const { openId } = useOpenRequest();
  return (
    <div className="grid min-h-0 md:grid-cols-[340px_minmax(0,1fr)]">
      <Pane tone="panel" label={t("title")} className={cn("border-border md:border-e", openId && "max-md:hidden!")}>
        <PaneHead level={1} title={t("title")} />
        <PaneBody>
          <RequestList />
        </PaneBody>
      </Pane>
      <RequestPane className={openId ? "" : "max-md:hidden!"} />
    </div>
  );
}
