import type { Server } from "socket.io";
import type { StaffPrincipal } from "../actions/app.ts";
import type { Followed, MovedHeads } from "../runtime/tail.ts";
import { SHOP_WIDE_ROOM, type Told } from "./publisher.ts";

export interface Reader {
  conversationId: string;
  staffId: string;
}

const conversationRoom = "conversation:";
const staffRoom = "staff:";
const customerRoom = "customer:";

/** Whose socket it is that is in these rooms. */
export const staffIdOf = (rooms: ReadonlySet<string>): string | undefined =>
  [...rooms].find((room) => room.startsWith(staffRoom))?.slice(staffRoom.length);

export interface Following {
  note(conversationId: string, seq: number): void;
  noteCustomer(customerId: string, conversationId: string): void;
  noteStaff(me: StaffPrincipal): void;
  /** Staff sessions with a socket here; what nobody follows any more is forgotten on the way. */
  sessions(): { sessionId: string; staffId: string }[];
  followed(): Followed;
  tellMoved(moved: MovedHeads): void;
  /** Staff who follow conversations here by leave that can end: not those who read every conversation of the shop. */
  readers(): Reader[];
  /** They may not read it any more: they are told that it moved, ask for it, and are refused. */
  letGo(strangers: readonly (Reader & { seq: number })[]): void;
}

/** Logs that sockets of this node follow, for the tail; forgotten when nobody follows any more. Each node tells its own. */
export function createFollowing({ io, told }: { io: Server; told: Told }): Following {
  /** Which customer follows a conversation from here, and their newest one. */
  const customers = new Map<string, string>();
  const chapters = new Map<string, string>();
  /** Session id → staff id. */
  const sessions = new Map<string, string>();
  const staffRooms = () => io.of("/agent").adapter.rooms;
  const customerRooms = () => io.of("/customer").adapter.rooms;

  const namesIn = (rooms: ReadonlyMap<string, unknown>, prefix: string) =>
    [...rooms.keys()].flatMap((room) => (room.startsWith(prefix) ? [room.slice(prefix.length)] : []));

  function hasFollowers(conversationId: string): boolean {
    if (staffRooms().has(conversationRoom + conversationId)) return true;
    const customerId = customers.get(conversationId);
    return customerId !== undefined && customerRooms().has(customerRoom + customerId);
  }

  /** Whoever followed before may not have heard everything up to here: only the first one's number counts. */
  function note(conversationId: string, seq: number): void {
    if (!told.conversations.has(conversationId)) told.conversations.set(conversationId, seq);
  }

  function noteCustomer(customerId: string, conversationId: string): void {
    customers.set(conversationId, customerId);
    chapters.set(customerId, conversationId);
    note(conversationId, 0);
  }

  /** At every look of the tail, also on a node that is alone: people come and go for weeks. */
  function forgetGone(): void {
    for (const id of sessions.keys()) if (!staffRooms().has(`session:${id}`)) sessions.delete(id);
    for (const id of told.conversations.keys()) {
      if (hasFollowers(id)) continue;
      told.conversations.delete(id);
      customers.delete(id);
    }
    for (const id of told.desks.keys()) if (!staffRooms().has(staffRoom + id)) told.desks.delete(id);
    for (const id of chapters.keys()) if (!customerRooms().has(customerRoom + id)) chapters.delete(id);
  }

  return {
    note,
    noteCustomer,
    noteStaff(me) {
      sessions.set(me.sessionId, me.staffId);
      if (!told.desks.has(me.staffId)) told.desks.set(me.staffId, 0);
    },
    sessions() {
      forgetGone();
      return [...sessions].map(([sessionId, staffId]) => ({ sessionId, staffId }));
    },
    followed() {
      forgetGone();
      // Sockets also follow by decision (an assignment), without having opened anything.
      for (const id of namesIn(staffRooms(), conversationRoom)) note(id, 0);
      return {
        conversations: told.conversations,
        desks: told.desks,
        chapters: new Map(namesIn(customerRooms(), customerRoom).map((id) => [id, chapters.get(id) ?? null])),
        box: staffRooms().has("staff") ? told.box : null,
      };
    },
    tellMoved(moved) {
      for (const { conversationId, customerId, seq, publicSeq } of moved.conversations) {
        if (customerRooms().has(customerRoom + customerId)) noteCustomer(customerId, conversationId);
        told.conversations.set(conversationId, Math.max(seq, told.conversations.get(conversationId) ?? 0));
        io.of("/agent")
          .local.to(conversationRoom + conversationId)
          .emit("heads:moved", { heads: [{ conversationId, seq }], deskSeq: null, boxSeq: null });
        io.of("/customer")
          .local.to(customerRoom + customerId)
          .emit("heads:moved", { heads: [{ conversationId, seq: publicSeq }] });
      }
      for (const { staffId, seq } of moved.desks) {
        told.desks.set(staffId, Math.max(seq, told.desks.get(staffId) ?? 0));
        io.of("/agent")
          .local.to(staffRoom + staffId)
          .emit("heads:moved", { heads: [], deskSeq: seq, boxSeq: null });
      }
      if (moved.box !== null) {
        told.box = Math.max(moved.box, told.box);
        io.of("/agent").local.to("staff").emit("heads:moved", { heads: [], deskSeq: null, boxSeq: moved.box });
      }
    },
    readers() {
      const { sockets } = io.of("/agent");
      const readers = new Map<string, Reader>();
      for (const conversationId of namesIn(staffRooms(), conversationRoom)) {
        for (const id of staffRooms().get(conversationRoom + conversationId) ?? []) {
          const rooms = sockets.get(id)?.rooms ?? new Set<string>();
          const staffId = staffIdOf(rooms);
          if (staffId !== undefined && !rooms.has(SHOP_WIDE_ROOM))
            readers.set(`${conversationId} ${staffId}`, { conversationId, staffId });
        }
      }
      return [...readers.values()];
    },
    letGo(strangers) {
      for (const { conversationId, staffId, seq } of strangers) {
        const theirs = io.of("/agent").local.in(staffRoom + staffId);
        // One more than there is: a page that has everything would not ask, and never learn that it may not.
        theirs.emit("heads:moved", { heads: [{ conversationId, seq: seq + 1 }], deskSeq: null, boxSeq: null });
        theirs.socketsLeave(conversationRoom + conversationId);
      }
    },
  };
}
