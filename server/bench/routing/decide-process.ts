/**
 * The pure engine alone, in a process of its own so that its heap is its own: decisions of a full shop, each timed.
 * Told a size, answers with the times and the heap its state takes.
 */
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { createRandom } from "#server/answers/random.ts";
import { dueAutomatics } from "#server/routing/automatics.ts";
import { assertInvariants } from "#server/routing/invariants.ts";
import type { RoutingEventType } from "#server/routing/events.ts";
import { nextDeadline } from "#server/routing/queries.ts";
import type { RoutingState } from "#server/routing/state.ts";
import { step } from "#server/routing/step.ts";
import type { EventDraft } from "#server/runtime/decision.ts";
import { quantile } from "../metrics.ts";
import { createChain, type Chain } from "./chain.ts";
import { crowdedState } from "./crowded-state.ts";
import type { DecideOrder, DecideReport, DecideTimes } from "./orders.ts";
import { CAPACITY, type Conversation, type CrowdedShop, crowdedShop, idOf, withLanguage } from "./shop-size.ts";

const OPENED_AT = 1_700_000_000_000;
/** So many that each chain says something about every five seconds, as people do. */
const AGENTS_PER_CHAIN = 6;
const LEAST_CHAINS = 8;
const DECLINED = 0.03;
const CANCELLED = 0.05;
/** How long a chat takes: with the seats there are it says how much time passes between two decisions. */
const CHAT_MS = 600_000;
/** Close, accept, acknowledge, hand off. */
const DECISIONS_PER_CHAT = 4;

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

function heapMb(): number {
  collect();
  collect();
  return process.memoryUsage().heapUsed / 2 ** 20;
}

interface Work {
  readonly state: RoutingState;
  /** @returns what was told and how long the engine took, in µs */
  decide(): { type: RoutingEventType; us: number };
}

function createWork(shop: CrowdedShop, seed: number, isWithNeeds: boolean): Work {
  const state = crowdedState(shop, OPENED_AT, isWithNeeds);
  const random = createRandom(seed);
  let at = state.meta.at;
  let told = 0;
  let customers = shop.served.length + shop.waiting.length;
  const seats = shop.agentIds.length * CAPACITY;
  const meanGapMs = CHAT_MS / seats / DECISIONS_PER_CHAT;
  const newcomerTo = (teamIds: readonly string[]) => (): Conversation => {
    customers += 1;
    const teamId = teamIds[customers % teamIds.length] ?? "";
    const newcomer = { id: idOf("conversation", customers), customerId: idOf("customer", customers), teamId };
    return isWithNeeds ? withLanguage(newcomer, customers) : newcomer;
  };
  const crowded = shop.teams.filter(({ isCrowded }) => isCrowded).map(({ id }) => id);
  const roomy = shop.teams.filter(({ isCrowded }) => !isCrowded).map(({ id }) => id);
  const chats = [...state.assignments.values()];
  const chainCount = Math.max(LEAST_CHAINS, Math.round(shop.agentIds.length / AGENTS_PER_CHAIN));
  const chains = Array.from({ length: chainCount }, (_, number): Chain => {
    const isRoomy = number % 5 === 4;
    const chat = chats[Math.floor(((number + 0.5) * chats.length) / chainCount)];
    const first = chat === undefined ? null : { conversationId: chat.conversationId, agentId: chat.agentId };
    return createChain({
      first: isRoomy ? null : first,
      epoch: shop.epoch,
      newcomer: newcomerTo(isRoomy ? roomy : crowded),
      draw: random,
      declined: DECLINED,
      cancelled: isRoomy ? 0 : CANCELLED,
    });
  });
  function timed(draft: EventDraft): { us: number; notices: Parameters<Chain["heard"]>[0] } {
    told += 1;
    const event = { ...draft, id: idOf("event", 1_000_000_000 + told), at };
    const begun = performance.now();
    const result = step(state, event);
    const us = 1_000 * (performance.now() - begun);
    if (!result.ok) throw new Error(`${draft.type} was refused: ${result.code}`);
    return { us, notices: result.outcome.notices };
  }
  /** Somebody else, or time, was faster: people do not press what is no longer there. */
  const isLate = (draft: EventDraft): boolean => {
    if ("offerId" in draft) return !state.offers.has(draft.offerId);
    if (draft.type === "handoff:requested" || !("conversationId" in draft)) return false;
    const row = state.conversations.get(draft.conversationId);
    return draft.type === "queue:left" ? row?.state !== "waiting" : row?.state !== "assigned";
  };
  return {
    state,
    decide() {
      at += Math.round(-Math.log(1 - random()) * meanGapMs);
      if ((nextDeadline(state) ?? Infinity) <= at) {
        const turnSeqs = Object.fromEntries(
          dueAutomatics(state, at).map(({ conversationId, turnSeq }) => [conversationId, turnSeq]),
        );
        const { us, notices } = timed({ type: "tick", turnSeqs });
        // Whoever is offered a seat that time set free answers as one of the chains.
        chains[told % chainCount]?.heard(notices);
        return { type: "tick", us };
      }
      const chain = chains[told % chainCount];
      let draft = chain?.next() ?? null;
      while (draft !== null && isLate(draft)) draft = chain?.next() ?? null;
      if (chain === undefined || draft === null) throw new Error("nobody is left");
      const { us, notices } = timed(draft);
      chain.heard(notices);
      return { type: draft.type, us };
    },
  };
}

function measure({
  size,
  decisions,
  rounds,
  seed,
  isWithNeeds,
}: Extract<DecideOrder, { kind: "measure" }>): DecideTimes {
  const before = heapMb();
  const shop = crowdedShop(size);
  const withIds = heapMb();
  const work = createWork(shop, seed, isWithNeeds);
  const state = heapMb() - withIds;
  // The optimising compiler has seen everything by then.
  for (let at = 0; at < decisions; at += 1) work.decide();
  const taken = Array.from({ length: rounds }, () => {
    const all: number[] = [];
    const byType = new Map<string, number[]>();
    for (let at = 0; at < decisions; at += 1) {
      const { type, us } = work.decide();
      all.push(us);
      const list = byType.get(type);
      if (list === undefined) byType.set(type, [us]);
      else list.push(us);
    }
    return { all, byType };
  });
  assertInvariants(work.state, false);
  const medianOf = (read: (round: (typeof taken)[number]) => number): number => quantile(taken.map(read), 0.5);
  const types = [...new Set(taken.flatMap(({ byType }) => [...byType.keys()]))].sort();
  return {
    p50Us: medianOf(({ all }) => quantile(all, 0.5)),
    p99Us: medianOf(({ all }) => quantile(all, 0.99)),
    maxUs: medianOf(({ all }) => quantile(all, 1)),
    p99UsOf: Object.fromEntries(
      types.map((type) => [type, medianOf(({ byType }) => quantile(byType.get(type) ?? [], 0.99))]),
    ),
    heapMb: state,
    wholeHeapMb: heapMb() - before,
    waiting: work.state.entries.size,
  };
}

const report = (what: DecideReport): void => void process.send?.(what);
process.on("message", (order: DecideOrder) => {
  try {
    report({ kind: "measured", times: measure(order) });
  } catch (error) {
    report({ kind: "failed", message: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
});
process.on("disconnect", () => process.exit(0));
