/** The engine's one decision: what an event does to the state. */
import { deadlineHandlers } from "./deadlines.ts";
import type { RoutingEvent, RoutingEventType } from "./events.ts";
import { assignBySupervisor, changeTurn, closeConversation, requeueBySupervisor } from "./handle-conversation.ts";
import { makePromise } from "./handle-promise.ts";
import { moveEntry, takeEntry } from "./handle-entry.ts";
import { changeSideWork, endWrapUp, returnAgent, setLeaving } from "./handle-desk.ts";
import { acceptOffer, acknowledgeConnection, declineOffer } from "./handle-offer.ts";
import { nodeLost, personArrived, personLeft, setAvailability } from "./handle-presence.ts";
import { leaveQueue, requestHandoff } from "./handle-queue.ts";
import {
  changeAgent,
  changeSettings,
  changeTeam,
  moveThresholds,
  planHours,
  removeAgent,
  removeTeam,
} from "./handle-staff.ts";
import { endOutage, tick } from "./handle-time.ts";
import { requestTransfer, withdrawTransfer } from "./handle-transfer.ts";
import { tellNobody } from "./ladder.ts";
import { match } from "./match.ts";
import type { StepResult } from "./outcome.ts";
import { creditMs, keptPlace } from "./place-in-line.ts";
import type { Handler, Rules } from "./rules.ts";
import type { RoutingState } from "./state.ts";
import { finishStepping, startStepping } from "./stepping.ts";

/** The rules in force, `RULES_VERSION`. */
export const rules: Rules = {
  handlers: {
    "settings:changed": changeSettings,
    "team:changed": changeTeam,
    "team:removed": removeTeam,
    "agent:changed": changeAgent,
    "agent:removed": removeAgent,
    "thresholds:moved": moveThresholds,
    "person:arrived": personArrived,
    "person:left": personLeft,
    "node:lost": nodeLost,
    "availability:set": setAvailability,
    "team:hours-planned": planHours,
    "agent:returned": returnAgent,
    "leaving:set": setLeaving,
    "wrap-up:ended": endWrapUp,
    "side-work:changed": changeSideWork,
    "entry:taken": takeEntry,
    "entry:moved": moveEntry,
    "promise:made": makePromise,
    "handoff:requested": requestHandoff,
    "queue:left": leaveQueue,
    "offer:accepted": acceptOffer,
    "offer:declined": declineOffer,
    "connection:acknowledged": acknowledgeConnection,
    "transfer:requested": requestTransfer,
    "transfer:withdrawn": withdrawTransfer,
    "conversation:closed": closeConversation,
    "turn:changed": changeTurn,
    "conversation:assigned-by-supervisor": assignBySupervisor,
    "conversation:requeued": requeueBySupervisor,
    "outage:ended": endOutage,
    tick,
  },
  deadlines: deadlineHandlers,
  creditMs,
  keptPlace,
  match,
};

export type Step = (state: RoutingState, event: RoutingEvent) => StepResult;

/** A `step` that goes by these rules; only tests pass others than `rules`. */
export function createStep(by: Rules): Step {
  return (state, event) => {
    if (!Number.isFinite(event.at) || event.at < 0) return { ok: false, code: "invalid" };
    if (event.at < state.meta.at) return { ok: false, code: "clock_behind" };
    const s = startStepping(state, by, event);
    // The table gives each type the handler of its own event, which the compiler cannot follow.
    const code = (by.handlers[event.type] as Handler<RoutingEventType>)(s, event);
    if (code !== null) return { ok: false, code };
    by.match(s);
    tellNobody(s);
    return { ok: true, outcome: finishStepping(s) };
  };
}

/**
 * Decides one event and makes it so in `state`, which belongs to the caller's one dispatcher.
 * Deterministic: no clock, no lots, no I/O. A refusal changes nothing. On a thrown error (a
 * fault of ours) the state is spoiled: rebuild it from the rows.
 */
export const step: Step = createStep(rules);
