import type { Habits } from "#server/bench/stream/customers.ts";
import { EMPTY_HISTORY, lowestDegree, type HandOffHistory } from "#server/rules/hand-off-history.ts";
import type { Notice } from "#server/routing/outcome.ts";
import { loadOf } from "#server/routing/holdings.ts";
import type { Crew } from "./crew.ts";
import { askLibrary, type Customer } from "./customers.ts";
import type { Keeper } from "./keeper.ts";
import { EPOCH, type Shop, TEAM } from "./shop.ts";

/** What became of a question. `unhelped`: neither an answer nor a person; `open`: the day ended before. */
export type QuestionEnd = "right" | "wrong" | "unhelped" | "person" | "open";

/** What became of a customer. */
export type VisitEnd = "answered" | "served" | "gaveUp" | "turnedAway";

export interface Visit {
  readonly customer: Customer;
  end: VisitEnd | null;
  readonly questionEnds: QuestionEnd[];
  /** Free seats over all seats at each question, before it was answered. */
  readonly idleness: number[];
  /** When each question was asked, the single threshold its reply was tested against, and whether a person was offered. */
  readonly askedAt: number[];
  readonly singles: number[];
  readonly offered: boolean[];
  enteredAt: number | null;
  /** Until served for the first time, or gone. */
  waitedMs: number | null;
  /** Worst match, as the line knew it. */
  degree: number | null;
}

interface Under extends Visit {
  history: HandOffHistory;
  /** The question the library has, or had when a person was wanted. */
  at: number;
  /** That question is a person's to answer. */
  isOwedByPerson: boolean;
}

/** Chats beside each other slow each other down: each of the others by so much. */
const SLOWED_BY_EACH = 0.15;
const ACKNOWLEDGE_MS = 1_000;
/** Between two tries to close a chat whose agent's network is away. */
const AGAIN_MS = 5_000;

/** The customers: they ask the library, go into the line, wait as long as they can, and are served. */
export class Visits {
  readonly all: Under[];
  private readonly byConversation = new Map<string, Under>();
  private readonly shop: Shop;
  private readonly crew: Crew;
  private readonly keeper: Keeper;
  private readonly habits: Habits | "told";

  constructor(
    { shop, crew, keeper, habits }: { shop: Shop; crew: Crew; keeper: Keeper; habits: Habits | "told" },
    customers: readonly Customer[],
    openedAt: number,
  ) {
    this.shop = shop;
    this.crew = crew;
    this.keeper = keeper;
    this.habits = habits;
    this.all = customers.map((customer) => ({
      customer,
      end: null,
      questionEnds: customer.questions.map(() => "open" as const),
      idleness: [],
      askedAt: [],
      singles: [],
      offered: [],
      enteredAt: null,
      waitedMs: null,
      degree: null,
      history: EMPTY_HISTORY,
      at: 0,
      isOwedByPerson: false,
    }));
    for (const visit of this.all) {
      this.byConversation.set(conversationOf(visit), visit);
      shop.at(openedAt + visit.customer.comesAt, () => this.ask(visit));
    }
    shop.onNotice((notice) => this.hear(notice));
  }

  private ask(visit: Under): void {
    const { customer, at } = visit;
    visit.idleness.push(this.shop.idleness);
    const thresholds = this.keeper.inForce();
    visit.askedAt.push(this.shop.now);
    visit.singles.push(thresholds.single);
    const asked = askLibrary(customer, at, {
      thresholds,
      history: visit.history,
      habits: this.habits,
    });
    visit.history = asked.history;
    visit.offered.push(asked.isPersonOffered);
    const { isPersonOffered, isAnswered, isRight, degree, feedback, wantsPerson } = asked;
    if (degree !== null) this.keeper.hear({ degree, isPersonOffered, feedback });
    visit.isOwedByPerson = wantsPerson && isPersonOffered;
    if (!visit.isOwedByPerson) visit.questionEnds[at] = !isAnswered ? "unhelped" : isRight ? "right" : "wrong";
    if (wantsPerson) this.shop.after(customer.thinkMs, () => this.handOff(visit));
    else if (at + 1 < customer.questions.length) {
      visit.at += 1;
      this.shop.after(customer.thinkMs, () => this.ask(visit));
    } else visit.end = "answered";
  }

