import type { Server } from "socket.io";
import type { Database } from "../store/database.ts";
import { movedConversations, strangersAmong } from "../store/heads.ts";
import { staffIdOf, type Following } from "./following.ts";
import { openedBy, takenOutOf } from "./opened-rooms.ts";
import { SHOP_WIDE_ROOM } from "./publisher.ts";

const conversationRoom = "conversation:";

/**
 * Another node's word that somebody leaves a conversation is obeyed at once, and may be late: who was to leave may have
 * opened the conversation anew since, and reads on. So of those who had opened it, the rows decide afterwards: who may
 * read it is let back and told how far it is, so that the page asks for what it did not hear; who may not is told so.
 */
export function createLateLeavings({
  io,
  database,
  following,
}: {
  io: Server;
  database: Database;
  following: Pick<Following, "letGo">;
}): { left(conversationIds: readonly string[]): Promise<void> } {
  const agents = io.of("/agent");
  /** Newest leaving of each conversation that is being looked at. */
  const newest = new Map<string, number>();
  let leavings = 0;

  async function look(conversationId: string, leaving: number): Promise<void> {
    const room = conversationRoom + conversationId;
    const taken = takenOutOf(agents, room);
    if (taken.length === 0) return;
    const readers = taken.flatMap((socket) => {
      const staffId = staffIdOf(socket.rooms);
      return staffId === undefined ? [] : [{ socket, staffId, conversationId }];
    });
    const inTeams = readers.filter(({ socket }) => !socket.rooms.has(SHOP_WIDE_ROOM));
    const [strangers, [head]] = await Promise.all([
      strangersAmong(database.main, inTeams),
      movedConversations(database.main, new Map([[conversationId, 0]])),
    ]);
    // Told again meanwhile: what was read is old, and the look that follows decides.
    if (newest.get(conversationId) !== leaving) return;
    following.letGo(strangers);
    for (const { socket, staffId } of readers) {
      if (head === undefined || strangers.some((stranger) => stranger.staffId === staffId)) continue;
      // Gone meanwhile, or turned to something else: a room must not keep who is not there.
      if (!socket.connected || !openedBy(socket).has(room)) continue;
      void socket.join(room);
      socket.emit("heads:moved", { heads: [{ conversationId, seq: head.seq }], deskSeq: null, boxSeq: null });
    }
  }

  return {
    async left(conversationIds) {
      const looks = conversationIds.map(async (id) => {
        const leaving = (leavings += 1);
        newest.set(id, leaving);
        try {
          await look(id, leaving);
        } finally {
          if (newest.get(id) === leaving) newest.delete(id);
        }
      });
      await Promise.all(looks);
    },
  };
}
