import type pg from 'pg'
import { v7 as uuidv7 } from 'uuid'
import type { Logger } from '../logging.ts'
import { dueAutomatics } from '../routing/automatics.ts'
import type { RoutingEvent } from '../routing/events.ts'
import type { Change, Notice, Reason, RefusalCode } from '../routing/outcome.ts'
import { applyOutcome, rebuild } from '../routing/rows.ts'
import { RULES_VERSION, type RoutingState } from '../routing/state.ts'
import { step } from '../routing/step.ts'
import { keyOf, storeAnswers, storedAnswers, type CommandKey, type StoredAnswer } from '../store/command-log.ts'
import { lockConversations } from '../store/conversation-writer.ts'
import { asRefusal, type Database } from '../store/database.ts'
import { isDecided, journalAfter, lockHead, writeJournal, type JournalEntry } from '../store/journal.ts'
import { readStateRows, writeChanges } from '../store/routing-rows.ts'
import { refusalOf, RefusedError, type ErrorCode } from '../contract/errors.ts'
import { applyEffects } from './effects.ts'
import type { Publication, Publish } from './publication.ts'

type Draft<E> = E extends RoutingEvent ? Omit<E, 'id' | 'at'> : never
export type EventDraft = Draft<RoutingEvent>

/** Texts that go with a decision into logs and desks, but never into the journal. */
export interface Facts {
  transferNote?: string | null
  /** Set when a chat is given to a team's line. */
  transferTo?: { teamId: string; name: string } | null
  /** Set when a supervisor puts a chat back in line. */
  isRequeue?: boolean
  outcome?: { isSolved: boolean; category: string | null } | null
}

export interface DispatchOptions {
  /** Given by the caller when the event must be recognised again; fresh otherwise. */
  eventId?: string
  /** Makes the command harmless to repeat: its answer is stored with the decision. */
  command?: CommandKey
  /** What the command is answered with when it succeeds. */
  answer?: unknown
  facts?: Facts
  /** Asked under the lock before the rules: a code refuses. */
  guard?: (state: RoutingState) => ErrorCode | null
}

export interface Decision {
  notices: readonly Notice[]
  /** The stored answer, when this command had been done before. */
  answer: unknown
  isRepeat: boolean
}

interface Waiting {
  id: string
  draft: EventDraft
  options: DispatchOptions
  resolve(decision: Decision): void
  reject(error: unknown): void
}

/** Named points where tests and chaos hold, fail or kill. */
export interface DispatchFailpoints {
  beforeCommit?(): Promise<void>
  /** The commit has happened; throwing here makes it doubtful for the dispatcher. */
  afterCommit?(): Promise<void>
}

export interface DispatcherOptions {
  database: Database
  nodeEpoch: () => string
  publish: Publish
  log: Logger
  /** Decisions in one transaction. */
  maxBatch?: number
  /** Checked after every batch in tests and development. */
  assertState?: (state: RoutingState) => void
  failpoints?: DispatchFailpoints
}

/** Refusals of the rules in the words of the contract. */
const refusals: Partial<Record<RefusalCode, ErrorCode>> = {
  nobody_available: 'nobody_available',
  queue_full: 'queue_full',
  already_waiting: 'already_waiting',
  already_assigned: 'already_assigned',
  unknown_offer: 'offer_gone',
  agent_full: 'at_capacity',
  agent_unavailable: 'nobody_available',
  agent_absent: 'nobody_available',
  invalid: 'invalid',
  same_agent: 'invalid',
  team_in_use: 'in_use',
  agent_in_use: 'in_use',
}

export interface Dispatcher {
  dispatch(draft: EventDraft, options?: DispatchOptions): Promise<Decision>
  /** Applies what other nodes decided; true when there was something. */
  catchUp(): Promise<boolean>
  /** The in-memory copy; read only, and only between awaits. */
  readonly state: RoutingState
  readonly isReady: boolean
  /** Decisions taken here after another node had decided since our last one: proof that two nodes share the work. */
  readonly counts: { decisions: number; afterOthers: number; batches: number; rebuilds: number }
  /** Called after the copy changed, with everything that was decided (here or elsewhere). */
  onChange(listener: (entries: readonly JournalEntry[]) => void): () => void
  /** Loads the copy from the rows. */
  load(): Promise<void>
  /** Finishes what is waiting. */
  stop(): Promise<void>
}

const APPLY_PAGE = 500

/**
 * The only writer of routing. Events wait in a list; one transaction at a time locks the head row, applies what other
 * nodes wrote, steps the waiting events one after another, writes journal, rows, log items and desks, and commits. There
 * is nothing speculative: a copy that a failed commit may have left ahead is dropped and rebuilt from the rows.
 */
