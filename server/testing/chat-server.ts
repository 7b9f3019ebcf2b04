/** A real chat server on port 0 and a database of its own, with a small open shop, and ways to connect as anybody. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { socketPrincipals } from "../auth/socket-principals.ts";
import { createChatServer, type ChatServer } from "../create-chat-server.ts";
import { createMediaFolder } from "../media/media-folder.ts";
import { createMeters, type Meters } from "../metrics/meters.ts";
import { connectRedis, type RedisLink } from "../realtime/redis.ts";
import type { DispatchFailpoints } from "../runtime/dispatcher.ts";
import { openDatabase, type Database } from "../store/database.ts";
import type { AppendFailpoints } from "../store/message-log.ts";
import {
  newCustomer,
  seedChatShop,
  testSecrets,
  type ChatShop,
  type ShopCustomer,
  type ShopPerson,
} from "./chat-shop.ts";
import { createTestDatabase } from "./database.ts";
import { makeTemporaryFolder } from "./temporary-folder.ts";
import { keptLogger } from "./test-node.ts";
import { connectWire, type AgentWire, type CustomerWire, type Wire } from "./wire.ts";

export interface ChatNode {
  url: string;
  database: Database;
  chat: ChatServer;
  /** Null without `redisUrl`. */
  redis: RedisLink | null;
  meters: Meters;
  lines: string[];
  /** Set and deleted by the test while it runs. */
  failpoints: DispatchFailpoints & AppendFailpoints;
  /** A tab of this customer. */
  connectCustomer(customer: ShopCustomer): Promise<CustomerWire>;
  /** A tab of this member of staff. */
  connectStaff(person: Pick<ShopPerson, "cookie">): Promise<AgentWire>;
  stop(): Promise<void>;
}

export interface TestChatServer extends ChatNode {
  databaseUrl: string;
  shop: ChatShop;
  newCustomer(): Promise<ShopCustomer>;
  /** Another node on the same database. */
  startAnother(): Promise<ChatNode>;
}

export interface NodeOptions {
  isAlone?: boolean;
  /** Loosens the command limits. */
  limitsFactor?: number;
  periods?: { leaseMs?: number; tailMs?: number };
  /** Between the nodes; the database alone without it. */
  redisUrl?: string;
}

/** Seeds a database, starts a server on it. */
export async function startChatServer(options: NodeOptions = {}): Promise<TestChatServer> {
  const made = await createTestDatabase();
  const seeding = openDatabase(made.url, () => undefined);
  const shop = await seedChatShop(seeding);
  await seeding.close();
  const node = await startNode(made.url, shop.siteId, { isAlone: true, ...options });
  const others: ChatNode[] = [];
  return {
    ...node,
    databaseUrl: made.url,
    shop,
    newCustomer: () => newCustomer(node.database.main, shop.siteId),
    async startAnother() {
      const other = await startNode(made.url, shop.siteId, { ...options, isAlone: false });
      others.push(other);
      return other;
    },
    async stop() {
      for (const each of [...others, node]) await each.stop();
      await made.drop();
    },
  };
}

/** One node, listening; the invariants of the rules are asserted after every batch of decisions. */
export async function startNode(databaseUrl: string, siteId: string, options: NodeOptions = {}): Promise<ChatNode> {
  const { log, lines } = keptLogger();
  const database = openDatabase(databaseUrl, (error) => log.warn({ err: error }, "a connection was lost"));
  const folder = makeTemporaryFolder();
  const http = createServer((_request, response) => response.writeHead(404).end());
  await new Promise<void>((resolve) => void http.listen({ port: 0, host: "127.0.0.1" }, resolve));
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  const failpoints: ChatNode["failpoints"] = {};
  const meters = createMeters();
  const redis = options.redisUrl === undefined ? null : connectRedis({ url: options.redisUrl, siteId, log });
  const chat = createChatServer({
    http,
    database,
    siteId,
    publicUrl: url,
    media: createMediaFolder(folder.path),
    log,
    failpoints,
    ...socketPrincipals({ database, secrets: testSecrets, isSecure: false }),
    isAlone: options.isAlone ?? true,
    meters,
    ...(redis === null ? {} : { redis }),
    isAsserting: true,
    ...(options.limitsFactor === undefined ? {} : { limitsFactor: options.limitsFactor }),
    ...(options.periods === undefined ? {} : { periods: options.periods }),
  });
  await chat.start();
  const wires = new Set<Pick<Wire<never, never>, "close">>();
  const keep = <W extends { close(): void }>(wire: W): W => {
    wires.add(wire);
    return wire;
  };
  return {
    url,
    database,
    chat,
    redis,
    meters,
    lines,
    failpoints,
    connectCustomer: async ({ token }) =>
      keep((await connectWire({ url, namespace: "/customer", auth: { version: 1, token } })) as CustomerWire),
    connectStaff: async ({ cookie }) =>
      keep((await connectWire({ url, namespace: "/agent", headers: { cookie } })) as AgentWire),
    async stop() {
      for (const wire of wires) wire.close();
      await chat.stop();
      await redis?.close();
      await database.close();
      folder.remove();
    },
  };
}
