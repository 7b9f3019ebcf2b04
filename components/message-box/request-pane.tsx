"use client";

import type { RequestId, RequestView } from "#server/contract/index.ts";
import { ArrowLeft, Hand, MessagesSquare, SearchX, Undo2 } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useErrorText } from "#components/i18n/use-error-text.ts";
import { useAgentCommand } from "#components/realtime/use-agent-command.ts";
import { useConnectionStatus } from "#components/realtime/use-connection-status.ts";
import { useMe } from "#components/realtime/use-desk.ts";
import { useDraft } from "#components/realtime/use-draft.ts";
import { useRequests } from "#components/realtime/use-requests.ts";
import { Pane, PaneBody } from "#components/shell/pane.tsx";
import { DeskComposer } from "#components/thread/desk-composer.tsx";
import { OfflineBanner } from "#components/ui/banner.tsx";
import { Button, buttonClass } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { SkeletonRows } from "#components/ui/skeleton.tsx";
import { toast } from "#components/ui/toaster.tsx";
import { RequestDetail } from "./request-detail.tsx";
import { statesOf } from "./request-groups.ts";
import { useRequesterName } from "./use-names.ts";
import { useOpenRequest } from "./use-open-request.ts";

/** The open request: read it, claim it, answer it into the customer's thread, or give it back. */
export function RequestPane({ className }: { className?: string }) {
  const t = useTranslations("message-box");
  const { openId, open } = useOpenRequest();
  const box = useRequests(statesOf.open);
  const done = useRequests(statesOf.done, openId !== null);
  const request = [...box.requests, ...done.requests].find(({ id }) => id === openId);
  return (
    <Pane label={t("request")} className={className}>
      {request ? (
        <OpenRequest key={request.id} request={request} onBack={() => open(null)} />
      ) : openId === null ? (
        <EmptyState title={t("pick.title")} description={t("pick.text")} className="m-auto pb-16" />
      ) : box.isLoading || done.isLoading ? (
        <SkeletonRows count={4} height={64} className="pt-13" />
      ) : (
        <EmptyState
          icon={<SearchX aria-hidden className="icon-lg" />}
          title={t("notThere")}
          action={<Button onClick={() => open(null)}>{t("back")}</Button>}
          className="m-auto pb-16"
        />
      )}
    </Pane>
  );
}

function OpenRequest({ request, onBack }: { request: RequestView; onBack(): void }) {
  const t = useTranslations("message-box");
  const me = useMe();
  const name = useRequesterName()(request);
  const isMine = request.state === "claimed" && request.claimedBy?.id === me?.id;
  const isAgent = me?.roles.includes("agent") ?? false;
  return (
    <>
      <header className="flex h-13 shrink-0 items-center gap-2 border-b border-border px-2 md:px-4">
        <IconButton
          label={t("backToList")}
          icon={<ArrowLeft className="icon rtl:-scale-x-100" />}
          className="md:hidden!"
          onClick={onBack}
        />
        <h2 className="min-w-0 flex-1 truncate text-base font-semibold" title={name}>
          {name} <span className="font-normal text-subtle">{t("number", { number: request.number })}</span>
        </h2>
        {isAgent && (
          <>
            <Link
              href={`/workbench?conversation=${request.conversationId}`}
              className={buttonClass({ variant: "ghost" })}
            >
              <MessagesSquare aria-hidden className="icon" />
              <span className="max-sm:sr-only">{t("thread")}</span>
            </Link>
            <ClaimButton request={request} isMine={isMine} />
          </>
        )}
      </header>
      <PaneBody>
        <RequestDetail request={request} myId={me?.id ?? ""} />
      </PaneBody>
      {isMine ? <AnswerBox request={request} name={name} /> : <WhyNoBox request={request} isAgent={isAgent} />}
    </>
  );
}

function ClaimButton({ request, isMine }: { request: RequestView; isMine: boolean }) {
  const t = useTranslations("message-box");
  const errorText = useErrorText();
  const claim = useAgentCommand("request:claim");
  const release = useAgentCommand("request:release");
  const refused = { onError: (error: { code: string }) => void toast.error(errorText(error.code)) };
  if (request.state === "stored")
    return (
      <Button
        variant="primary"
        icon={<Hand aria-hidden className="icon" />}
        isBusy={claim.isPending}
        onClick={() => claim.mutate({ requestId: request.id }, refused)}
      >
        {t("claim")}
      </Button>
    );
  if (!isMine) return null;
  return (
    <Button
      icon={<Undo2 aria-hidden className="icon" />}
      isBusy={release.isPending}
      onClick={() => release.mutate({ requestId: request.id }, refused)}
    >
      {t("release")}
    </Button>
  );
}

/** Answers are stored before they are sent, so the text stays until the server has it. */
function AnswerBox({ request, name }: { request: RequestView; name: string }) {
  const t = useTranslations("message-box");
  const errorText = useErrorText();
  const connection = useConnectionStatus();
  const [text, setText] = useDraft(`request:${request.id satisfies RequestId}`);
  const answer = useAgentCommand("request:answer");
  const send = (trimmed: string) =>
    answer.mutate(
      { requestId: request.id, text: trimmed },
      {
        onSuccess: () => {
          setText("");
          toast.success(t("sent", { name }));
        },
        onError: (error) => toast.error(errorText(error.code)),
      },
    );
  return (
    <>
      {connection.status === "offline" && (
        <OfflineBanner className="mb-2 border-b!" isStickyMissing={connection.isStickyMissing} />
      )}
      <DeskComposer
        className="mx-3 mb-3 md:mb-4 lg:mx-auto lg:w-full lg:max-w-[640px]"
        value={text}
        onChange={setText}
        onSend={send}
        isSending={answer.isPending}
        label={t("answerLabel", { name })}
        placeholder={t("answerPlaceholder")}
        sendLabel={t("answer")}
        maxLength={10_000}
        status={t("whereItGoes")}
      />
    </>
  );
}

function WhyNoBox({ request, isAgent }: { request: RequestView; isAgent: boolean }) {
  const t = useTranslations("message-box.readOnly");
  return (
    <p
      role="status"
      className="mx-3 mb-3 shrink-0 rounded-lg bg-panel px-4 py-3 text-center text-sm text-muted inset-ring inset-ring-border md:mb-4 lg:mx-auto lg:w-full lg:max-w-[640px]"
    >
      {request.state === "stored" && !isAgent
        ? t("agentsOnly")
        : t(request.state, { name: request.claimedBy?.name ?? "" })}
    </p>
  );
}
