"use client";

import { type ChatModel, isLongWait } from "./chat-model.ts";
import { QueueCard } from "./queue-card.tsx";
import { RatingCard } from "./rating-card.tsx";
import { RequestForm } from "./request-form.tsx";
import { WhatNext } from "./what-next.tsx";
import type { ChatDesk } from "./use-chat-desk.ts";
import { usePlaceStory } from "./use-place-story.ts";

/** What stands after the newest message: the place in line, the form of a message for later, the rating. */
export function LogEnd({ model, desk, onDone }: { model: ChatModel; desk: ChatDesk; onDone: () => void }) {
  const story = usePlaceStory(model.place);
  const { open, form, toRate, fault } = desk;
  return (
    <>
      {open?.state === "waiting" && (
        <QueueCard
          story={story}
          isAnybodyReachable={model.place?.isAnybodyReachable ?? true}
          isLong={isLongWait(model)}
          isLeaving={desk.busy === "leave"}
          onLeave={desk.leaveQueue}
          onLeaveMessage={() => desk.openForm(model.place?.isAnybodyReachable === false)}
        />
      )}
      {desk.isAskedWhatNext && !form && <WhatNext desk={desk} onDone={onDone} />}
      {toRate && !form && (
        <RatingCard
          key={toRate.id}
          isBusy={desk.busy === "rate"}
          error={fault?.name === "rate" ? fault.text : null}
          onRate={(score, comment) => desk.rate(toRate.id, score, comment)}
          onSkip={() => {
            desk.skipRating(toRate.id);
            onDone();
          }}
        />
      )}
      {form && (
        <RequestForm
          cause={form}
          draft={form.draft}
          isBusy={desk.busy === "request"}
          error={fault?.name === "request" ? fault.text : null}
          onChange={desk.changeForm}
          onSend={(draft) => void desk.leaveRequest(draft).then((isStored) => isStored && onDone())}
          onCancel={() => {
            desk.closeForm();
            onDone();
          }}
        />
      )}
    </>
  );
}
