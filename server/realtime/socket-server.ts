import type { IncomingMessage, Server as HttpServer } from "node:http";
import type { Server as HttpsServer } from "node:https";
import { Server, type Socket } from "socket.io";
import type { CommandMap, CommandRecord } from "../contract/command.ts";
import { permissions } from "../contract/command.ts";
import { customerCommands } from "../contract/customer-commands.ts";
import { agentCommands } from "../contract/index.ts";
import { isSupervisor, type CustomerPrincipal, type StaffPrincipal } from "../actions/app.ts";
import { holds } from "../auth/permission.ts";
import type { Logger } from "../logging.ts";
import { mayOpen } from "./allow-request.ts";
import { answerCommand, assertDoorComplete, type CommandFailpoints, type Door } from "./answer-command.ts";
import { authField, handshakeError, hasRightVersion } from "./handshake.ts";
import { createHandshakeLimits, type CommandLimits } from "./limits.ts";
import type { Presence } from "./presence.ts";
import { redisAdapter } from "./redis-adapter.ts";
import type { RedisLink } from "./redis.ts";
import { openedBy } from "./opened-rooms.ts";
import { SHOP_WIDE_ROOM } from "./publisher.ts";

/** Tabs of one person that may be open at once. */
const MAX_SOCKETS_PER_PERSON = 50;

export interface SocketServerOptions {
  http: HttpServer | HttpsServer;
  publicUrl: string;
  log: Logger;
  limits: CommandLimits;
  isDev: boolean;
  /** Between nodes; without one, rooms and limits are those of this process. */
  redis?: RedisLink | null;
  /** An event another node told somebody here. */
  onHeard?(name: string, data: unknown): void;
  /** Who asks, for limits per address. */
  peerOf?(request: IncomingMessage): string;
  /** Counts the refusals of commands. */
  onRefused?(code: string): void;
  customerOfSocket(
    cookieHeader: Socket["handshake"]["headers"],
    token: string | null,
  ): Promise<CustomerPrincipal | null>;
  staffOfSocket(headers: Socket["handshake"]["headers"]): Promise<StaffPrincipal | null>;
}

export interface SocketDoors {
  app: unknown;
  customerHandlers: Record<string, unknown>;
  agentHandlers: Record<string, unknown>;
  presence: Presence;
  /** Rooms a member of staff's socket starts with: conversations they serve. */
  roomsOfStaff(me: StaffPrincipal): string[];
  onStaffSocket(me: StaffPrincipal): void;
  failpoints?: CommandFailpoints | undefined;
}

/** The Socket.IO server, without anything behind it yet. Recovery stays off: clients ask for what they missed by number. */
export function createSocketServer(options: SocketServerOptions): Server {
  const io = new Server(options.http, {
    path: "/socket.io",
    serveClient: false,
    transports: ["websocket", "polling"],
    allowUpgrades: true,
    pingInterval: 10_000,
    pingTimeout: 5_000,
    connectTimeout: 10_000,
    maxHttpBufferSize: 64 * 1024,
    perMessageDeflate: false,
    // In development Next's own socket (hot reload) shares the server.
    destroyUpgrade: !options.isDev,
    httpCompression: false,
    ...(options.redis ? { adapter: redisAdapter(options.redis, options.onHeard) } : {}),
    allowRequest: (request, decide) => decide(null, mayOpen(request, options.publicUrl)),
  });
  // Nobody lives in the default namespace.
  io.use((_socket, next) => next(handshakeError("not_found")));
  return io;
}

