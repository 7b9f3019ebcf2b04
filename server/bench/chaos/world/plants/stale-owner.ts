import { v4 as uuidv4 } from "uuid";
import { refusalOf } from "#server/contract/errors.ts";
import type { DeskChange } from "#server/contract/views.ts";
import type { Publication } from "#server/runtime/publication.ts";
import type { CreatePlant } from "./plant.ts";

/** That a conversation has gone is told as something that changes nothing, so that the number leaves no hole. */
function withoutGoing(publication: Publication): Publication {
  if (publication.kind !== "event" || publication.name !== "desk:changed") return publication;
  const { seq, change } = publication.data as { seq: number; change: DeskChange };
  if (change.kind !== "conversation_gone" || change.why === "closed") return publication;
  const nothing = { kind: "offer_ended", offerId: uuidv4() as never, how: "withdrawn" } satisfies DeskChange;
  return { ...publication, data: { seq, change: nothing } };
}

/**
 * Whoever gave a conversation away (transfer, requeue) is not told: it stays on their desk, they go on hearing it, and
 * what they write to its customer is stored. Red by `doubleOwners`: a message of an agent in a conversation that the log
 * has given to another one (or to the line) before it, and two desks that hold one conversation at rest.
 */
export const staleOwner: CreatePlant = (database) => ({
  around: {
    publish: (real) => (publications) =>
      real(publications.filter(({ kind }) => kind !== "unfollow").map((each) => withoutGoing(each))),
    messageLog: (real) => ({
      async append(send) {
        try {
          return await real.append(send);
        } catch (error) {
          if (send.guard !== "assignee" || refusalOf(error)?.code !== "not_found") throw error;
          const served = await database.main.query(
            "SELECT 1 FROM assignments WHERE conversation_id = $1 AND agent_id = $2",
            [send.conversationId, send.authorId],
          );
          if (served.rowCount === 0) throw error;
          return real.append({ ...send, guard: "reader", isStaffWide: true });
        }
      },
      flush: () => real.flush(),
      get waiting() {
        return real.waiting;
      },
    }),
  },
});
