import type { Publication } from "#server/runtime/publication.ts";
import type { CreatePlant } from "./plant.ts";

/** Conversations whose items are told to nobody, by the last digit of their id. */
const lost = /[0-3]$/;

/** Told to a room without anybody: its number counts as told, so that the tail looks for it no more. */
function intoNowhere(publication: Publication): Publication {
  if (publication.kind !== "event" || publication.name !== "item:created") return publication;
  const { item } = publication.data as { item: { conversationId: string } };
  return lost.test(item.conversationId) ? { ...publication, room: "nowhere" } : publication;
}

/**
 * Items of some conversations are lost on their way out and nothing heals that but what a page asks for itself: every
 * 30 s, and when it connects again. Red by `divergedViews`: the check has to look within 10 s of quiet, before that.
 */
export const lostPublish: CreatePlant = () => ({
  around: { publish: (real) => (publications) => real(publications.map((each) => intoNowhere(each))) },
});
