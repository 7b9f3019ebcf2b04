import type { Server as HttpServer } from 'node:http'
import type { Server as HttpsServer } from 'node:https'
import type { Server } from 'socket.io'
import { agentHandlers } from './actions/agent-handlers.ts'
import type { App, CustomerPrincipal, StaffPrincipal } from './actions/app.ts'
import { customerHandlers } from './actions/customer-handlers.ts'
import { syncStaffToEngine } from './actions/team/sync-engine.ts'
import type { AnyHeaders } from './auth/cookies.ts'
import type { Logger } from './logging.ts'
import type { MediaFolder } from './media/media-folder.ts'
import { removeOrphans } from './media/pictures.ts'
import { createBoards } from './realtime/boards.ts'
import { createCommandLimits } from './realtime/limits.ts'
import { createPlaces } from './realtime/places.ts'
import { createPresence, type Presence } from './realtime/presence.ts'
import { createPublisher, type Told } from './realtime/publisher.ts'
import { bindDoors, createSocketServer } from './realtime/socket-server.ts'
import { createFollowing } from './realtime/following.ts'
import { assertInvariants } from './routing/invariants.ts'
import { nextDeadline } from './routing/queries.ts'
import { createAnswerer } from './runtime/answerer.ts'
import { readBoard } from './runtime/board.ts'
import { createBoardHistory } from './runtime/board-history.ts'
import { createDatabaseClock } from './runtime/database-clock.ts'
import { createDispatcher, type DispatchFailpoints } from './runtime/dispatcher.ts'
import { createHousekeeping } from './runtime/housekeeping.ts'
import { createLease } from './runtime/lease.ts'
import { createLibrary } from './runtime/library.ts'
import type { Publication } from './runtime/publication.ts'
import { toAllStaff } from './runtime/publication.ts'
import { followingOf } from './runtime/following-of.ts'
import { forgetDeadEpochs, tellLostTurns } from './runtime/recovery.ts'
import { createStaffNames } from './runtime/staff-names.ts'
import { createTail } from './runtime/tail.ts'
import { createThresholdsKeeper } from './runtime/thresholds.ts'
import { createWakeUp } from './runtime/wake-up.ts'
import type { Database } from './store/database.ts'
import { createMessageLog, type AppendFailpoints } from './store/message-log.ts'
import { outageLength } from './store/nodes.ts'
import { DEFAULT_HAND_OFF, siteById } from './store/site.ts'

export interface ChatServerOptions {
  http: HttpServer | HttpsServer
  database: Database
  siteId: string
  publicUrl: string
  media: MediaFolder
  log: Logger
  staffOf(headers: AnyHeaders): Promise<StaffPrincipal | null>
  /** By the token the page hands over, else by the cookie. */
  customerOf(headers: AnyHeaders, token: string | null): Promise<CustomerPrincipal | null>
  /** No other process can be on this database: leases of others are dead ones. */
  isAlone: boolean
  /** Rules' invariants are asserted after every batch of decisions. */
  isAsserting?: boolean
  isDev?: boolean
  /** Loosens command limits (load runs). */
  limitsFactor?: number
  failpoints?: DispatchFailpoints & AppendFailpoints
}

export interface ChatServer {
  app: App
  io: Server
  presence: Presence
  /** Recovers and begins to decide; call before listening. */
  start(): Promise<void>
  /** Refuses new work, finishes what is under way, closes. */
  stop(): Promise<void>
}

