import type { Server } from "socket.io";

/** The same rooms with only the sockets of this node in them, for what every node tells its own people. */
export function localRooms(io: Server): Server {
  // A publisher uses a namespace's rooms and nothing else of it.
  return { of: (name: string) => io.of(name).local } as unknown as Server;
}
