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

type Edge = Parameters<Dispatcher["dispatch"]>[0];

/** Whose connections changed since edges were last looked for. */
interface Moved {
  agentIds: Set<string>;
  customerIds: Set<string>;
  isEverybody: boolean;
}
const nobody = (): Moved => ({ agentIds: new Set(), customerIds: new Set(), isEverybody: false });

/**
 * Connections per person on this node. The engine hears edges (the first came, the last left) of people it holds. Edges
 * are told by comparing counts with the engine's rows, so an edge whose telling failed is told again, and a new epoch or
 * a conversation that another node began needs no special case.
 */
export function createPresence(options: { dispatcher: Dispatcher; epoch: () => string; log: Logger }): Presence {
  const { dispatcher, log } = options;
  const agents = new Map<string, number>();
  const customers = new Map<string, number>();
  let moved = nobody();
  let timer: NodeJS.Timeout | null = null;
  let isReconciling = false;
  let isWanted = false;
  let isStopped = false;

  const add = (counts: Map<string, number>, id: string, by: 1 | -1) => {
    const now = (counts.get(id) ?? 0) + by;
    if (now <= 0) counts.delete(id);
    else counts.set(id, now);
  };

  /** What to tell about an agent, as the rows are now. */
  function agentEdge(agentId: string, epoch: string): Edge[] {
    const agent = dispatcher.state.agents.get(agentId);
    if (agent === undefined) return [];
    const isHere = agents.has(agentId);
    if (isHere === agent.presentOn.includes(epoch)) return [];
    return [{ type: isHere ? "person:arrived" : "person:left", person: "agent", agentId, nodeEpoch: epoch }];
  }

  /** The same for a customer's conversation, when the engine holds one. */
  function customerEdge(conversationId: string | undefined, epoch: string): Edge[] {
    const conversation = dispatcher.state.conversations.get(conversationId ?? "");
    if (conversation === undefined) return [];
    const isHere = customers.has(conversation.customerId);
    if (isHere === conversation.customerPresentOn.includes(epoch)) return [];
    return [
      {
        type: isHere ? "person:arrived" : "person:left",
        person: "customer",
        conversationId: conversation.id,
        nodeEpoch: epoch,
      },
    ];
  }

  /** All of them, or only of those who have just come or gone: a crowd that comes back must not be counted anew for each. */
  function edges(): Edge[] {
    const { state } = dispatcher;
    const epoch = options.epoch();
    const { agentIds, customerIds, isEverybody } = moved;
    moved = nobody();
    if (isEverybody) {
      return [
        ...[...state.agents.keys()].flatMap((id) => agentEdge(id, epoch)),
        ...[...state.conversations.keys()].flatMap((id) => customerEdge(id, epoch)),
      ];
    }
    return [
      ...[...agentIds].flatMap((id) => agentEdge(id, epoch)),
      ...[...customerIds].flatMap((id) => customerEdge(state.index.conversationOfCustomer.get(id), epoch)),
    ];
  }

  function reconcile(): Promise<void> {
    moved.isEverybody = true;
    return tell();
  }

  async function tell(): Promise<void> {
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

  const inBackground = (told: Promise<void>) =>
    void told.catch((error: unknown) => log.warn({ err: error }, "presence could not be told"));

  function agentMoved(id: string): void {
    moved.agentIds.add(id);
    inBackground(tell());
  }
  function customerMoved(id: string): void {
    moved.customerIds.add(id);
    inBackground(tell());
  }

  return {
    agentConnected(id) {
      add(agents, id, 1);
      if (agents.get(id) === 1) agentMoved(id);
    },
    agentDisconnected(id) {
      add(agents, id, -1);
      if (!agents.has(id)) agentMoved(id);
    },
    customerConnected(id) {
      add(customers, id, 1);
      if (customers.get(id) === 1) customerMoved(id);
    },
    customerDisconnected(id) {
      add(customers, id, -1);
      if (!customers.has(id)) customerMoved(id);
    },
    hasCustomer: (id) => customers.has(id),
    reconcile,
    start() {
      timer = setInterval(() => inBackground(reconcile()), RECONCILE_MS);
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
