import type { Server } from "socket.io";
import type { QueuePlace } from "../contract/views.ts";
import type { Dispatcher } from "../runtime/dispatcher.ts";
import { peopleOnline, placeOf } from "../runtime/places.ts";
import type { Presence } from "./presence.ts";

const EVERY_MS = 1_000;

/**
 * Places in line, fresh within a second, told only to customers connected here whose place changed: no broadcast per
 * customer per change. A place that rises says why.
 */
export function createPlaces(options: { io: Server; dispatcher: Dispatcher; presence: Presence }): { stop(): void } {
  const { io, dispatcher, presence } = options;
  const shown = new Map<string, QueuePlace>();
  let timer: NodeJS.Timeout | null = null;
  let hasReturned = false;
  let online = -1;

  function tell(): void {
    timer = null;
    if (!dispatcher.isReady) return;
    const { state } = dispatcher;
    const seen = new Set<string>();
    for (const entry of state.entries.values()) {
      const conversation = state.conversations.get(entry.conversationId);
      if (conversation === undefined || !presence.hasCustomer(conversation.customerId)) continue;
      const before = shown.get(conversation.id);
      const now = placeOf(state, conversation.id);
      if (now === null) continue;
      seen.add(conversation.id);
      if (
        before !== undefined &&
        before.position === now.position &&
        before.isAnybodyReachable === now.isAnybodyReachable
      )
        continue;
      const rose =
        before !== undefined && now.position > before.position
          ? hasReturned
            ? "returned"
            : "worse_match_first"
          : null;
      shown.set(conversation.id, now);
      io.of("/customer")
        .local.to(`customer:${conversation.customerId}`)
        .emit("queue:moved", { ...now, rose });
    }
    for (const id of shown.keys()) if (!seen.has(id)) shown.delete(id);
    hasReturned = false;
    const people = peopleOnline(state);
    if (people !== online) {
      online = people;
      io.of("/customer").local.to("customers").emit("people:changed", { online: people });
    }
  }

  const off = dispatcher.onChange((entries) => {
    for (const { outcome } of entries) {
      for (const notice of outcome.notices)
        if (notice.type === "entry:queued" && notice.why !== "handoff") hasReturned = true;
    }
    timer ??= setTimeout(tell, EVERY_MS);
  });
  return {
    stop() {
      off();
      if (timer !== null) clearTimeout(timer);
    },
  };
}
