import { refusalOf } from "../contract/errors.ts";
import type { Logger } from "../logging.ts";
import type { Dispatcher } from "../runtime/dispatcher.ts";

const RECONCILE_MS = 2_000;

export interface Presence {
  agentConnected(staffId: string): void;
  agentDisconnected(staffId: string): void;
  customerConnected(customerId: string): void;
  customerDisconnected(customerId: string): void;
  hasCustomer(customerId: string): boolean;
  /** Tells the engine whatever its rows say differently about our connections. */
  reconcile(): Promise<void>;
  start(): void;
  stop(): void;
  readonly connections: number;
}

/**
 * Connections per person on this node. The engine hears edges (the first came, the last left) of people it holds. Edges
 * are told by comparing counts with the engine's rows, so an edge whose telling failed is told again, and a new epoch or
 * a conversation that another node began needs no special case.
 */
export function createPresence(options: { dispatcher: Dispatcher; epoch: () => string; log: Logger }): Presence {
  const { dispatcher, log } = options;
  const agents = new Map<string, number>();
  const customers = new Map<string, number>();
  let timer: NodeJS.Timeout | null = null;
  let isReconciling = false;
  let isWanted = false;
  let isStopped = false;

  const add = (counts: Map<string, number>, id: string, by: 1 | -1) => {
    const now = (counts.get(id) ?? 0) + by;
    if (now <= 0) counts.delete(id);
    else counts.set(id, now);
  };

  /** What to tell about one agent or one conversation, from the rows as they are now. */
  function edges(): Parameters<Dispatcher["dispatch"]>[0][] {
    const { state } = dispatcher;
    const epoch = options.epoch();
    const result: Parameters<Dispatcher["dispatch"]>[0][] = [];
    for (const agent of state.agents.values()) {
      const isHere = agents.has(agent.id);
      if (isHere === agent.presentOn.includes(epoch)) continue;
      result.push({
        type: isHere ? "person:arrived" : "person:left",
        person: "agent",
        agentId: agent.id,
        nodeEpoch: epoch,
      });
    }
    for (const conversation of state.conversations.values()) {
      const isHere = customers.has(conversation.customerId);
      if (isHere === conversation.customerPresentOn.includes(epoch)) continue;
      result.push({
        type: isHere ? "person:arrived" : "person:left",
        person: "customer",
        conversationId: conversation.id,
        nodeEpoch: epoch,
      });
    }
    return result;
  }

  async function reconcile(): Promise<void> {
    if (isReconciling) {
      isWanted = true;
      return;
    }
    isReconciling = true;
    try {
      do {
        isWanted = false;
        if (!dispatcher.isReady || isStopped) return;
        // An edge that the engine refuses (the person left it meanwhile) is not an edge any more.
        await Promise.all(
          edges().map((edge) =>
            dispatcher.dispatch(edge).catch((error: unknown) => {
              if (refusalOf(error) === null) log.warn({ err: error }, "presence could not be told");
            }),
          ),
        );
      } while (isWanted);
    } finally {
      isReconciling = false;
    }
  }

  const soon = () => void reconcile().catch((error: unknown) => log.warn({ err: error }, "presence could not be told"));

  return {
    agentConnected(id) {
      add(agents, id, 1);
      if (agents.get(id) === 1) soon();
    },
    agentDisconnected(id) {
      add(agents, id, -1);
      if (!agents.has(id)) soon();
    },
    customerConnected(id) {
      add(customers, id, 1);
      if (customers.get(id) === 1) soon();
    },
    customerDisconnected(id) {
      add(customers, id, -1);
      if (!customers.has(id)) soon();
    },
    hasCustomer: (id) => customers.has(id),
    reconcile,
    start() {
      timer = setInterval(soon, RECONCILE_MS);
      timer.unref();
    },
    stop() {
      isStopped = true;
      if (timer !== null) clearInterval(timer);
    },
    get connections() {
      return [...agents.values(), ...customers.values()].reduce((sum, count) => sum + count, 0);
    },
  };
}