/** Composes the chat server: every collaborator is made here and handed on; nothing else keeps state of its own. */
export function createChatServer(options: ChatServerOptions): ChatServer {
  const { database, siteId, log } = options
  const limits = createCommandLimits(options.limitsFactor)
  const socketOptions = {
    http: options.http,
    publicUrl: options.publicUrl,
    log,
    limits,
    isDev: options.isDev === true,
    customerOfSocket: options.customerOf,
    staffOfSocket: options.staffOf,
  }
  const io = createSocketServer(socketOptions)
  const told: Told = { conversations: new Map(), desks: new Map() }
  const publishNow = createPublisher(io, told)
  const publish = (publications: readonly Publication[]) => {
    publishNow(publications)
    if (publications.some((each) => each.kind === 'event' && each.name === 'request:changed')) boards.changed()
  }

  let base = DEFAULT_HAND_OFF
  const clock = createDatabaseClock(database)
  const lease = createLease({
    database,
    log,
    isAlone: options.isAlone,
    onLost: async (epoch) => {
      log.warn({ epoch }, 'a node is lost')
      await dispatcher.dispatch({ type: 'node:lost', nodeEpoch: epoch })
    },
    // Our people are told again under the new epoch by the reconciler.
    onNewEpoch: async (_epoch, former) => {
      await dispatcher.dispatch({ type: 'node:lost', nodeEpoch: former })
      await presence.reconcile()
    },
  })
  const dispatcher = createDispatcher({
    database,
    nodeEpoch: () => lease.epoch,
    publish,
    log,
    ...(options.isAsserting === true ? { assertState: assertInvariants } : {}),
    ...(options.failpoints === undefined ? {} : { failpoints: options.failpoints }),
  })
  const presence = createPresence({ dispatcher, epoch: () => lease.epoch, log })
  const library = createLibrary({ database, siteId, log })
  const answerer = createAnswerer({ database, library, state: () => dispatcher.state, publish, log })
  const messageLog = createMessageLog(database.hot, options.failpoints === undefined ? {} : { failpoints: options.failpoints })
  const staffNames = createStaffNames(database)
  const history = createBoardHistory()
  const following = createFollowing({ io, told })
  const wakeUp = createWakeUp({
    nextDeadline: () => (dispatcher.isReady ? nextDeadline(dispatcher.state) : null),
    clockOffsetMs: clock.offsetMs,
    now: Date.now,
    tick: () => dispatcher.dispatch({ type: 'tick', turnSeqs: {} }),
  })
  const thresholds = createThresholdsKeeper({ dispatcher, base: () => base, clockOffsetMs: clock.offsetMs, log })
  const boards = createBoards({
    io,
    dispatcher,
    read: () => readBoard(database, siteId, dispatcher.state, history),
    note: () => history.note(dispatcher.state, Date.now() + clock.offsetMs()),
    log,
  })
  const places = createPlaces({ io, dispatcher, presence })

  const app: App = {
    database,
    messageLog,
    dispatcher,
    library,
    publish,
    log,
    siteId,
    publicUrl: options.publicUrl,
    staffName: staffNames.nameOf,
    pokeAnswerer: answerer.poke,
    customerPresence: (customerId) => (presence.hasCustomer(customerId) ? [lease.epoch] : []),
    readBoard: () => readBoard(database, siteId, dispatcher.state, history),
    noteFollowed: following.note,
    noteCustomerFollows: (customerId, conversationId) => following.noteCustomer(customerId, conversationId, 0),
    media: options.media,
    async settingsChanged(what) {
      staffNames.forget()
      await readSettings()
      if (what !== 'answers' && what !== 'canned') await syncStaffToEngine(app)
      await presence.reconcile()
      publish([toAllStaff('settings:changed', { what })])
    },
  }

  async function readSettings(): Promise<void> {
    const site = await siteById(database.main, siteId)
    if (site !== null) base = site.handOff
  }

  const tail = createTail({
    database,
    log,
    hasOthers: () => lease.aliveNodes > 1,
    followed: following.followed,
    onMoved: following.tellMoved,
    catchUp: dispatcher.catchUp,
    sessions: following.sessions,
    onRevoked: (sessions) => publish(sessions.map(({ sessionId, staffId, reason }) => ({ kind: 'cut', staffId, sessionId, reason }))),
    onSiteLook: async () => {
      const site = await database.main.query<{ library_version: number }>('SELECT library_version FROM sites WHERE id = $1', [siteId])
      if ((site.rows[0]?.library_version ?? 0) !== library.version) await library.entriesChanged()
    },
  })
  const housekeeping = createHousekeeping({ database, log, answerer, removeOrphans: () => removeOrphans(database.main, options.media), tellLostTurns: () => tellLostTurns(database, dispatcher, log) })

  bindDoors(io, socketOptions, {
    app,
    customerHandlers,
    agentHandlers,
    presence,
    roomsOfStaff: (me) => [...dispatcher.state.conversations.values()].filter((each) => each.assigneeId === me.staffId).map((each) => `conversation:${each.id}`),
    onStaffSocket: following.noteStaff,
  })
  const off = dispatcher.onChange((entries) => {
    wakeUp.reschedule()
    // Another node moved its own sockets when it told; here who gained or lost a conversation is moved from its journal.
    publish(followingOf(entries.filter((entry) => entry.node !== lease.epoch)))
  })

  return {
    app,
    io,
    presence,
    async start() {
      const outageMs = await outageLength(database.main)
      await readSettings()
      await Promise.all([clock.read(), dispatcher.load(), library.load()])
      await lease.start()
      await syncStaffToEngine(app)
      if (outageMs > 0) await dispatcher.dispatch({ type: 'outage:ended', lengthMs: outageMs })
      await forgetDeadEpochs(database, dispatcher)
      await tellLostTurns(database, dispatcher, log)
      await thresholds.look()
      await answerer.sweep(options.isAlone ? 0 : 2_000)
      wakeUp.reschedule()
      clock.start()
      presence.start()
      thresholds.start()
      tail.start()
      housekeeping.start()
    },
    async stop() {
      off()
      for (const part of [places, boards, thresholds, tail, wakeUp, housekeeping, clock]) part.stop()
      presence.stop()
      await messageLog.flush()
      await answerer.flush()
      await new Promise<void>((resolve) => void io.close(() => resolve()))
      // Whoever was connected here is known to be gone at once, not only when our lease lapses.
      await dispatcher.dispatch({ type: 'node:lost', nodeEpoch: lease.epoch }).catch(() => undefined)
      await dispatcher.stop()
      library.stop()
      await lease.stop()
    },
  }
}
