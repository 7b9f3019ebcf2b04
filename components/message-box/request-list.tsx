"use client";

import { useState } from "react";
import { useTranslations } from "next-intl";
import { useMe } from "#components/realtime/use-desk.ts";
import { useRequests } from "#components/realtime/use-requests.ts";
import { Button } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Segments } from "#components/ui/segments.tsx";
import { SkeletonRows } from "#components/ui/skeleton.tsx";
import { type RequestGroup, requestGroups, requestsIn, statesOf } from "./request-groups.ts";
import { RequestRow } from "./request-row.tsx";
import { useOpenRequest } from "./use-open-request.ts";

/** The box by shelf, live: what somebody claims or answers moves by itself. */
export function RequestList() {
  const t = useTranslations("message-box");
  const me = useMe();
  const [group, setGroup] = useState<RequestGroup>("open");
  const { openId, open } = useOpenRequest();
  const box = useRequests(statesOf[group]);
  const requests = requestsIn(group, box.requests, me?.id ?? "");
  return (
    <div className="flex flex-col">
      <div className="px-3 pt-3 pb-2">
        <Segments
          label={t("shelves")}
          value={group}
          onChange={setGroup}
          options={requestGroups.map((value) => ({ value, label: t(`group.${value}`) }))}
        />
      </div>
      {box.isLoading ? (
        <SkeletonRows count={5} height={84} />
      ) : requests.length === 0 ? (
        <EmptyState title={t(`empty.${group}.title`)} description={t(`empty.${group}.text`)} />
      ) : (
        <ul aria-label={t(`group.${group}`)}>
          {requests.map((request) => (
            <li key={request.id}>
              <RequestRow request={request} myId={me?.id ?? ""} isOpen={request.id === openId} onOpen={open} />
            </li>
          ))}
        </ul>
      )}
      {box.hasMore && (
        <Button
          variant="ghost"
          size="sm"
          className="mx-3 my-2 self-start"
          isBusy={box.isLoadingMore}
          onClick={() => void box.loadMore()}
        >
          {t("more")}
        </Button>
      )}
    </div>
  );
}
