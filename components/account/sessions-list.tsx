"use client";

import { useState } from "react";
import { Laptop, Smartphone } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { useErrorText } from "#components/i18n/use-error-text.ts";
import { useAgentCommand } from "#components/realtime/use-agent-command.ts";
import { useAgentQuery, useRefresh } from "#components/realtime/use-agent-query.ts";
import { isRefused } from "#components/realtime/refused-error.ts";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { SkeletonRows } from "#components/ui/skeleton.tsx";
import { toast } from "#components/ui/toaster.tsx";
import { useNow } from "#components/ui/use-now.ts";
import type { AgentCommands } from "#server/contract/index.ts";
import type { OutputOf } from "#server/contract/command.ts";
import { deviceOf } from "./device-name.ts";

type Session = OutputOf<AgentCommands["account:get"]>["sessions"][number];

/** Every living sign-in of mine; another device's can be ended. */
export function SessionsList() {
  const t = useTranslations("sign-in.account");
  const errorText = useErrorText();
  const { data, error, refetch } = useAgentQuery("account:get", {}, { refetchMs: 60_000 });
  const revoke = useAgentCommand("session:revoke");
  const refresh = useRefresh();
  const [ending, setEnding] = useState<Session | null>(null);

  async function end(session: Session) {
    try {
      await revoke.mutateAsync({ id: session.id });
      toast.success(t("ended"));
    } catch (fault) {
      // Gone already is as good.
      if (!isRefused(fault) || fault.code !== "not_found")
        toast.error(errorText(isRefused(fault) ? fault.code : "internal"));
    }
    setEnding(null);
    refresh("account:get");
  }

  if (data === undefined && error) {
    return (
      <p className="flex items-center gap-3 py-2 text-sm text-muted">
        {errorText(error.code)}
        <RetryButton onRetry={() => void refetch()} />
      </p>
    );
  }
  if (data === undefined) return <SkeletonRows count={2} height={56} className="-mx-4" />;
  return (
    <>
      <ul
        aria-label={t("sessionsList")}
        className="divide-y divide-border rounded-md bg-surface inset-ring inset-ring-border"
      >
        {data.sessions.map((session) => (
          <SessionRow key={session.id} session={session} onEnd={() => setEnding(session)} />
        ))}
      </ul>
      <ConfirmDialog
        isOpen={ending !== null}
        onOpenChange={(isOpen) => !isOpen && setEnding(null)}
        title={t("endTitle")}
        description={t("endText")}
        confirmLabel={t("endConfirm")}
        tone="danger"
        isBusy={revoke.isPending}
        onConfirm={() => ending && void end(ending)}
      />
    </>
  );
}

function SessionRow({ session, onEnd }: { session: Session; onEnd: () => void }) {
  const t = useTranslations("sign-in.account");
  const format = useFormatter();
  const now = useNow();
  const known = deviceOf(session.userAgent);
  const device = known === null ? t("unknownDevice") : t("device", known);
  const Icon = known && ["iPhone", "iPad", "Android"].includes(known.system) ? Smartphone : Laptop;
  return (
    <li className="flex items-center gap-3 px-4 py-2.5">
      <Icon aria-hidden className="icon-lg text-subtle" />
      <div className="min-w-0 flex-1">
        <p
          className="flex flex-wrap items-center gap-x-2 gap-y-0.5 text-sm font-medium"
          title={session.userAgent ?? undefined}
        >
          {device}
          {session.isThis && <Badge tone="success">{t("thisDevice")}</Badge>}
        </p>
        <p className="text-xs text-subtle">
          {t("lastSeen", { time: format.relativeTime(Math.min(session.lastSeenAt, now), now) })}
          {" · "}
          {t("signedIn", {
            time: format.dateTime(session.createdAt, {
              day: "numeric",
              month: "short",
              hour: "2-digit",
              minute: "2-digit",
              hourCycle: "h23",
            }),
          })}
        </p>
      </div>
      {!session.isThis && (
        <Button size="sm" aria-label={t("endLabel", { device })} onClick={onEnd}>
          {t("end")}
        </Button>
      )}
    </li>
  );
}

function RetryButton({ onRetry }: { onRetry: () => void }) {
  const t = useTranslations("common");
  return (
    <Button size="sm" onClick={onRetry}>
      {t("tryAgain")}
    </Button>
  );
}
