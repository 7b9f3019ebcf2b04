import { v7 as uuidv7 } from "uuid";
import { createLogger, type Logger } from "../logging.ts";
import { assertInvariants } from "../routing/invariants.ts";
import { createDispatcher, type DispatchFailpoints, type Dispatcher } from "../runtime/dispatcher.ts";
import type { Publication } from "../runtime/publication.ts";
import { openDatabase, type Database } from "../store/database.ts";
import { openingEvents, type Shop } from "./shop-builder.ts";

/** A logger that keeps its lines. */
export function keptLogger(): { log: Logger; lines: string[] } {
  const lines: string[] = [];
  return { log: createLogger({ logLevel: "info" }, { write: (line: string) => void lines.push(line) }), lines };
}

export interface TestNode {
  epoch: string;
  database: Database;
  dispatcher: Dispatcher;
  log: Logger;
  /** Everything told after commits, in order. */
  told: Publication[];
  lines: string[];
  /** Set and deleted by the test while it runs. */
  failpoints: DispatchFailpoints;
  stop(): Promise<void>;
}

/** One node's routing shell on this database, loaded; invariants are asserted after every batch. */
export async function startTestNode(url: string, options: { maxBatch?: number } = {}): Promise<TestNode> {
  const { log, lines } = keptLogger();
  const epoch = uuidv7();
  const database = openDatabase(url, (error) => log.warn({ err: error }, "a connection was lost"));
  const told: Publication[] = [];
  const failpoints: DispatchFailpoints = {};
  const dispatcher = createDispatcher({
    database,
    log,
    failpoints,
    ...options,
    nodeEpoch: () => epoch,
    publish: (publications) => void told.push(...publications),
    assertState: (state) => assertInvariants(state, false),
  });
  await dispatcher.load();
  return {
    epoch,
    database,
    dispatcher,
    log,
    told,
    lines,
    failpoints,
    async stop() {
      await dispatcher.stop();
      await database.close();
    },
  };
}

/** Tells the engine of the shop, everybody connected here and available. */
export async function openShop(
  node: TestNode,
  shop: Shop,
  options: Parameters<typeof openingEvents>[2] = {},
): Promise<void> {
  for (const event of openingEvents(shop, node.epoch, options)) await node.dispatcher.dispatch(event);
}

/** Hands a customer's conversation over to a person. */
export function handOff(
  node: TestNode,
  shop: Shop,
  customer: Shop["customers"][number],
  teamId = shop.teams[0]?.id ?? "",
): ReturnType<Dispatcher["dispatch"]> {
  return node.dispatcher.dispatch({
    type: "handoff:requested",
    conversationId: customer.conversationId,
    customerId: customer.id,
    teamId,
    degree: null,
    customerPresentOn: [node.epoch],
    turnSeq: 0,
    former: null,
    preferAgentId: null,
  });
}
