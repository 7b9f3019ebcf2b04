import type { Logger } from '../logging.ts'
import type { Database } from '../store/database.ts'
import { endedAmong, type SessionEnd } from '../store/sessions.ts'

const LOOK_MS = 2_000

/** What sockets of this node follow, and the newest numbers it has told them. */
export interface Followed {
  /** conversation id → newest full number told here. */
  conversations: ReadonlyMap<string, number>
  /** staff id → newest desk number told here. */
  desks: ReadonlyMap<string, number>
}

export interface MovedHeads {
  conversations: { conversationId: string; seq: number; publicSeq: number }[]
  desks: { staffId: string; seq: number }[]
}

export interface TailOptions {
  database: Database
  log: Logger
  /** Only while other nodes live; alone, our own publishing is the only voice. */
  hasOthers(): boolean
  followed(): Followed
  /** Heads that are ahead of what was told here. */
  onMoved(moved: MovedHeads): void
  /** Applies what other nodes decided. */
  catchUp(): Promise<unknown>
  /** Staff sessions with a socket here. */
  sessions(): { sessionId: string; staffId: string }[]
  /** Those of them that are no longer valid, ended on any node. */
  onRevoked(sessions: readonly SessionEnd[]): void
  /** Library or staff settings changed on another node. */
  onSiteLook(): Promise<void>
}

/**
 * Every two seconds: revocations (always), and while other nodes share the database also the journal, and the heads of
 * the logs that sockets here follow, in one query. So a voice lost between nodes heals without Redis.
 */
export function createTail(options: TailOptions): { start(): void; stop(): void; look(): Promise<void> } {
  const { database, log } = options
  let timer: NodeJS.Timeout | null = null
  let isLooking = false

  async function lookAtSessions(): Promise<void> {
    options.onRevoked(await endedAmong(database.main, options.sessions()))
  }

  async function lookAtHeads(): Promise<void> {
    const { conversations, desks } = options.followed()
    const [moved, movedDesks] = await Promise.all([
      conversations.size === 0
        ? { rows: [] }
        : database.main.query<{ id: string; seq: number; public_seq: number }>({
            name: 'moved_heads',
            text: 'SELECT c.id, c.seq, c.public_seq FROM conversations c JOIN unnest($1::uuid[], $2::int[]) AS k(id, seq) ON k.id = c.id WHERE c.seq > k.seq',
            values: [[...conversations.keys()], [...conversations.values()]],
          }),
      desks.size === 0
        ? { rows: [] }
        : database.main.query<{ id: string; desk_seq: number }>({
            name: 'moved_desks',
            text: 'SELECT s.id, s.desk_seq FROM staff s JOIN unnest($1::uuid[], $2::int[]) AS k(id, seq) ON k.id = s.id WHERE s.desk_seq > k.seq',
            values: [[...desks.keys()], [...desks.values()]],
          }),
    ])
    if (moved.rows.length + movedDesks.rows.length === 0) return
    options.onMoved({
      conversations: moved.rows.map((row) => ({ conversationId: row.id, seq: row.seq, publicSeq: row.public_seq })),
      desks: movedDesks.rows.map((row) => ({ staffId: row.id, seq: row.desk_seq })),
    })
  }

  async function look(): Promise<void> {
    if (isLooking) return
    isLooking = true
    try {
      await lookAtSessions()
      if (!options.hasOthers()) return
      await options.catchUp()
      await lookAtHeads()
      await options.onSiteLook()
    } finally {
      isLooking = false
    }
  }

  return {
    look,
    start() {
      timer = setInterval(() => void look().catch((error: unknown) => log.warn({ err: error }, 'the tail could not look')), LOOK_MS)
      timer.unref()
    },
    stop() {
      if (timer !== null) clearInterval(timer)
    },
  }
}
