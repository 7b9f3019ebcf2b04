"use client";

import type { OfferView } from "#server/contract/index.ts";
import { useTranslations } from "next-intl";
import { DecisionBody } from "#components/decision/decision-body.tsx";
import { toldOfView } from "#components/decision/told.ts";
import { Button } from "#components/ui/button.tsx";
import { formatDegree } from "#components/ui/degree.tsx";
import { WaitSince } from "#components/ui/wait.tsx";
import { type Reason, reasonsOf } from "../context/decision-words.ts";
import { useReasonText } from "../context/use-reason-text.tsx";
import { queueLimitMs } from "../list/limits.ts";
import { useServerNow, useSkew } from "../server-clock.tsx";
import { useCustomerName, useLanguageName } from "../use-names.ts";
import { useSpanText } from "../use-span-text.ts";
import { countdown } from "./countdown.ts";
import { CountdownRing } from "./countdown-ring.tsx";

/** An offer: who, their last words, how long they wait, why me. It never takes the focus: somebody is typing. */
export function OfferCard(props: {
  offer: OfferView;
  /** The one the keys answer. */
  isFirst: boolean;
  busy: "accept" | "decline" | null;
  names: ReadonlyMap<string, string>;
  onAccept(): void;
  onDecline(): void;
}) {
  const t = useTranslations("workbench.offer");
  const nameOf = useCustomerName();
  const span = useSpanText();
  const now = useServerNow();
  const { offer } = props;
  const left = countdown(offer, now === 0 ? offer.now : now);
  const name = nameOf(offer.conversation);
  const from = offer.fromName ?? t("colleague");
  const isOwed = offer.conversation.owedSince !== null && offer.decision?.rule !== "leaving";
  const kicker =
    offer.kind === "reoffer"
      ? t(isOwed ? "reofferKicker" : "leavingKicker", { from })
      : offer.isTransfer
        ? t("transferKicker", { from })
        : t("kicker");
  return (
    <section
      aria-label={`${kicker}: ${name}`}
      className="w-full rounded-lg bg-overlay shadow-dialog ring-2 ring-accent [--ground:var(--color-overlay)]"
    >
      <div className="grid grid-cols-[60px_minmax(0,1fr)] gap-3.5 px-4 pt-4 pb-3.5">
        <CountdownRing left={left} />
        <div className="min-w-0">
          <p className="truncate text-xs font-medium text-accent-text">{kicker}</p>
          <h2 className="truncate text-lg font-semibold tracking-[-0.01em]" title={name}>
            {name}
          </h2>
          {offer.quote && <p className="mt-1 line-clamp-3 text-muted">“{offer.quote}”</p>}
          {offer.kind === "reoffer" && (
            <p className="mt-1.5 text-xs text-muted">
              {isOwed && offer.conversation.owedSince !== null
                ? t("reofferWaits", { from, span: span(offer.createdAt - offer.conversation.owedSince) })
                : t("reofferLeaving", { from })}
            </p>
          )}
          {offer.note && (
            <p className="mt-1.5 line-clamp-3 rounded-sm bg-note-soft px-2 py-1 text-xs text-note-text inset-ring inset-ring-note-border">
              {t("note", { text: offer.note })}
            </p>
          )}
          <OfferFacts offer={offer} />
        </div>
      </div>
      <OfferWhy offer={offer} names={props.names} />
      <div className="flex gap-2 px-4 py-3">
        <Button
          variant="primary"
          size="lg"
          kbd={props.isFirst ? "Alt A" : undefined}
          className="flex-1"
          isBusy={props.busy === "accept"}
          disabled={props.busy === "decline"}
          onClick={props.onAccept}
        >
          {t("accept")}
        </Button>
        <Button
          size="lg"
          kbd={props.isFirst ? "Alt D" : undefined}
          isBusy={props.busy === "decline"}
          disabled={props.busy === "accept"}
          onClick={props.onDecline}
        >
          {t("decline")}
        </Button>
      </div>
    </section>
  );
}

function OfferFacts({ offer }: { offer: OfferView }) {
  const t = useTranslations("workbench.offer");
  const skewMs = useSkew();
  const languageName = useLanguageName();
  const { lowestDegree, teamName, language } = offer.conversation;
  return (
    <p className="mt-2.5 flex flex-wrap gap-x-3.5 gap-y-1 text-xs text-muted">
      <WaitSince since={offer.waitingSince} limitMs={queueLimitMs} skewMs={skewMs} />
      {lowestDegree !== null && (
        <span className="whitespace-nowrap">{t("match", { degree: formatDegree(lowestDegree) })}</span>
      )}
      {teamName && <span className="whitespace-nowrap">{teamName}</span>}
      <span className="whitespace-nowrap">{languageName(language)}</span>
    </p>
  );
}

/** Told by the card's head and facts. */
const isSaidElsewhere: ReadonlySet<Reason["id"]> = new Set(["degree", "skipped", "team", "unanswered", "leaving"]);

function OfferWhy({ offer, names }: { offer: OfferView; names: ReadonlyMap<string, string> }) {
  const t = useTranslations("workbench.offer");
  const reasonText = useReasonText();
  const reasons = offer.decision
    ? reasonsOf(offer.decision, {
        teamName: offer.conversation.teamName,
        lowestDegree: offer.conversation.lowestDegree,
        at: offer.createdAt,
        enteredAt: offer.isTransfer ? null : offer.waitingSince,
        fromName: offer.fromName,
        names,
      }).filter(({ id }) => !isSaidElsewhere.has(id))
    : [];
  return (
    <div className="border-y border-border bg-panel px-4 py-2 text-xs text-subtle dark:bg-transparent">
      <p>
        {reasons.map((reason) => (
          <span key={reason.id}>
            {reasonText(reason)}
            {t("stop")}
          </span>
        ))}
        {t(offer.kind === "reoffer" ? "declineReoffer" : offer.isTransfer ? "declineTransfer" : "declineKeeps")}
      </p>
      {offer.decision && (
        <details className="mt-1">
          <summary className="w-fit cursor-default font-medium text-muted hover:underline">{t("whyMe")}</summary>
          <div className="pt-1.5">
            <DecisionBody
              told={toldOfView(offer.decision, { at: offer.createdAt, teamName: offer.conversation.teamName, names })}
            />
          </div>
        </details>
      )}
    </div>
  );
}
