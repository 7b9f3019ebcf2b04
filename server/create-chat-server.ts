import type { ChatServer, ChatServerOptions } from "./chat-server.ts";
import { agentHandlers } from "./actions/agent-handlers.ts";
import type { App } from "./actions/app.ts";
import { customerHandlers } from "./actions/customer-handlers.ts";
import { syncSideWork } from "./actions/request/sync-side-work.ts";
import { syncStaffToEngine } from "./actions/team/sync-engine.ts";
import { removeOrphans } from "./media/pictures.ts";
import { createBoards } from "./realtime/boards.ts";
import { createDoorbell } from "./realtime/doorbell.ts";
import { createCommandLimits } from "./realtime/limits.ts";
import { createLateLeavings } from "./realtime/late-leavings.ts";
import { createPlacesTold } from "./realtime/places.ts";
import { createPresence } from "./realtime/presence.ts";
import { createPublisher, nextBox, type Told } from "./realtime/publisher.ts";
import { localRooms } from "./realtime/local-rooms.ts";
import { bindDoors, createSocketServer } from "./realtime/socket-server.ts";
import { createFollowing } from "./realtime/following.ts";
import { assertInvariants } from "./routing/invariants.ts";
import { nextDeadline } from "./routing/queries.ts";
import { createAnswerer } from "./runtime/answerer.ts";
import { createLearner } from "./runtime/asked-learning.ts";
import { readBoard } from "./runtime/board.ts";
import { createBoardHistory } from "./runtime/board-history.ts";
import { createDatabaseClock } from "./runtime/database-clock.ts";
import { createDispatcher } from "./runtime/dispatcher.ts";
import { createDraftLibrary } from "./runtime/draft-library.ts";
import { createHousekeeping } from "./runtime/housekeeping.ts";
import { createLease } from "./runtime/lease.ts";
import { createLibraryJobs } from "./runtime/library-jobs.ts";
import { createLibrary } from "./runtime/library.ts";
import type { Publication, Publish } from "./runtime/publication.ts";
import { toAllStaff } from "./runtime/publication.ts";
import { entersLine, followingOf } from "./runtime/following-of.ts";
import { forgetDeadEpochs, tellLostTurns } from "./runtime/recovery.ts";
import { createQuestionNews } from "./runtime/question-news.ts";
import { tellLibrary } from "./runtime/tell-library.ts";
import { createShopWatch, type ShopPart } from "./runtime/shop-watch.ts";
import { createStaffNames } from "./runtime/staff-names.ts";
import { replayJobsOf } from "./actions/routing/replay-jobs-of.ts";
import { createRecall } from "./runtime/recall.ts";
import { callsOfOthers } from "./runtime/tell-timers.ts";
import { createTail } from "./runtime/tail.ts";
import { createThresholdsKeeper } from "./runtime/thresholds.ts";
import { DEFAULT_THRESHOLD_SETTINGS, learnedBases } from "./rules/hand-off-thresholds.ts";
import { createTurnTeller } from "./runtime/turn-teller.ts";
import { createWakeUp } from "./runtime/wake-up.ts";
import { strangersAmong } from "./store/heads.ts";
import { createMessageLog } from "./store/message-log.ts";
import { outageLength } from "./store/nodes.ts";
import { DEFAULT_HAND_OFF, siteById } from "./store/site.ts";

export type { ChatServer, ChatServerOptions } from "./chat-server.ts";

