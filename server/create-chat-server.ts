import type { Server as HttpServer } from "node:http";
import type { Server as HttpsServer } from "node:https";
import type { Server } from "socket.io";
import { agentHandlers } from "./actions/agent-handlers.ts";
import type { App, CustomerPrincipal, StaffPrincipal } from "./actions/app.ts";
import { customerHandlers } from "./actions/customer-handlers.ts";
import { syncStaffToEngine } from "./actions/team/sync-engine.ts";
import type { AnyHeaders } from "./auth/cookies.ts";
import type { Logger } from "./logging.ts";
import type { MediaFolder } from "./media/media-folder.ts";
import { removeOrphans } from "./media/pictures.ts";
import { createBoards } from "./realtime/boards.ts";
import { createCommandLimits } from "./realtime/limits.ts";
import { createPlaces } from "./realtime/places.ts";
import { createPresence, type Presence } from "./realtime/presence.ts";
import type { CommandFailpoints } from "./realtime/answer-command.ts";
import { createPublisher, type Told } from "./realtime/publisher.ts";
import { bindDoors, createSocketServer } from "./realtime/socket-server.ts";
import { createFollowing } from "./realtime/following.ts";
import { assertInvariants } from "./routing/invariants.ts";
import { nextDeadline } from "./routing/queries.ts";
import type { Step } from "./routing/step.ts";
import { createAnswerer } from "./runtime/answerer.ts";
import { readBoard } from "./runtime/board.ts";
import { createBoardHistory } from "./runtime/board-history.ts";
import { createDatabaseClock } from "./runtime/database-clock.ts";
import { createDispatcher, type DispatchFailpoints } from "./runtime/dispatcher.ts";
import { createHousekeeping } from "./runtime/housekeeping.ts";
import { createLease } from "./runtime/lease.ts";
import { createLibrary } from "./runtime/library.ts";
import type { Publication, Publish } from "./runtime/publication.ts";
import { toAllStaff } from "./runtime/publication.ts";
import { entersLine, followingOf } from "./runtime/following-of.ts";
import { forgetDeadEpochs, tellLostTurns } from "./runtime/recovery.ts";
import { createShopWatch } from "./runtime/shop-watch.ts";
import { createStaffNames } from "./runtime/staff-names.ts";
import { createTail } from "./runtime/tail.ts";
import { createThresholdsKeeper } from "./runtime/thresholds.ts";
import { createWakeUp } from "./runtime/wake-up.ts";
import type { Database } from "./store/database.ts";
import { strangersAmong } from "./store/heads.ts";
import { createMessageLog, type AppendFailpoints, type MessageLog } from "./store/message-log.ts";
import { outageLength } from "./store/nodes.ts";
import { DEFAULT_HAND_OFF, siteById } from "./store/site.ts";

export interface ChatServerOptions {
  http: HttpServer | HttpsServer;
  database: Database;
  siteId: string;
  publicUrl: string;
  media: MediaFolder;
  log: Logger;
  staffOf(headers: AnyHeaders): Promise<StaffPrincipal | null>;
  /** By the token the page hands over, else by the cookie. */
  customerOf(headers: AnyHeaders, token: string | null): Promise<CustomerPrincipal | null>;
  /** No other process can be on this database: leases of others are dead ones. */
  isAlone: boolean;
  /** Rules' invariants are asserted after every batch of decisions. */
  isAsserting?: boolean;
  isDev?: boolean;
  /** Loosens command limits (load runs). */
  limitsFactor?: number;
  /** Shorter in tests; all nodes of a database have the same. */
  periods?: { leaseMs?: number; tailMs?: number };
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
  /** Recovers and begins to decide; call before listening. */
  start(): Promise<void>;
  /** Refuses new work, finishes what is under way, closes. */
  stop(): Promise<void>;
}

