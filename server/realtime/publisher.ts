import type { Namespace, Server } from "socket.io";
import type { Publication, Publish } from "../runtime/publication.ts";

/** Newest numbers told on this node, so that the tail can find what another node told and we did not hear. */
export interface Told {
  conversations: Map<string, number>;
  desks: Map<string, number>;
  box: number;
}

/** The newest number of the box after this was told, here or by another node: only what follows on counts. */
export function nextBox(before: number, data: unknown): number {
  const seq = typeof data === "object" && data !== null && "boxSeq" in data ? data.boxSeq : null;
  return seq === before + 1 ? before + 1 : before;
}

interface ItemData {
  item: { conversationId: string; seq: number; kind: string };
}

/** Sockets of those who read every conversation of the shop. */
export const SHOP_WIDE_ROOM = "shop-wide";

/** Where a publisher speaks: the rooms of all nodes, or only this node's part of them. */
export interface Rooms {
  of(namespace: string): Pick<Namespace, "to" | "in">;
}

/**
 * Sends publications to their rooms. Called after the commit, in the order of the commits of this node.
 * @param alone the server when no room has sockets elsewhere: it is asked whether anybody would hear
 */
export function createPublisher(rooms: Rooms, told: Told, alone: Pick<Server, "of"> | null = null): Publish {
  const customers = rooms.of("/customer");
  const agents = rooms.of("/agent");
  const held = alone === null ? null : { "/customer": alone.of("/customer"), "/agent": alone.of("/agent") };
  /** Only what follows on: after a hole, who hears less of the log than others (a customer) would not notice it. */
  const next = (before: number | undefined, seq: number) => (before === seq - 1 ? seq : before);
  const noteNext = (numbers: Map<string, number>, id: string, seq: number) => {
    const after = next(numbers.get(id), seq);
    if (after !== undefined) numbers.set(id, after);
  };
  const noteTold = (publication: Extract<Publication, { kind: "event" }>) => {
    if (publication.namespace !== "/agent") return;
    if (publication.name === "item:created") {
      const { item } = publication.data as ItemData;
      noteNext(told.conversations, item.conversationId, item.seq);
    } else if (publication.name === "desk:changed") {
      noteNext(told.desks, publication.room.slice("staff:".length), (publication.data as { seq: number }).seq);
    } else if (publication.name === "request:changed") {
      told.box = nextBox(told.box, publication.data);
    }
  };
  function tell({ namespace, room, name, data, exceptSocketId }: Extract<Publication, { kind: "event" }>): void {
    const everybody = namespace === "/customer" ? customers : agents;
    if (held !== null) {
      // What nobody hears need not be encoded.
      const here = held[namespace].adapter.rooms.get(room);
      if (here === undefined) return;
      if (exceptSocketId !== undefined && here.size === 1 && here.has(exceptSocketId)) return;
    }
    const hearers = everybody.to(room);
    (exceptSocketId === undefined ? hearers : hearers.except(exceptSocketId)).emit(name, data);
  }
  /**
   * A conversation that enters a line may have changed its team, and with it who may read it. Whoever looks on is let go
   * after hearing so; their pages open it again at that item, and are refused where they may no longer read.
   */
  function letReadersGo(conversationId: string, publications: readonly Publication[]): void {
    const winners = publications.flatMap((each) =>
      each.kind === "follow" && each.conversationId === conversationId ? [`staff:${each.staffId}`] : [],
    );
    const room = `conversation:${conversationId}`;
    agents
      .in(room)
      .except([SHOP_WIDE_ROOM, ...winners])
      .socketsLeave(room);
  }
  return (publications) => {
    for (const publication of publications) {
      switch (publication.kind) {
        case "event":
          noteTold(publication);
          tell(publication);
          if (publication.namespace === "/agent" && publication.name === "item:created") {
            const { item } = publication.data as ItemData;
            if (item.kind === "queued") letReadersGo(item.conversationId, publications);
          }
          break;
        case "follow":
          agents.in(`staff:${publication.staffId}`).socketsJoin(`conversation:${publication.conversationId}`);
          break;
        case "unfollow":
          agents.in(`staff:${publication.staffId}`).socketsLeave(`conversation:${publication.conversationId}`);
          break;
        case "cut": {
          const room =
            publication.sessionId === null ? `staff:${publication.staffId}` : `session:${publication.sessionId}`;
          agents.to(room).emit("session:ended", { reason: publication.reason });
          agents.in(room).disconnectSockets(true);
          break;
        }
      }
    }
  };
}