  private handOff(visit: Under): void {
    const { customer } = visit;
    visit.degree = lowestDegree(visit.history);
    visit.enteredAt = this.shop.now;
    const refused = this.shop.tell({
      type: "handoff:requested",
      conversationId: conversationOf(visit),
      customerId: `customer-${customer.number}`,
      teamId: TEAM,
      degree: visit.degree,
      customerPresentOn: [EPOCH],
      turnSeq: 1,
      former: null,
      preferAgentId: null,
    });
    if (refused === null) this.shop.after(customer.patienceMs, () => this.loseFaith(visit));
    else this.settle(visit, "turnedAway");
  }

  private loseFaith(visit: Under): void {
    const conversationId = conversationOf(visit);
    if (this.shop.state.conversations.get(conversationId)?.state !== "waiting") return;
    if (visit.customer.isSilent)
      this.shop.must({ type: "person:left", person: "customer", conversationId, nodeEpoch: EPOCH });
    else this.shop.must({ type: "queue:left", conversationId, how: "cancelled" });
  }

  private hear(notice: Notice): void {
    // Back in line because an agent was lost: whoever waits again is patient again.
    if (notice.type === "entry:queued" && notice.why !== "handoff") {
      const visit = this.byConversation.get(notice.conversationId);
      if (visit !== undefined) this.shop.after(visit.customer.patienceMs, () => this.loseFaith(visit));
    }
    if (notice.type === "assignment:started") {
      const visit = this.byConversation.get(notice.conversationId);
      if (visit !== undefined) this.serve(visit, notice.assignmentId, notice.agentId);
    }
    if (notice.type === "conversation:ended") {
      const visit = this.byConversation.get(notice.conversationId);
      if (visit !== undefined) this.settle(visit, notice.how === "closed" ? "served" : "gaveUp");
    }
  }

  private serve(visit: Under, assignmentId: string, agentId: string): void {
    const { shop } = this;
    const conversationId = conversationOf(visit);
    const isThere = shop.state.conversations.get(conversationId)?.customerPresentOn.length !== 0;
    // Nobody is there to acknowledge it: the engine's own deadline ends it.
    if (!isThere) return;
    visit.waitedMs ??= shop.now - (visit.enteredAt ?? shop.now);
    shop.after(ACKNOWLEDGE_MS, () => {
      if (shop.state.assignments.has(assignmentId)) shop.must({ type: "connection:acknowledged", conversationId });
    });
    const from = visit.isOwedByPerson ? visit.at : visit.at + 1;
    // Who asked for a person after an answer has at least that question still.
    const efforts = visit.customer.effortMs.slice(Math.min(from, visit.customer.effortMs.length - 1));
    const effortMs = efforts.reduce((sum, each) => sum + each, 0);
    const others = Math.max(0, loadOf(shop.state, agentId) - 1);
    const lengthMs = ACKNOWLEDGE_MS + effortMs * (1 + SLOWED_BY_EACH * others);
    const close = (): void => {
      if (!shop.state.assignments.has(assignmentId)) return;
      const worker = this.crew.worker(agentId);
      if (worker?.isPresent !== true) return shop.after(AGAIN_MS, close);
      worker.effortMs += effortMs;
      shop.must({ type: "conversation:closed", conversationId, by: "agent", byId: agentId });
    };
    shop.after(lengthMs, close);
  }

  /** What was left to a person is a person's, or nobody's. */
  private settle(visit: Under, end: VisitEnd): void {
    visit.end = end;
    if (end === "gaveUp") visit.waitedMs ??= this.shop.now - (visit.enteredAt ?? this.shop.now);
    const left = end === "served" ? "person" : "unhelped";
    const from = visit.isOwedByPerson ? visit.at : visit.at + 1;
    for (let at = from; at < visit.questionEnds.length; at += 1) visit.questionEnds[at] = left;
  }
}

const conversationOf = ({ customer }: Visit): string => `conversation-${customer.number}`;