/** Composes the chat server: every collaborator is made here and handed on; nothing else keeps state of its own. */
export function createChatServer(options: ChatServerOptions): ChatServer {
  const { database, siteId, log, redis = null } = options;
  const limits = createCommandLimits({ factor: options.limitsFactor ?? 1, redis });
  const socketOptions = {
    http: options.http,
    publicUrl: options.publicUrl,
    log,
    limits,
    isDev: options.isDev === true,
    redis,
    // Desks count requests: whoever heard another node tell of one need not read them again.
    onHeard: (name: string, data: unknown) => {
      if (name === "request:changed") told.box = nextBox(told.box, data);
    },
    ...(options.peerOf === undefined ? {} : { peerOf: options.peerOf }),
    ...(options.meters === undefined ? {} : { onRefused: options.meters.commandRefused }),
    customerOfSocket: options.customerOf,
    staffOfSocket: options.staffOf,
  };
  const io = createSocketServer(socketOptions);
  const told: Told = { conversations: new Map(), desks: new Map(), box: 0 };
  const publisher = createPublisher(io, told, redis === null ? io : null);
  const publishNow = options.around?.publish?.(publisher) ?? publisher;
  const publish = (publications: readonly Publication[]) => {
    publishNow(publications);
    if (publications.some((each) => each.kind === "event" && each.name === "request:changed")) boards.changed();
  };

  /** What every node finds out for itself, told to the people connected here. */
  const publishHere = createPublisher(localRooms(io), told);

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
  const tellEditors = (tell: Publish) => tellLibrary({ database, siteId, library, publish: tell, log });
  const library = createLibrary({ database, siteId, log, onStatus: () => void tellEditors(publishHere) });
  const drafts = createDraftLibrary({ database, siteId, library, log, onTrained: () => void tellEditors(publishHere) });
  const jobs = createLibraryJobs({ database, siteId, publish, log });
  const questionNews = createQuestionNews({ database, publish, log });
  const learner = createLearner({ database, siteId, base: () => base.single, log });
  const baseOf = (teamId: string | null, category: string | null) =>
    learnedBases(base, learner.baseOf(teamId, category)?.single ?? null, DEFAULT_THRESHOLD_SETTINGS);
  const answerer = createAnswerer({
    database,
    library,
    state: () => dispatcher.state,
    base: baseOf,
    settleMs: options.periods?.settleMs ?? 0,
    onUnanswered: () => questionNews.moved("unanswered"),
    publish,
    log,
  });
  const appending = createMessageLog(database.hot, {
    ...(options.failpoints === undefined ? {} : { failpoints: options.failpoints }),
    ...(options.meters === undefined ? {} : { onGroup: options.meters.groupCommitted }),
  });
  const messageLog = options.around?.messageLog?.(appending) ?? appending;
  const turns = createTurnTeller({ dispatcher, log });
  const staffNames = createStaffNames(database);
  const history = createBoardHistory();
  const following = createFollowing({ io, told });
  const wakeUp = createWakeUp({
    nextDeadline: () => (dispatcher.isReady ? nextDeadline(dispatcher.state) : null),
    clockOffsetMs: clock.offsetMs,
    now: Date.now,
    tick: () => dispatcher.dispatch({ type: "tick", turnSeqs: {} }),
  });
  const thresholds = createThresholdsKeeper({
    dispatcher,
    base: (teamId) => baseOf(teamId, null),
    clockOffsetMs: clock.offsetMs,
    log,
  });
  const boards = createBoards({
    io,
    dispatcher,
    read: () => readBoard(database, siteId, dispatcher.state, history, places.heldOf),
    note: () => history.note(dispatcher.state, Date.now() + clock.offsetMs()),
    log,
  });
  const now = () => Date.now() + clock.offsetMs();
  const places = createPlacesTold({ io, database, dispatcher, presence, epoch: () => lease.epoch, now, log });

  const recall = createRecall(database, (error) => log.warn({ err: error }, "a connection was lost"));

  const app: App = {
    recall,
    database,
    messageLog,
    dispatcher,
    library,
    drafts,
    jobs,
    tellLibrary: () => tellEditors(publish),
    questionsMoved: questionNews.moved,
    baseOf,
    publish,
    log,
    siteId,
    publicUrl: options.publicUrl,
    staffName: staffNames.nameOf,
    turnMoved: turns.moved,
    pokeAnswerer: answerer.poke,
    placeOf: places.placeOf,
    customerPresence: (customerId) => (presence.hasCustomer(customerId) ? [lease.epoch] : []),
    readBoard: () => readBoard(database, siteId, dispatcher.state, history, places.heldOf),
    noteFollowed: following.note,
    noteCustomerFollows: following.noteCustomer,
    media: options.media,
    async settingsChanged(what) {
      await takeSettings(what);
      doorbell.shopChanged();
      // Known now; what another node changed meanwhile comes with it.
      await lookAtShop(what).catch((error: unknown) => log.warn({ err: error }, "the shop could not be looked at"));
    },
  };

  async function takeSettings(what: ShopPart): Promise<void> {
    staffNames.forget();
    await readSettings();
    if (what !== "answers" && what !== "canned") await syncStaffToEngine(app);
    await presence.reconcile();
    publishHere([toAllStaff("settings:changed", { what })]);
  }

  /** What admins changed since the last look, but for what is known already. */
  async function lookAtShop(known?: ShopPart): Promise<void> {
    const changed = (await shopWatch.look()).filter((what) => what !== known);
    if (changed.includes("answers")) await library.entriesChanged();
    await library.learnedChanged();
    for (const what of changed) await takeSettings(what);
    if ([known, ...changed].some((what) => what === "people" || what === "teams")) await letStrangersGo();
  }

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
      publishHere(sessions.map(({ sessionId, staffId, reason }) => ({ kind: "cut", staffId, sessionId, reason }))),
    onSiteLook: lookAtShop,
  });
  const doorbell = createDoorbell({
    io,
    link: redis,
    log,
    catchUp: dispatcher.catchUp,
    look: tail.look,
    followServed: (ids) => publishHere(servedHere(ids)),
    leftElsewhere: createLateLeavings({ io, database, following }).left,
  });
  const housekeeping = createHousekeeping({
    database,
    log,
    answerer,
    removeOrphans: () => removeOrphans(database.main, options.media),
    tellLostTurns: () => tellLostTurns(database, dispatcher, log),
    syncSideWork: () => syncSideWork(app),
    syncStaff: () => syncStaffToEngine(app),
  });

  bindDoors(io, socketOptions, {
    app,
    customerHandlers,
    agentHandlers,
    presence,
    // A copy that is being loaded tells everybody what they follow once it is there.
    roomsOfStaff: (me) =>
      (dispatcher.isReady ? [...dispatcher.state.conversations.values()] : [])
        .filter((each) => each.assigneeId === me.staffId)
        .map((each) => `conversation:${each.id}`),
    onStaffSocket: following.noteStaff,
    failpoints: options.failpoints,
  });
  const hearLost = database.onLost(tail.doubt);
  const off = dispatcher.onChange((entries) => {
    wakeUp.reschedule();
    // Another node moved its own sockets when it told; here who gained or lost a conversation is moved from its journal.
    const foreign = entries.filter((entry) => entry.node !== lease.epoch);
    // Calls to supervisors are told by the node that decided, as long as Redis carries them.
    if (redis?.isConnected() !== true)
      void callsOfOthers(
        database.main,
        foreign.flatMap(({ outcome }) => outcome.notices),
      ).then(publishHere, (error: unknown) => log.warn({ err: error }, "supervisors could not be called"));
    options.meters?.routing.decided(entries.flatMap(({ node, outcome }) => (node === lease.epoch ? [outcome] : [])));
    publishHere(
      followingOf(foreign, dispatcher.state).filter((each) =>
        // Events come from the node that decided, as long as Redis carries them.
        each.kind === "event"
          ? redis?.isConnected() !== true
          : each.kind !== "follow" || !doorbell.isMoving(each.conversationId),
      ),
    );
    if (foreign.length < entries.length) doorbell.decided();
    // A copy that was loaded anew may have jumped over decisions; a line may be another team's, with other readers.
    const isLoaded = entries.length === 0;
    if (isLoaded) {
      publishHere(servedHere([...dispatcher.state.conversations.keys()]));
      tail.doubt();
    }
    if (isLoaded || entersLine(foreign))
      void letStrangersGo().catch((error: unknown) => log.warn({ err: error }, "readers could not be looked at"));
  });

  /** Members of staff here follow what they serve. */
  function servedHere(conversationIds: readonly string[]): Publication[] {
    return conversationIds.flatMap((conversationId): Publication[] => {
      const staffId = dispatcher.state.conversations.get(conversationId)?.assigneeId ?? null;
      return staffId === null ? [] : [{ kind: "follow", staffId, conversationId }];
    });
  }

  return {
    app,
    io,
    presence,
    now,
    look: tail.look,
    async start() {
      const outageMs = await outageLength(database.main);
      await readSettings();
      await Promise.all([clock.read(), dispatcher.load(), library.load()]);
      await lease.start();
      await syncStaffToEngine(app);
      if (outageMs > 0) await dispatcher.dispatch({ type: "outage:ended", lengthMs: outageMs });
      await forgetDeadEpochs(database, dispatcher);
      await tellLostTurns(database, dispatcher, log);
      await learner.look();
      await thresholds.look();
      await places.start();
      await shopWatch.look();
      await answerer.sweep(options.isAlone ? 0 : 2_000);
      wakeUp.reschedule();
      clock.start();
      presence.start();
      thresholds.start();
      learner.start();
      tail.start();
      doorbell.start();
      housekeeping.start();
    },
    async stop() {
      off();
      hearLost();
      doorbell.stop();
      for (const part of [boards, learner, questionNews, thresholds, tail, wakeUp, housekeeping, clock]) part.stop();
      presence.stop();
      await jobs.stop();
      await messageLog.flush();
      await answerer.flush();
      await new Promise<void>((resolve) => void io.close(() => resolve()));
      await turns.flush();
      turns.stop();
      // Whoever was connected here is known to be gone at once, not only when our lease lapses.
      await dispatcher.dispatch({ type: "node:lost", nodeEpoch: lease.epoch }).catch(() => undefined);
      doorbell.decided();
      await recall.stop();
      await replayJobsOf({ database, log }).stop();
      await dispatcher.stop();
      await places.stop();
      drafts.stop();
      library.stop();
      await lease.stop();
    },
  };
}
