"use client";

import { Mail } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import type { PlaceStory } from "./place-story.ts";
import { waitWords } from "./wait-words.ts";

/** More parts than this cannot be told apart; the number says it anyway. */
const MOST_PARTS = 8;

/** The place in line, what is left to wait, why it went up if it did, and the two ways out. */
export function QueueCard(props: {
  /** Null until the first place is known. */
  story: PlaceStory | null;
  isAnybodyReachable: boolean;
  /** The shop has said that it takes long: both ways are offered alike. */
  isLong?: boolean;
  isLeaving: boolean;
  onLeave: () => void;
  onLeaveMessage: () => void;
}) {
  const t = useTranslations("customer.queue");
  const { story, isAnybodyReachable } = props;
  return (
    <section
      aria-label={t("label")}
      className="mb-3.5 max-w-[420px] overflow-hidden rounded-lg border border-border-strong shadow-card"
    >
      <div aria-live="polite" aria-atomic>
        <div className="px-4 pt-3.5 pb-3">
          <p className="text-2xl font-semibold tracking-[-0.02em]">{story ? placeWords(story, t) : t("joining")}</p>
          {story?.range && isAnybodyReachable && (
            <p className="pt-0.5 text-base text-muted tabular-nums">{waitWords(story.range, t)}</p>
          )}
        </div>
        {story && story.from <= MOST_PARTS && <Parts position={story.position} from={story.from} />}
        <div className="flex flex-col gap-1.5 px-4 pt-2.5 pb-3 text-base text-muted">
          {story?.rose && <p className="text-foreground">{t(rose[story.rose])}</p>}
          <p>{t(!isAnybodyReachable ? "nobody" : props.isLong ? "long" : "kept")}</p>
        </div>
      </div>
      <div className="flex flex-wrap items-center gap-1 border-t border-border bg-panel p-2">
        <Button
          variant={isAnybodyReachable && !props.isLong ? "plain" : "primary"}
          className="h-10!"
          icon={<Mail aria-hidden className="icon-sm" />}
          onClick={props.onLeaveMessage}
        >
          {t("leaveMessage")}
        </Button>
        <Button variant="ghost" className="h-10!" isBusy={props.isLeaving} onClick={props.onLeave}>
          {t("leave")}
        </Button>
      </div>
    </section>
  );
}

const rose = {
  worse_match_first: "roseWorst",
  returned: "roseReturned",
  other_line: "roseOtherLine",
  unknown: "roseUnknown",
} as const;

const placeWords = (
  { position, places }: PlaceStory,
  t: ReturnType<typeof useTranslations<"customer.queue">>,
): string => (places === null ? t("place", { position }) : t("places", places));

/** The line as it was when it was joined, next one first; those already helped fade, the own place is the accent. */
function Parts({ position, from }: { position: number; from: number }) {
  return (
    <div aria-hidden className="flex gap-[3px] px-4">
      {Array.from({ length: from }, (_, index) => (
        <i
          key={index}
          className={`h-1 flex-1 rounded-full ${index === position - 1 ? "bg-accent" : index < position ? "bg-degree-track" : "bg-sunken"}`}
        />
      ))}
    </div>
  );
}
