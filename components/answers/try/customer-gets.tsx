"use client";

import type { Tried } from "#server/contract/library-views.ts";
import { CircleCheck, CircleHelp, UserRound } from "lucide-react";
import { useTranslations } from "next-intl";
import { CustomerGroup } from "#components/thread/customer-group.tsx";
import type { ThreadMessage } from "#components/thread/thread-entry.ts";
import { formatDegree } from "#components/ui/degree.tsx";
import { tryWords } from "./try-words.ts";

/** The chat as the customer would see it, and in a sentence why. A picture: nothing in it can be pressed. */
export function CustomerGets({ text, result }: { text: string; result: Tried }) {
  const t = useTranslations("answers.try");
  const question: ThreadMessage = {
    kind: "message",
    key: "question",
    at: 0,
    speaker: { id: "customer", name: t("customer"), kind: "customer", isMe: true },
    text,
  };
  const reply: ThreadMessage = {
    kind: "message",
    key: "reply",
    at: 0,
    speaker: { id: "library", name: t("library"), kind: "library" },
    text: result.body ?? t(`customerSay.${result.say}`),
    automatic: {},
    below: (
      <>
        {result.pictures.map((picture) => (
          <img
            key={picture.mediaId}
            src={`/api/media/${encodeURIComponent(picture.mediaId)}`}
            width={picture.width}
            height={picture.height}
            alt={t("picture")}
            className="mt-1 h-auto max-h-40 w-auto max-w-[232px] rounded-lg bg-sunken"
          />
        ))}
        <Suggested
          titles={[
            ...result.suggestions,
            ...result.quickReplies.map(({ label }) => label),
            ...result.followUps.map(({ title }) => title),
          ]}
        />
      </>
    ),
  };
  return (
    <div className="rounded-lg bg-surface p-3.5 inset-ring inset-ring-border">
      {/* Without the time: it never happened. */}
      <div className="[&_p:has(time)]:hidden">
        <CustomerGroup messages={[question]} />
        <CustomerGroup messages={[reply]} />
      </div>
      {result.isPersonOffered && <Offered isAsked={result.say === "person"} />}
      <Verdict result={result} />
    </div>
  );
}

function Suggested({ titles }: { titles: readonly string[] }) {
  if (titles.length === 0) return null;
  return (
    <ul className="mt-1 flex flex-col items-start gap-1.5">
      {titles.map((title) => (
        <li
          key={title}
          className="rounded-xl px-3.5 py-[7px] text-base text-accent-text inset-ring inset-ring-accent-border"
        >
          {title}
        </li>
      ))}
    </ul>
  );
}

function Offered({ isAsked }: { isAsked: boolean }) {
  const t = useTranslations("answers.try");
  return (
    <p className="mb-3 flex w-fit max-w-[318px] items-center gap-2 rounded-lg bg-accent-soft px-[13px] py-2.5 text-md font-semibold inset-ring inset-ring-accent-border">
      <UserRound aria-hidden className="icon shrink-0 text-accent-text" />
      {t(isAsked ? "promptAsked" : "prompt")}
    </p>
  );
}

const looks = {
  good: { Icon: CircleCheck, className: "text-success-text" },
  unsure: { Icon: CircleHelp, className: "text-warning-text" },
  none: { Icon: CircleHelp, className: "text-danger-text" },
};

function Verdict({ result }: { result: Tried }) {
  const t = useTranslations("answers.try");
  const words = tryWords(result);
  const { Icon, className } = looks[words.tone];
  const degree = formatDegree(words.degree);
  const said = t(`say.${words.key}`, { degree });
  return (
    <p className="flex gap-2 pt-1 text-sm leading-[18px] text-muted">
      <Icon aria-hidden className={`icon mt-px ${className}`} />
      <span>
        {words.key === "person"
          ? said
          : t("verdict", {
              said,
              offer: words.offer
                ? t(`offer.${words.offer.key}`, { degree, threshold: formatDegree(words.offer.threshold) })
                : t("noOffer"),
            })}
      </span>
    </p>
  );
}
