"use client";

import type { ReactNode } from "react";
import { ChevronDown, UserRound } from "lucide-react";
import { useTranslations } from "next-intl";
import { Avatar } from "#components/ui/avatar.tsx";
import { Button } from "#components/ui/button.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { PresenceDot } from "#components/ui/presence.tsx";
import { type ChatModel, openConversation, waitingTeam } from "./chat-model.ts";
import { SiteMark } from "./site-mark.tsx";

/** Who is on the other side: the shop, the team one waits for, or the person; the way to a person; the menu. */
export function ChatHead(props: {
  model: ChatModel;
  onAskForPerson: () => void;
  isAsking: boolean;
  menu: ReactNode;
  /** Set where the chat fills a phone inside somebody's page. */
  onClose?: () => void;
}) {
  const t = useTranslations("customer.head");
  const { model } = props;
  const open = openConversation(model);
  const person = open?.state === "served" ? open.agentName : null;
  const isCut = model.connection === "offline" || model.connection === "connecting";
  const canAsk = open?.state !== "waiting" && open?.state !== "served";
  return (
    <header className="relative z-(--z-sticky) flex h-16 shrink-0 items-center gap-2.5 border-b border-border bg-surface ps-4 pe-2">
      {person ? (
        <Avatar name={person} size="lg" tone="me" presence={isCut ? "away" : "available"} />
      ) : (
        <SiteMark name={model.site.name} />
      )}
      <div className="min-w-0 flex-1">
        <h1 className="truncate text-md leading-5 font-semibold tracking-[-0.01em]" title={person ?? model.site.name}>
          {person ?? (open?.state === "waiting" ? waitingTeam(model) : null) ?? model.site.name}
        </h1>
        <p className="flex items-center gap-1.5 text-xs text-muted">
          <Status model={model} isServed={open?.state === "served"} isWaiting={open?.state === "waiting"} />
        </p>
      </div>
      {canAsk && (
        <Button
          className="rounded-full!"
          icon={<UserRound aria-hidden className="icon-sm" />}
          isBusy={props.isAsking}
          aria-label={t("talkToPerson")}
          onClick={props.onAskForPerson}
        >
          {/* On the smallest phones, and beside the arrow of a panel, there is room for the short words only. */}
          <span className={props.onClose ? "hidden" : "max-[359px]:hidden"}>{t("talkToPerson")}</span>
          <span className={props.onClose ? undefined : "min-[360px]:hidden"}>{t("personShort")}</span>
        </Button>
      )}
      {props.menu}
      {props.onClose && (
        <IconButton
          size="lg"
          label={t("close")}
          icon={<ChevronDown aria-hidden className="icon-lg" />}
          onClick={props.onClose}
        />
      )}
    </header>
  );
}

function Status({ model, isServed, isWaiting }: { model: ChatModel; isServed: boolean; isWaiting: boolean }) {
  const t = useTranslations("customer.head");
  if (model.connection === "offline") return <span className="truncate">{t("reconnecting")}</span>;
  if (isServed) return <span className="truncate">{model.site.name}</span>;
  if (model.peopleOnline === null) return <span className="truncate">{t("libraryOnly")}</span>;
  return (
    <>
      <PresenceDot state={model.peopleOnline > 0 ? "available" : "offline"} />
      <span className="truncate">
        {t(isWaiting ? "peopleAnswering" : "peopleOnline", { count: model.peopleOnline })}
      </span>
    </>
  );
}
