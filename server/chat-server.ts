import type { IncomingMessage, Server as HttpServer } from "node:http";
import type { Server as HttpsServer } from "node:https";
import type { Server } from "socket.io";
import type { App } from "./actions/app.ts";
import type { SocketPrincipals } from "./auth/socket-principals.ts";
import type { Logger } from "./logging.ts";
import type { MediaFolder } from "./media/media-folder.ts";
import type { Meters } from "./metrics/meters.ts";
import type { CommandFailpoints } from "./realtime/answer-command.ts";
import type { Presence } from "./realtime/presence.ts";
import type { RedisLink } from "./realtime/redis.ts";
import type { Step } from "./routing/step.ts";
import type { DispatchFailpoints } from "./runtime/dispatcher.ts";
import type { Publish } from "./runtime/publication.ts";
import type { Database } from "./store/database.ts";
import type { AppendFailpoints, MessageLog } from "./store/message-log.ts";

/** What a chat server is made of. */
export interface ChatServerOptions extends SocketPrincipals {
  http: HttpServer | HttpsServer;
  database: Database;
  siteId: string;
  publicUrl: string;
  media: MediaFolder;
  log: Logger;
  /** No other process can be on this database: leases of others are dead ones. */
  isAlone: boolean;
  /** Rules' invariants are asserted after every batch of decisions. */
  isAsserting?: boolean;
  isDev?: boolean;
  /** Loosens command limits (load runs). */
  limitsFactor?: number;
  meters?: Meters;
  /** Who asks, for limits per address; the peer of the connection without it. */
  peerOf?(request: IncomingMessage): string;
  /** Between several nodes; without it they hear each other through the database alone. Closed by whoever made it. */
  redis?: RedisLink;
  /** Shorter in tests; all nodes of a database have the same. */
  periods?: {
    leaseMs?: number;
    tailMs?: number;
    /** How long no further line must have come before the library answers; 0, as in tests, answers every line by itself. */
    settleMs?: number;
  };
  failpoints?: DispatchFailpoints & AppendFailpoints & CommandFailpoints;
  /** Put around collaborators by tests and chaos: what is lost between nodes, and faults planted to be found. */
  around?: { messageLog?(real: MessageLog): MessageLog; publish?(real: Publish): Publish };
  /** Other rules than those in force, with a fault planted. */
  step?: Step;
}

export interface ChatServer {
  app: App;
  io: Server;
  presence: Presence;
  /** Now by the database's clock, epoch ms. */
  now(): number;
  /** Looks at once at what other nodes did; the tail does so every moment. */
  look(): Promise<void>;
  /** Recovers and begins to decide; call before listening. */
  start(): Promise<void>;
  /** Refuses new work, finishes what is under way, closes. */
  stop(): Promise<void>;
}
