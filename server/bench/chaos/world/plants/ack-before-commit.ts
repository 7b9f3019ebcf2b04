import type { Appended, Send } from "#server/store/append-row.ts";
import { toItem, type HeadRow } from "#server/store/item-rows.ts";
import type { CreatePlant } from "./plant.ts";

/** How long acknowledged words exist in memory only. */
const GAP_MS = 400;

/**
 * The usual shortcut: acknowledged with the number it will probably get, stored a moment later. A node that is killed
 * loses what it has acknowledged; what is refused later was acknowledged too. Red by `lost`; wants kills of nodes.
 */
export const ackBeforeCommit: CreatePlant = (database) => ({
  around: {
    messageLog(real) {
      const guessed = new Map<string, { seq: number; publicSeq: number }>();
      async function guess(send: Send): Promise<Appended | null> {
        const { rows } = await database.main.query<HeadRow & { turn_seq: number }>(
          "SELECT * FROM conversations WHERE id = $1",
          [send.conversationId],
        );
        const [head] = rows;
        if (head === undefined || head.state === "closed") return null;
        const before = guessed.get(head.id) ?? { seq: 0, publicSeq: 0 };
        const seq = Math.max(head.seq, before.seq) + 1;
        const publicSeq = Math.max(head.public_seq, before.publicSeq) + (send.isPublic ? 1 : 0);
        guessed.set(head.id, { seq, publicSeq });
        const item = toItem({
          conversation_id: head.id,
          seq,
          public_seq: send.isPublic ? publicSeq : null,
          id: send.itemId,
          kind: send.kind,
          author_kind: send.authorKind,
          author_id: send.authorId,
          author_name: send.authorName,
          client_id: send.clientId,
          data: send.data,
          created_at: new Date(),
        });
        return {
          item,
          head: { ...head, seq, public_seq: publicSeq },
          isRepeat: false,
          isTurnChanged: false,
          turnSeq: head.turn_seq,
          isAnswerDue: false,
        };
      }
      return {
        async append(send) {
          const appended = await guess(send);
          // What will be refused for certain is refused.
          if (appended === null) return real.append(send);
          setTimeout(() => void real.append(send).catch(() => undefined), GAP_MS);
          return appended;
        },
        flush: () => real.flush(),
        get waiting() {
          return real.waiting;
        },
      };
    },
  },
});
