/**
 * State built from a first snapshot and then from events alone, with the browser's own reducers; and the comparison with
 * a fresh snapshot. Nothing here repairs: an event that was not told, or told wrongly, stays a difference.
 */
import { isDeepStrictEqual } from "node:util";
import { expect } from "vitest";
import { conversationKey, deskKey, openConversation, type OpenConversation } from "#components/realtime/agent-state.ts";
import { agentEventNames, applyAgentEvent } from "#components/realtime/apply-agent-event.ts";
import { applyCustomerEvent } from "#components/realtime/apply-customer-event.ts";
import { createMemoryCache } from "#components/realtime/cache.ts";
import { openThread, type CustomerThread } from "#components/realtime/customer-state.ts";
import type { ConversationView, Desk } from "../contract/views.ts";
import { PATIENCE_MS, type AgentWire, type CustomerWire, type Heard } from "./wire.ts";

export interface Mirror {
  /** Resolves when what events built equals a snapshot taken now. */
  same(): Promise<void>;
}

/** Waits for events until both are equal; shows the difference when no more come. `look` reads `built` last: an event between the two is then in it. */
async function settle(
  wire: { next(ms: number): Promise<boolean> },
  look: () => Promise<{ built: unknown; fresh: unknown }>,
): Promise<void> {
  const until = performance.now() + PATIENCE_MS;
  for (;;) {
    const { built, fresh } = await look();
    if (isDeepStrictEqual(built, fresh)) return;
    if (performance.now() > until || !(await wire.next(2_500))) {
      const last = await look();
      expect(last.built).toEqual(last.fresh);
      return;
    }
  }
}

/** Calls back for every event from the first one on, in order. */
function follow(
  wire: { heard: Heard[]; onHeard(run: (name: string, data: unknown) => void): void },
  from: number,
  apply: (name: string, data: unknown) => void,
): void {
  for (const { name, data } of wire.heard.slice(from)) apply(name, data);
  wire.onHeard(apply);
}

/** A customer's thread by the events of `wire`; `other` (another tab) takes the fresh snapshots. */
export async function mirrorThread(
  wire: CustomerWire,
  other: CustomerWire,
): Promise<Mirror & { thread(): CustomerThread }> {
  const from = wire.heard.length;
  let thread = openThread(undefined, await wire.ask("thread:open", { pageUrl: null }));
  follow(wire, from, (name, data) => {
    thread = applyCustomerEvent(thread, name as never, data as never);
  });
  return {
    thread: () => thread,
    same: () =>
      settle(wire, async () => ({
        fresh: plainThread(openThread(undefined, await other.ask("thread:open", { pageUrl: null }))),
        built: plainThread(thread),
      })),
  };
}

/**
 * Without what a snapshot cannot know (why a place rose, who types), the moment a place was counted, and the profile,
 * which no event tells: the page that set it knows it.
 */
function plainThread({ typing: _, place, logs, customer, ...thread }: CustomerThread) {
  // A snapshot holds the newest fifty items; events begin where the first snapshot ended.
  const held = Object.fromEntries(
    Object.entries(logs).map(([id, log]) => [id, { items: log.items, head: log.head, last: log.last }]),
  );
  return {
    ...thread,
    customerId: customer.id,
    logs: held,
    place: place === null ? null : { ...place, at: 0, rose: null },
  };
}

/** A conversation as a staff socket that follows it builds it. */
export async function mirrorConversation(
  wire: AgentWire,
  conversationId: string,
): Promise<Mirror & { open(): OpenConversation }> {
  const cache = createMemoryCache();
  const key = conversationKey(conversationId as never);
  const from = wire.heard.length;
  cache.write(
    key,
    openConversation(undefined, await wire.ask("conversation:open", { conversationId: conversationId as never })),
  );
  follow(wire, from, (name, data) => applyAgentEvent(cache, name as never, data as never));
  const open = () => cache.read(key) as OpenConversation;
  return {
    open,
    same: () =>
      settle(wire, async () => ({
        fresh: plainConversation(
          openConversation(undefined, await wire.ask("conversation:open", { conversationId: conversationId as never })),
        ),
        built: plainConversation(open()),
      })),
  };
}

/** Without what a page reads again by itself after a steering item: `may`, names, other chapters, whether the customer is there. */
function plainConversation({
  typing: _,
  may: _may,
  earlier: _earlier,
  conversation,
  customer,
  log,
  ...rest
}: OpenConversation) {
  return { ...rest, log, conversation: plainView(conversation), customer: customer.id };
}

/** A desk by its numbered changes and the items of its conversations. */
export async function mirrorDesk(wire: AgentWire): Promise<Mirror & { desk(): Desk }> {
  const cache = createMemoryCache();
  const from = wire.heard.length;
  cache.write(deskKey, await wire.ask("desk:open", {}));
  follow(
    wire,
    from,
    (name, data) => agentEventNames.includes(name as never) && applyAgentEvent(cache, name as never, data as never),
  );
  const desk = () => cache.read(deskKey) as Desk;
  return {
    desk,
    same: () =>
      settle(wire, async () => ({ fresh: plainDesk(await wire.ask("desk:open", {})), built: plainDesk(desk()) })),
  };
}

const plainView = (view: ConversationView): ConversationView => ({
  ...view,
  teamName: null,
  customerName: null,
  isCustomerPresent: false,
});

const byId = <T extends { id: string }>(rows: readonly T[]): T[] => [...rows].sort((a, b) => (a.id < b.id ? -1 : 1));

/** Without the clock of the snapshot; rows by id, since a page keeps them in the order they came; unread follows from the open logs. */
function plainDesk(desk: Desk) {
  return {
    ...desk,
    offers: byId(desk.offers).map((offer) => ({ ...offer, now: 0, conversation: offer.conversation.id })),
    conversations: byId(desk.conversations).map((view) => ({ ...plainView(view), unread: 0 })),
  };
}