/** Binds both namespaces to the contract. Throws when a command lacks a permission or a handler. */
export function bindDoors(io: Server, options: SocketServerOptions, doors: SocketDoors): void {
  assertDoorComplete("/customer", customerCommands, doors.customerHandlers, permissions);
  assertDoorComplete("/agent", agentCommands, doors.agentHandlers, permissions);
  const handshakes = createHandshakeLimits(options.redis ?? null);
  const common = { app: doors.app, limits: options.limits, log: options.log, failpoints: doors.failpoints };
  const customerDoor: Door<CustomerPrincipal> = {
    ...common,
    commands: customerCommands as unknown as CommandMap,
    handlers: doors.customerHandlers as Door<CustomerPrincipal>["handlers"],
    idOf: (me) => me.customerId,
    holds: (_me: CustomerPrincipal, record: CommandRecord) => record.permission === "customer",
  };
  const agentDoor: Door<StaffPrincipal> = {
    ...common,
    commands: agentCommands as unknown as CommandMap,
    handlers: doors.agentHandlers as Door<StaffPrincipal>["handlers"],
    idOf: (me) => me.staffId,
    holds: (me: StaffPrincipal, record: CommandRecord) => holds(me.roles, record.permission),
  };

  const namespace = <P>(
    name: string,
    door: Door<P>,
    enter: (socket: Socket) => Promise<P | null>,
    onEntered: (socket: Socket, me: P) => void,
  ) => {
    const room = io.of(name);
    const entered = new WeakMap<Socket, P>();
    room.use((socket, next) => {
      const address = options.peerOf?.(socket.request) ?? socket.handshake.address;
      void (async () => {
        if (!hasRightVersion(socket)) return next(handshakeError("version_mismatch"));
        const me = await enter(socket);
        if (me === null) {
          // Whoever has a right credential comes in from any address: a guesser must not lock out the shop they sit in.
          const isSlowed = await handshakes.isBlocked(address);
          handshakes.failed(address);
          return next(handshakeError(isSlowed ? "slow_down" : "signed_out"));
        }
        entered.set(socket, me);
        return next();
      })().catch((error: unknown) => {
        options.log.warn({ err: error }, "a handshake could not be answered");
        next(handshakeError("unavailable"));
      });
    });
    room.on("connection", (socket) => {
      const me = entered.get(socket);
      if (me === undefined) {
        socket.disconnect(true);
        return;
      }
      try {
        onEntered(socket, me);
      } catch (error) {
        // Nothing a single page brings about may end the process; it comes again by itself.
        options.log.error({ err: error }, "a page could not be let in");
        socket.disconnect(true);
        return;
      }
      const caller = {
        socketId: socket.id,
        join: (each: string) => {
          openedBy(socket).add(each);
          return socket.join(each);
        },
        leave: (each: string) => {
          openedBy(socket).delete(each);
          return socket.leave(each);
        },
      };
      // One listener for every name: unknown ones get the constant answer, and a socket stays small.
      socket.onAny((event: unknown, ...args: unknown[]) => {
        const reply = args.at(-1);
        if (typeof reply !== "function") return;
        void answerCommand(door, me, event, args.length > 1 ? args[0] : undefined, caller, (ack) => {
          if (!ack.ok) options.onRefused?.(ack.error.code);
          reply(ack);
        });
      });
    });
  };

  namespace(
    "/customer",
    customerDoor,
    (socket) => options.customerOfSocket(socket.handshake.headers, authField(socket, "token")),
    (socket, me) => {
      if (isCrowded(io, "/customer", `customer:${me.customerId}`)) return void socket.disconnect(true);
      void socket.join([`customer:${me.customerId}`, "customers"]);
      doors.presence.customerConnected(me.customerId);
      socket.once("disconnect", () => doors.presence.customerDisconnected(me.customerId));
    },
  );
  namespace(
    "/agent",
    agentDoor,
    (socket) => options.staffOfSocket(socket.handshake.headers),
    (socket, me) => {
      if (isCrowded(io, "/agent", `staff:${me.staffId}`)) return void socket.disconnect(true);
      void socket.join([
        `staff:${me.staffId}`,
        `session:${me.sessionId}`,
        "staff",
        ...(isSupervisor(me) ? [SHOP_WIDE_ROOM] : []),
        ...doors.roomsOfStaff(me),
      ]);
      doors.presence.agentConnected(me.staffId);
      doors.onStaffSocket(me);
      socket.once("disconnect", () => doors.presence.agentDisconnected(me.staffId));
    },
  );
}

function isCrowded(io: Server, namespace: string, room: string): boolean {
  return (io.of(namespace).adapter.rooms.get(room)?.size ?? 0) >= MAX_SOCKETS_PER_PERSON;
}