export function createDispatcher(options: DispatcherOptions): Dispatcher {
  const { database, publish, log, maxBatch = 64, failpoints } = options
  let state: RoutingState | null = null
  let queue: Waiting[] = []
  let running: Promise<void> | null = null
  let isStopped = false
  const listeners = new Set<(entries: readonly JournalEntry[]) => void>()
  const counts = { decisions: 0, afterOthers: 0, batches: 0, rebuilds: 0 }

  function tell(entries: readonly JournalEntry[]): void {
    if (entries.length === 0) return
    for (const listener of listeners) listener(entries)
  }

  async function load(): Promise<void> {
    const client = await database.main.connect()
    try {
      await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
      state = rebuild(await readStateRows(client))
      await client.query('COMMIT')
      counts.rebuilds += 1
    } catch (error) {
      await client.query('ROLLBACK').catch(() => undefined)
      throw error
    } finally {
      client.release()
    }
  }

  /** Brings the copy up to the journal's end; returns what was applied. */
  async function applyOthers(client: pg.PoolClient, headSeq: number): Promise<JournalEntry[]> {
    const copy = state
    if (copy === null) throw new Error('the routing state is not loaded')
    const applied: JournalEntry[] = []
    while (copy.meta.seq < headSeq) {
      const page = await journalAfter(client, copy.meta.seq, APPLY_PAGE)
      if (page.length === 0) throw new Error('the journal has a hole')
      for (const entry of page) applyOutcome(copy, entry.outcome)
      applied.push(...page)
    }
    return applied
  }

  async function catchUp(): Promise<boolean> {
    if (running !== null) {
      await running
      return false
    }
    const work = database.main.connect().then(async (client) => {
      try {
        const found = await client.query<{ seq: string }>('SELECT seq FROM journal_head WHERE id = 1')
        const applied = await applyOthers(client, Number(found.rows[0]?.seq ?? 0))
        tell(applied)
        return applied.length > 0
      } finally {
        client.release()
      }
    })
    running = work.then(() => undefined, () => undefined).finally(() => {
      running = null
      if (queue.length > 0) pump()
    })
    return work
  }

  function pump(): void {
    if (running !== null || queue.length === 0) return
    running = run().finally(() => {
      running = null
      if (queue.length > 0) pump()
    })
  }

  async function run(): Promise<void> {
    const batch = queue.splice(0, maxBatch)
    try {
      if (state === null) await load()
      await decide(batch)
    } catch (error) {
      await settleDoubt(batch, error)
    }
  }

  async function decide(batch: readonly Waiting[]): Promise<void> {
    const copy = state
    if (copy === null) throw new Error('the routing state is not loaded')
    const client = await database.main.connect()
    let isBroken = false
    const answers: { waiting: Waiting; decision: Decision | unknown; isRefused: boolean }[] = []
    const entries: JournalEntry[] = []
    let others: JournalEntry[] = []
    let publications: Publication[] = []
    try {
      await client.query('BEGIN')
      await client.query(`SET LOCAL lock_timeout = '2s'; SET LOCAL idle_in_transaction_session_timeout = '1s'`)
      const head = await lockHead(client)
      if (head.rulesVersion > RULES_VERSION) throw new RefusedError('unavailable')
      others = await applyOthers(client, head.seq)
      const stored = await storedAnswers(client, batch.flatMap(({ options: { command } }) => (command === undefined ? [] : [command])))
      const at = Math.max(head.now, copy.meta.at)
      const changes: Change[] = []
      const notices: { notice: Notice; facts: Facts }[] = []
      const reasons: Reason[] = []
      const storing: { key: CommandKey; answer: StoredAnswer }[] = []
      const doneInBatch = new Map<string, StoredAnswer>()
      for (const waiting of batch) {
        const { command, guard, facts = {} } = waiting.options
        const before = command === undefined ? undefined : (stored.get(keyOf(command)) ?? doneInBatch.get(keyOf(command)))
        if (before !== undefined) {
          if (before.ok) answers.push({ waiting, decision: { notices: [], answer: before.data, isRepeat: true }, isRefused: false })
          else answers.push({ waiting, decision: new RefusedError(before.error.code, before.error), isRefused: true })
          continue
        }
        const forbidden = guard?.(copy) ?? null
        if (forbidden !== null) {
          answers.push({ waiting, decision: new RefusedError(forbidden), isRefused: true })
          continue
        }
        const event = { ...waiting.draft, id: waiting.id, at } as RoutingEvent
        if (event.type === 'tick') event.turnSeqs = await readTurns(client, copy, at)
        const result = step(copy, event)
        if (!result.ok) {
          answers.push({ waiting, decision: new RefusedError(refusals[result.code] ?? 'not_found', { issues: [{ path: '', message: result.code }] }), isRefused: true })
          continue
        }
        const { outcome } = result
        changes.push(...outcome.changes)
        reasons.push(...outcome.reasons)
        for (const notice of outcome.notices) notices.push({ notice, facts })
        entries.push({ seq: outcome.meta.seq, at: outcome.meta.at, event, rulesVersion: RULES_VERSION, outcome, node: options.nodeEpoch() })
        const answer = waiting.options.answer ?? {}
        if (command !== undefined) {
          storing.push({ key: command, answer: { ok: true, data: answer } })
          doneInBatch.set(keyOf(command), { ok: true, data: answer })
        }
        answers.push({ waiting, decision: { notices: outcome.notices, answer, isRepeat: false }, isRefused: false })
      }
      if (entries.length > 0) {
        options.assertState?.(copy)
        await writeChanges(client, changes, reasons)
        publications = await applyEffects(client, { state: copy, notices, changes, reasons, at })
        await storeAnswers(client, storing)
        await writeJournal(client, entries)
      }
      await failpoints?.beforeCommit?.()
      await client.query('COMMIT')
      await failpoints?.afterCommit?.()
    } catch (error) {
      isBroken = true
      await client.query('ROLLBACK').catch(() => undefined)
      throw error
    } finally {
      // After a fault the connection may be in any state: it is not given back.
      client.release(isBroken)
    }
    counts.batches += 1
    counts.decisions += entries.length
    if (others.length > 0) counts.afterOthers += entries.length
    publish(publications)
    tell([...others, ...entries])
    for (const { waiting, decision, isRefused } of answers) {
      if (isRefused) waiting.reject(decision)
      else waiting.resolve(decision as Decision)
    }
  }

  /** Log numbers of turns, read under the rows' locks, for what time is about to do by itself. */
  async function readTurns(client: pg.PoolClient, copy: RoutingState, at: number): Promise<Record<string, number>> {
    const due = dueAutomatics(copy, at)
    if (due.length === 0) return {}
    const rows = await lockConversations(client, due.map(({ conversationId }) => conversationId))
    return Object.fromEntries([...rows.values()].map((row) => [row.id, row.turn_seq]))
  }

  /** The commit failed or its answer was lost: the copy is rebuilt, and each event's id tells whether it was decided. */
  async function settleDoubt(batch: readonly Waiting[], error: unknown): Promise<void> {
    state = null
    const refusal = asRefusal(error)
    if (refusalOf(refusal) === null) log.error({ err: error, events: batch.map(({ draft }) => draft.type) }, 'a batch of decisions failed')
    else log.warn({ code: refusalOf(refusal)?.code }, 'decisions had to wait')
    let client: pg.PoolClient | null = null
    try {
      client = await database.main.connect()
      for (const waiting of batch) {
        if (await isDecided(client, waiting.id)) waiting.resolve({ notices: [], answer: waiting.options.answer ?? {}, isRepeat: true })
        else if (batch.length > 1 && refusalOf(refusal) === null) await alone(waiting)
        else waiting.reject(refusalOf(refusal) === null ? error : refusal)
      }
    } catch {
      for (const waiting of batch) waiting.reject(new RefusedError('unavailable'))
    } finally {
      client?.release()
    }
    if (state === null) {
      await load().then(() => tell([]), () => undefined)
      for (const listener of listeners) listener([])
    }
  }

  /** One event of a failed batch by itself, so that a bad one cannot refuse its neighbours. */
  async function alone(waiting: Waiting): Promise<void> {
    try {
      if (state === null) await load()
      await decide([waiting])
    } catch (error) {
      state = null
      waiting.reject(asRefusal(error))
    }
  }

  return {
    dispatch(draft, dispatchOptions = {}) {
      if (isStopped) return Promise.reject(new RefusedError('unavailable'))
      return new Promise((resolve, reject) => {
        queue.push({ id: dispatchOptions.eventId ?? uuidv7(), draft, options: dispatchOptions, resolve, reject })
        pump()
      })
    },
    catchUp,
    get state() {
      if (state === null) throw new RefusedError('unavailable')
      return state
    },
    get isReady() {
      return state !== null
    },
    counts,
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    load,
    async stop() {
      isStopped = true
      while (running !== null || queue.length > 0) {
        pump()
        await running
      }
    },
  }
}
