import type { AgentView, Board, ConversationView } from "#server/contract/views.ts";

/** Builders for tests of the board. */
export const NOW = 1_760_000_000_000;
let made = 0;
const id = () => `00000000-0000-7000-8000-${String((made += 1)).padStart(12, "0")}` as never;

export function team(change: Partial<Board["teams"][number]> = {}): Board["teams"][number] {
  return {
    id: id(),
    name: "Delivery",
    waiting: 0,
    longestSince: null,
    freeSeats: 3,
    totalSeats: 5,
    thresholds: null,
    libraryShare: null,
    leftToday: 0,
    waitsHeld: { held: 0, count: 0 },
    isOpen: true,
    nextTurnAt: null,
    strategy: "balanced",
    next: [],
    nextAgentIds: [],
    ...change,
  };
}

export function thresholds(
  change: Partial<NonNullable<Board["teams"][number]["thresholds"]>> = {},
): NonNullable<Board["teams"][number]["thresholds"]> {
  return {
    single: 0.55,
    mean: 0.6,
    singleBase: 0.55,
    meanBase: 0.6,
    singleBounds: [0.35, 0.7],
    meanBounds: [0.45, 0.75],
    reason: "normal",
    trend: "steady",
    freeSeats: 3,
    totalSeats: 5,
    waiting: 0,
    ...change,
  };
}

export function agent(change: Partial<AgentView> = {}): AgentView {
  return {
    id: id(),
    name: "Mei",
    teams: [],
    availability: "available",
    busyReason: null,
    availabilityAt: NOW,
    availabilityUntil: null,
    isAwayByItself: false,
    notResponding: null,
    leavingAt: null,
    standing: "ready",
    wrapUps: 0,
    sideWork: { requests: 0, consults: 0 },
    presence: "present",
    load: 1,
    capacity: 3,
    owesSince: null,
    closedToday: 0,
    ...change,
  };
}

export function conversation(change: Partial<ConversationView> = {}): ConversationView {
  return {
    id: id(),
    state: "served",
    customerId: id(),
    customerName: "Nils",
    language: "en",
    teamId: null,
    teamName: null,
    assigneeId: null,
    assigneeName: null,
    headSeq: 1,
    turn: "customer",
    turnSince: NOW,
    owedSince: null,
    ladderStep: 0,
    promisedAt: null,
    isReoffered: false,
    lastText: null,
    lastAuthorKind: null,
    lastAt: NOW,
    openedAt: NOW,
    closedAt: null,
    closeReason: null,
    outcome: null,
    lowestDegree: null,
    meanDegree: null,
    rating: null,
    isCustomerPresent: true,
    unread: 0,
    ...change,
  };
}

export function waiting(enteredAt: number, change: Partial<Board["waiting"][number]> = {}): Board["waiting"][number] {
  return {
    conversation: conversation({ state: "waiting" }),
    position: 1,
    enteredAt,
    degree: null,
    offeredTo: null,
    ...change,
  };
}

export function board(change: Partial<Board> = {}): Board {
  return {
    at: NOW,
    teams: [],
    agents: [],
    waiting: [],
    served: [],
    dazed: [],
    openRequests: 0,
    claimedRequests: 0,
    history: [],
    degreesToday: Array.from({ length: 20 }, () => 0),
    owedLimitMs: 180_000,
    creditBoundMs: 480_000,
    ...change,
  };
}
