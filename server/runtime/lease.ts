import { v7 as uuidv7 } from 'uuid'
import type { Logger } from '../logging.ts'
import type { Database } from '../store/database.ts'
import { endLease, forgetNode, forgetOtherNodes, LEASE_MS, readNodes, renewLease, startLease } from '../store/nodes.ts'

/** Renewals per lease: two may be missed. */
const RENEW_MS = LEASE_MS / 3

export interface Lease {
  readonly epoch: string
  /** Leases alive at the last look, ours included: more than one means other nodes share the database. */
  readonly aliveNodes: number
  start(): Promise<void>
  stop(): Promise<void>
}

export interface LeaseOptions {
  database: Database
  log: Logger
  /** True when no other process can be on this database (it is our own embedded one). */
  isAlone: boolean
  /** Everybody connected to this epoch is gone. */
  onLost(epoch: string): Promise<void>
  /** Our own lease had lapsed: everybody connected here has to be announced again under the new epoch. */
  onNewEpoch(epoch: string, formerEpoch: string): Promise<void>
}

/**
 * This process's lease, by the database clock. A node judges others only after it has renewed its own for a full period
 * (so a whole outage makes nobody lost); a node whose own lease lapsed takes a new epoch.
 */
export function createLease(options: LeaseOptions): Lease {
  const { database, log } = options
  let epoch = uuidv7()
  let renewals = 0
  let aliveNodes = 1
  let timer: NodeJS.Timeout | null = null
  let isStopped = false

  async function beat(): Promise<void> {
    if (await renewLease(database.main, epoch)) {
      renewals += 1
    } else {
      const former = epoch
      epoch = uuidv7()
      renewals = 0
      await startLease(database.main, epoch)
      log.warn('the lease had lapsed; announcing again under a new epoch')
      await options.onNewEpoch(epoch, former)
    }
    const nodes = await readNodes(database.main)
    aliveNodes = Math.max(1, nodes.filter((node) => node.isAlive).length)
    if (renewals * RENEW_MS < LEASE_MS) return
    for (const node of nodes) {
      if (node.isAlive || node.epoch === epoch) continue
      // Told first: if we die between the two, the next judge tells again, and a second telling changes nothing.
      await options.onLost(node.epoch)
      await forgetNode(database.main, node.epoch)
    }
  }

  function schedule(): void {
    if (isStopped) return
    timer = setTimeout(() => {
      void beat().catch((error: unknown) => log.warn({ err: error }, 'the lease could not be renewed')).finally(schedule)
    }, RENEW_MS)
    timer.unref()
  }

  return {
    get epoch() {
      return epoch
    },
    get aliveNodes() {
      return aliveNodes
    },
    async start() {
      await startLease(database.main, epoch)
      if (options.isAlone) await forgetOtherNodes(database.main, epoch)
      schedule()
    },
    async stop() {
      isStopped = true
      if (timer !== null) clearTimeout(timer)
      await endLease(database.main, epoch).catch(() => undefined)
    },
  }
}
