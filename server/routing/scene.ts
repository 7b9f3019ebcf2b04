/** Test support: a small shop told event by event, with the invariants checked after each. */
import type { EventOf, RoutingEvent } from "./events.ts";
import { assertInvariants } from "./invariants.ts";
import type { Notice, Outcome, RefusalCode } from "./outcome.ts";
import { emptyRows, rebuild, snapshotRows } from "./rows.ts";
import { DEFAULT_SETTINGS, type RoutingState, type SettingsRow, type TeamRow } from "./state.ts";
import { step as ruled, type Step } from "./step.ts";

/** An event without what the scene stamps on it. */
export type Loose = RoutingEvent extends infer E ? (E extends RoutingEvent ? Omit<E, "id" | "at"> : never) : never;

export const OPENING = 1_700_000_000_000;
export const SECOND = 1_000;

export class Scene {
  state: RoutingState = rebuild(emptyRows());
  at = OPENING;
  private count = 0;
  private readonly step: Step;
  constructor(step: Step = ruled) {
    this.step = step;
  }

  /** Steps it and returns the outcome; a refusal fails the test. */
  does(loose: Loose): Outcome {
    this.count += 1;
    const event: RoutingEvent = { id: `event-${this.count}`, at: this.at, ...loose };
    const result = this.step(this.state, event);
    if (!result.ok) throw new Error(`${loose.type} was refused: ${result.code}`);
    assertInvariants(this.state, loose.type === "tick");
    return result.outcome;
  }

  /** Steps it and returns the refusal, having changed nothing; being done fails the test. */
  refuses(loose: Loose): RefusalCode {
    this.count += 1;
    const before = JSON.stringify(snapshotRows(this.state));
    const result = this.step(this.state, { id: `event-${this.count}`, at: this.at, ...loose });
    if (result.ok) throw new Error(`${loose.type} was not refused`);
    if (JSON.stringify(snapshotRows(this.state)) !== before)
      throw new Error(`${loose.type} was refused but changed something`);
    return result.code;
  }

  settings(settings: Partial<SettingsRow>): void {
    this.does({ type: "settings:changed", settings: { ...DEFAULT_SETTINGS, ...settings } });
  }

  team(id: string, agentIds: string[], more: Partial<TeamRow> = {}): void {
    this.does({ type: "team:changed", team: { ...more, id, agentIds } });
  }

  /** Known, with a limit; absent and offline. */
  agent(agentId: string, capacity = 1, isEnabled = true): Outcome {
    return this.does({ type: "agent:changed", agentId, capacity, isEnabled });
  }

  comes(agentId: string, nodeEpoch = "n1"): Outcome {
    return this.does({ type: "person:arrived", person: "agent", agentId, nodeEpoch });
  }

  goes(agentId: string, nodeEpoch = "n1"): Outcome {
    return this.does({ type: "person:left", person: "agent", agentId, nodeEpoch });
  }

  is(
    agentId: string,
    availability: EventOf<"availability:set">["availability"],
    busyReason: string | null = null,
  ): Outcome {
    return this.does({ type: "availability:set", agentId, availability, busyReason, byId: null });
  }

  /** Known agents, present and available a second apart, so that the first is the longest idle. */
  staff(agents: Record<string, number>): void {
    for (const [id, capacity] of Object.entries(agents)) {
      this.agent(id, capacity);
      this.comes(id);
      this.is(id, "available");
      this.at += SECOND;
    }
  }

  /** The usual: team `t` of these agents. */
  shop(agents: Record<string, number>, more: Partial<TeamRow> = {}): void {
    this.staff(agents);
    this.team("t", Object.keys(agents), more);
  }

  handoff(conversationId: string, more: Partial<EventOf<"handoff:requested">> = {}): Outcome {
    return this.does(this.handoffEvent(conversationId, more));
  }

  handoffEvent(conversationId: string, more: Partial<EventOf<"handoff:requested">> = {}): Loose {
    return {
      type: "handoff:requested",
      conversationId,
      customerId: `customer-of-${conversationId}`,
      teamId: "t",
      degree: null,
      customerPresentOn: ["n1"],
      turnSeq: 3,
      former: null,
      preferAgentId: null,
      ...more,
    };
  }

  customerComes(conversationId: string, nodeEpoch = "n1"): Outcome {
    return this.does({ type: "person:arrived", person: "customer", conversationId, nodeEpoch });
  }

  customerGoes(conversationId: string, nodeEpoch = "n1"): Outcome {
    return this.does({ type: "person:left", person: "customer", conversationId, nodeEpoch });
  }

  /** Who is being offered the conversation. */
  askedFor(conversationId: string): string | null {
    return this.offer(conversationId)?.agentId ?? null;
  }

  offer(conversationId: string) {
    return [...this.state.offers.values()].find((offer) => offer.conversationId === conversationId);
  }

  entry(conversationId: string) {
    return [...this.state.entries.values()].find((entry) => entry.conversationId === conversationId);
  }

  assignment(conversationId: string) {
    return [...this.state.assignments.values()].find((row) => row.conversationId === conversationId);
  }

  conversation(conversationId: string) {
    return this.state.conversations.get(conversationId);
  }

  accepts(conversationId: string): Outcome {
    const offer = this.offer(conversationId);
    return this.does({ type: "offer:accepted", offerId: offer?.id ?? "", agentId: offer?.agentId ?? "" });
  }

  declines(conversationId: string): Outcome {
    const offer = this.offer(conversationId);
    return this.does({ type: "offer:declined", offerId: offer?.id ?? "", agentId: offer?.agentId ?? "" });
  }

  /** Handed off, accepted by whoever is asked, acknowledged by the customer's client. */
  chat(conversationId: string, more: Partial<EventOf<"handoff:requested">> = {}): void {
    this.handoff(conversationId, more);
    this.accepts(conversationId);
    this.does({ type: "connection:acknowledged", conversationId });
  }

  turn(conversationId: string, turn: "agent" | "customer", logSeq: number): Outcome {
    return this.does({ type: "turn:changed", conversationId, turn, logSeq });
  }

  close(conversationId: string): Outcome {
    const byId = this.conversation(conversationId)?.assigneeId ?? null;
    return this.does({ type: "conversation:closed", conversationId, by: "agent", byId });
  }

  /** Lets time pass and ticks; every due conversation is found as the engine knows it, or as given. */
  after(ms: number, found: Record<string, number> = {}): Outcome {
    this.at += ms;
    const known = [...this.state.conversations.values()].map(({ id, turnSeq }): [string, number] => [id, turnSeq]);
    return this.does({ type: "tick", turnSeqs: { ...Object.fromEntries(known), ...found } });
  }
}

/** The notices of one type. */
export function told<T extends Notice["type"]>(outcome: Outcome, type: T): Extract<Notice, { type: T }>[] {
  return outcome.notices.filter((notice): notice is Extract<Notice, { type: T }> => notice.type === type);
}