/** Composes the chat server: every collaborator is made here and handed on; nothing else keeps state of its own. */
export function createChatServer(options: ChatServerOptions): ChatServer {
  const { database, siteId, log } = options;
  const limits = createCommandLimits(options.limitsFactor);
  const socketOptions = {
    http: options.http,
    publicUrl: options.publicUrl,
    log,
    limits,
    isDev: options.isDev === true,
    customerOfSocket: options.customerOf,
    staffOfSocket: options.staffOf,
  };
  const io = createSocketServer(socketOptions);
  const told: Told = { conversations: new Map(), desks: new Map(), box: 0 };
  const publisher = createPublisher(io, told);
  const publishNow = options.around?.publish?.(publisher) ?? publisher;
  const publish = (publications: readonly Publication[]) => {
    publishNow(publications);
    if (publications.some((each) => each.kind === "event" && each.name === "request:changed")) boards.changed();
  };

  let base = DEFAULT_HAND_OFF;
  const clock = createDatabaseClock(database);
  const lease = createLease({
    database,
    log,
    isAlone: options.isAlone,
    onLost: async (epoch) => {
      log.warn({ epoch }, "a node is lost");
      await dispatcher.dispatch({ type: "node:lost", nodeEpoch: epoch });
    },
    // Our people first under the new epoch, so that none of them is away in between.
    onNewEpoch: async (_epoch, former) => {
      await presence.reconcile();
      await dispatcher.dispatch({ type: "node:lost", nodeEpoch: former });
    },
    onJudging: () => forgetDeadEpochs(database, dispatcher),
    ...(options.periods?.leaseMs === undefined ? {} : { leaseMs: options.periods.leaseMs }),
  });
  const dispatcher = createDispatcher({
    database,
    nodeEpoch: () => lease.epoch,
    publish,
    log,
    ...(options.isAsserting === true ? { assertState: assertInvariants } : {}),
    ...(options.step === undefined ? {} : { step: options.step }),
    ...(options.failpoints === undefined ? {} : { failpoints: options.failpoints }),
  });
  const presence = createPresence({ dispatcher, epoch: () => lease.epoch, log });
  const library = createLibrary({ database, siteId, log });
  const answerer = createAnswerer({ database, library, state: () => dispatcher.state, publish, log });
  const appending = createMessageLog(
    database.hot,
    options.failpoints === undefined ? {} : { failpoints: options.failpoints },
  );
  const messageLog = options.around?.messageLog?.(appending) ?? appending;
  const staffNames = createStaffNames(database);
  const history = createBoardHistory();
  const following = createFollowing({ io, told });
  const wakeUp = createWakeUp({
    nextDeadline: () => (dispatcher.isReady ? nextDeadline(dispatcher.state) : null),
    clockOffsetMs: clock.offsetMs,
    now: Date.now,
    tick: () => dispatcher.dispatch({ type: "tick", turnSeqs: {} }),
  });
  const thresholds = createThresholdsKeeper({ dispatcher, base: () => base, clockOffsetMs: clock.offsetMs, log });
  const boards = createBoards({
    io,
    dispatcher,
    read: () => readBoard(database, siteId, dispatcher.state, history),
    note: () => history.note(dispatcher.state, Date.now() + clock.offsetMs()),
    log,
  });
  const places = createPlaces({ io, dispatcher, presence });

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
    noteCustomerFollows: following.noteCustomer,
    media: options.media,
    async settingsChanged(what) {
      staffNames.forget();
      await readSettings();
      if (what !== "answers" && what !== "canned") await syncStaffToEngine(app);
      await presence.reconcile();
      publish([toAllStaff("settings:changed", { what })]);
    },
  };

  async function readSettings(): Promise<void> {
    const site = await siteById(database.main, siteId);
    if (site !== null) base = site.handOff;
  }

  /** Who may not read any more what they follow here: the rows say so, whichever node changed them. */
  async function letStrangersGo(): Promise<void> {
    following.letGo(await strangersAmong(database.main, following.readers()));
  }

  const shopWatch = createShopWatch({ database, siteId });
  const tail = createTail({
    database,
    siteId,
    log,
    ...(options.periods?.tailMs === undefined ? {} : { lookMs: options.periods.tailMs }),
    hasOthers: lease.hasOthers,
    followed: following.followed,
    onMoved: (moved) => {
      following.tellMoved(moved);
      if (moved.box !== null) boards.changed();
    },
    catchUp: dispatcher.catchUp,
    sessions: following.sessions,
    onRevoked: (sessions) =>
      publish(sessions.map(({ sessionId, staffId, reason }) => ({ kind: "cut", staffId, sessionId, reason }))),
    onSiteLook: async () => {
      const changed = await shopWatch.look();
      if (changed.includes("answers")) await library.entriesChanged();
      for (const what of changed) await app.settingsChanged(what);
      if (changed.includes("people") || changed.includes("teams")) await letStrangersGo();
    },
  });
  const housekeeping = createHousekeeping({
    database,
    log,
    answerer,
    removeOrphans: () => removeOrphans(database.main, options.media),
    tellLostTurns: () => tellLostTurns(database, dispatcher, log),
  });

  bindDoors(io, socketOptions, {
    app,
    customerHandlers,
    agentHandlers,
    presence,
    roomsOfStaff: (me) =>
      [...dispatcher.state.conversations.values()]
        .filter((each) => each.assigneeId === me.staffId)
        .map((each) => `conversation:${each.id}`),
    onStaffSocket: following.noteStaff,
    failpoints: options.failpoints,
  });
  const off = dispatcher.onChange((entries) => {
    wakeUp.reschedule();
    // Another node moved its own sockets when it told; here who gained or lost a conversation is moved from its journal.
    const foreign = entries.filter((entry) => entry.node !== lease.epoch);
    publish(followingOf(foreign, dispatcher.state));
    // A copy that was loaded anew may have jumped over decisions; a line may be another team's, with other readers.
    const isLoaded = entries.length === 0;
    if (isLoaded) publish(servedHere());
    if (isLoaded || entersLine(foreign))
      void letStrangersGo().catch((error: unknown) => log.warn({ err: error }, "readers could not be looked at"));
  });

  /** Members of staff here follow what they serve. */
  function servedHere(): Publication[] {
    return [...dispatcher.state.conversations.values()].flatMap(({ id, assigneeId }): Publication[] =>
      assigneeId === null ? [] : [{ kind: "follow", staffId: assigneeId, conversationId: id }],
    );
  }

  return {
    app,
    io,
    presence,
    async start() {
      const outageMs = await outageLength(database.main);
      await readSettings();
      await Promise.all([clock.read(), dispatcher.load(), library.load()]);
      await lease.start();
      await syncStaffToEngine(app);
      if (outageMs > 0) await dispatcher.dispatch({ type: "outage:ended", lengthMs: outageMs });
      await forgetDeadEpochs(database, dispatcher);
      await tellLostTurns(database, dispatcher, log);
      await thresholds.look();
      await shopWatch.look();
      await answerer.sweep(options.isAlone ? 0 : 2_000);
      wakeUp.reschedule();
      clock.start();
      presence.start();
      thresholds.start();
      tail.start();
      housekeeping.start();
    },
    async stop() {
      off();
      for (const part of [places, boards, thresholds, tail, wakeUp, housekeeping, clock]) part.stop();
      presence.stop();
      await messageLog.flush();
      await answerer.flush();
      await new Promise<void>((resolve) => void io.close(() => resolve()));
      // Whoever was connected here is known to be gone at once, not only when our lease lapses.
      await dispatcher.dispatch({ type: "node:lost", nodeEpoch: lease.epoch }).catch(() => undefined);
      await dispatcher.stop();
      library.stop();
      await lease.stop();
    },
  };
}
