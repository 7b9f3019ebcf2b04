import { v7 as uuidv7 } from "uuid";
import type { Logger } from "../logging.ts";
import type { Database } from "../store/database.ts";
import { endLease, forgetNode, forgetOtherNodes, LEASE_MS, readNodes, renewLease, startLease } from "../store/nodes.ts";

/** Renewals per lease: two may be missed. */
const RENEWALS = 3;

export interface Lease {
  readonly epoch: string;
  /** Whether other nodes share the database now. */
  hasOthers(): Promise<boolean>;
  start(): Promise<void>;
  stop(): Promise<void>;
}

export interface LeaseOptions {
  database: Database;
  log: Logger;
  /** True when no other process can be on this database (it is our own embedded one). */
  isAlone: boolean;
  /** Everybody connected to this epoch is gone. */
  onLost(epoch: string): Promise<void>;
  /** Our own lease had lapsed: everybody connected here has to be announced again under the new epoch. */
  onNewEpoch(epoch: string, formerEpoch: string): Promise<void>;
  /** After each renewal once this node may judge: epochs that are counted on and have no lease at all are looked for. */
  onJudging(): Promise<unknown>;
  /** How long a lease lasts; all nodes of a database have the same. */
  leaseMs?: number;
}

/**
 * This process's lease, by the database clock. A node judges others only after it has renewed its own for a full period
 * (so a whole outage makes nobody lost); a node whose own lease lapsed takes a new epoch.
 */
export function createLease(options: LeaseOptions): Lease {
  const { database, log, leaseMs = LEASE_MS } = options;
  let epoch = uuidv7();
  /** Without a failure between them: who could not renew cannot know whether the others could. */
  let renewals = 0;
  let timer: NodeJS.Timeout | null = null;
  let beating: Promise<void> = Promise.resolve();
  let isStopped = false;

  async function renew(): Promise<void> {
    try {
      if (await renewLease(database.main, epoch, leaseMs)) {
        renewals += 1;
        return;
      }
    } catch (error) {
      renewals = 0;
      throw error;
    }
    renewals = 0;
    if (isStopped) return;
    // The lease first: an epoch that is counted on without one is taken for a dead one.
    const former = epoch;
    const next = uuidv7();
    await startLease(database.main, next, leaseMs);
    epoch = next;
    log.warn("the lease had lapsed; announcing again under a new epoch");
    await options.onNewEpoch(next, former);
  }

  async function beat(): Promise<void> {
    await renew();
    if (renewals < RENEWALS) return;
    for (const node of await readNodes(database.main)) {
      if (node.isAlive || node.epoch === epoch) continue;
      // Told first: if we die between the two, the next judge tells again, and a second telling changes nothing.
      await options.onLost(node.epoch);
      await forgetNode(database.main, node.epoch);
    }
    await options.onJudging();
  }

  function schedule(): void {
    if (isStopped) return;
    timer = setTimeout(() => {
      beating = beat()
        .catch((error: unknown) => log.warn({ err: error }, "the lease could not be renewed"))
        .finally(schedule);
    }, leaseMs / RENEWALS);
    timer.unref();
  }

  return {
    get epoch() {
      return epoch;
    },
    async hasOthers() {
      return (await readNodes(database.main)).some((node) => node.isAlive && node.epoch !== epoch);
    },
    async start() {
      await startLease(database.main, epoch, leaseMs);
      if (options.isAlone) await forgetOtherNodes(database.main, epoch);
      schedule();
    },
    async stop() {
      isStopped = true;
      if (timer !== null) clearTimeout(timer);
      // A renewal under way would take the lapsed lease for an accident and begin another.
      await beating;
      await endLease(database.main, epoch).catch(() => undefined);
    },
  };
}
