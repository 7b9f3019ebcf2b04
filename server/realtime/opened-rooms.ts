import type { Namespace, Socket } from "socket.io";

const opened = new WeakMap<object, Set<string>>();

/** Rooms a page asked for itself; into the others it was put by what the engine decided. */
export function openedBy(socket: Pick<Socket, "id">): Set<string> {
  const known = opened.get(socket);
  if (known !== undefined) return known;
  const rooms = new Set<string>();
  opened.set(socket, rooms);
  return rooms;
}

/** Sockets here whose pages asked for this room and that are not in it: they were taken out. */
export function takenOutOf(namespace: Namespace, room: string): Socket[] {
  return [...namespace.sockets.values()].filter((socket) => openedBy(socket).has(room) && !socket.rooms.has(room));
}
