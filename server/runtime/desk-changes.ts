import type { ConversationView, DeskChange } from "../contract/views.ts";
import { loadOf } from "../routing/holdings.ts";
import type { Change, Notice } from "../routing/outcome.ts";
import { viewOf } from "../store/conversation-views.ts";
import { toDecisionView } from "./decision-view.ts";
import type { Facts } from "./decision.ts";
import { stateChange } from "./desk-state.ts";
import type { EffectsReads } from "./effects-reads.ts";
import type { LogContext } from "./log-notices.ts";
import { reminderOf } from "./log-timers.ts";
import { offerViewOf } from "./offer-view.ts";

export interface DeskInput {
  notices: readonly { notice: Notice; facts: Facts }[];
  changes: readonly Change[];
  at: number;
}

/** One change per desk and happening, newest state of the agent last. The items of the batch are in the rows already. */
export function deskChangesOf(
  { notices, changes, at }: DeskInput,
  { state, writer, names, reasons, gone }: LogContext,
  reads: EffectsReads,
): { staffId: string; change: DeskChange }[] {
  const touched = new Set<string>();
  const views = new Map<string, ConversationView | undefined>();
  const viewFor = (id: string): ConversationView | undefined => {
    if (!views.has(id)) views.set(id, make(id));
    return views.get(id);
  };
  const make = (id: string): ConversationView | undefined => {
    const row = writer.row(id);
    const parts = reads.parts.get(id);
    if (row === undefined || parts === undefined) return undefined;
    return viewOf(row, {
      ...parts,
      teamName: row.team_id === null ? null : (names.teams.get(row.team_id) ?? null),
      assigneeName: row.assignee_id === null ? null : (names.staff.get(row.assignee_id) ?? null),
      engine: state.conversations.get(id) ?? null,
    });
  };
  const result: { staffId: string; change: DeskChange }[] = [];
  const push = (staffId: string, change: DeskChange) => {
    result.push({ staffId, change });
    touched.add(staffId);
  };
  for (const { notice, facts } of notices) {
    switch (notice.type) {
      case "offer:made": {
        const offer = state.offers.get(notice.offerId);
        const view = offer === undefined ? undefined : viewFor(notice.conversationId);
        if (offer === undefined || view === undefined) break;
        const from = notice.fromAgentId === null ? null : (names.staff.get(notice.fromAgentId) ?? null);
        push(notice.agentId, {
          kind: "offer_made",
          offer: offerViewOf(state, offer, view, {
            fromName: from,
            note: facts.transferNote ?? null,
            decision: toDecisionView(reasons.get(offer.id)),
            now: at,
            quote: reads.parts.get(notice.conversationId)?.quote ?? null,
          }),
        });
        if (notice.fromAgentId !== null) touched.add(notice.fromAgentId);
        break;
      }
      case "offer:ended":
        push(notice.agentId, { kind: "offer_ended", offerId: notice.offerId as never, how: notice.how });
        break;
      case "assignment:started": {
        const view = viewFor(notice.conversationId);
        // Begun and ended within one batch: there is nothing to take.
        if (view !== undefined && view.assigneeId === notice.agentId)
          push(notice.agentId, { kind: "conversation_taken", conversation: view });
        break;
      }
      case "assignment:ended": {
        const why = gone.get(notice.assignmentId) ?? "closed";
        push(notice.agentId, { kind: "conversation_gone", conversationId: notice.conversationId as never, why });
        break;
      }
      case "availability:changed":
        touched.add(notice.agentId);
        break;
      default: {
        const reminder = reminderOf(notice);
        if (reminder !== null) push(reminder.staffId, reminder.change);
      }
    }
  }
  for (const change of changes) if (change.kind === "agent" && change.row !== null) touched.add(change.id);
  for (const id of touched) {
    const agent = state.agents.get(id);
    if (agent !== undefined) result.push({ staffId: id, change: stateChange(agent, loadOf(state, id), reads.noted) });
  }
  return result;
}
