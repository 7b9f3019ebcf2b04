import type { Server } from "socket.io";
import type { Rooms } from "./publisher.ts";

/** The same rooms with only the sockets of this node in them, for what every node tells its own people. */
export function localRooms(io: Pick<Server, "of">): Rooms {
  return { of: (name) => io.of(name).local };
}
