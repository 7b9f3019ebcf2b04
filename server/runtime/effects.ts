import type { DeskChange } from "../contract/views.ts";
import { loadOf } from "../routing/holdings.ts";
import type { Change, Notice, Reason } from "../routing/outcome.ts";
import type { OfferRow, RoutingState } from "../routing/state.ts";
import { conversationViews } from "../store/conversation-views.ts";
import { ConversationWriter, lockConversations, type ConversationRow } from "../store/conversation-writer.ts";
import { noteHandedOff, noteServed } from "../store/asked-questions.ts";
import type { Sql } from "../store/database.ts";
import { writeDeskChanges } from "../store/desks.ts";
import { createRequest, moveBox, withdrawAutomatic } from "../store/requests.ts";
import { toDecisionView } from "./decision-view.ts";
import type { Facts } from "./decision.ts";
import { addClosed, logNotice, loggedNotices, type LogContext } from "./log-notices.ts";
import { readNames } from "./names.ts";
import { offerView } from "./offer-view.ts";
import { toFollowers, toStaff, type Publication } from "./publication.ts";
import { tellBox } from "./tell-box.ts";
import { tellItem } from "./tell-items.ts";
import { unansweredWords } from "./unanswered-words.ts";

export interface EffectsInput {
  /** The state after the batch. */
  state: RoutingState;
  notices: readonly { notice: Notice; facts: Facts }[];
  changes: readonly Change[];
  reasons: readonly Reason[];
  at: number;
}

/**
 * What a batch of decisions does outside the engine, in the same transaction: log items and rows of conversations,
 * message-box items for what would be lost, desk changes. Returns what to tell once it has committed.
 */
export async function applyEffects(sql: Sql, input: EffectsInput): Promise<Publication[]> {
  const { notices, state } = input;
  const conversationIds = [
    ...new Set(
      notices.flatMap(({ notice }) =>
        loggedNotices.has(notice.type) && "conversationId" in notice ? [notice.conversationId] : [],
      ),
    ),
  ];
  const rows =
    conversationIds.length === 0 ? new Map<string, ConversationRow>() : await lockConversations(sql, conversationIds);
  const writer = new ConversationWriter(rows, new Date(input.at));
  const staffIds = new Set<string>(
    [...rows.values()].flatMap((row) => (row.assignee_id === null ? [] : [row.assignee_id])),
  );
  const teamIds = new Set<string>();
  for (const { notice } of notices) {
    for (const key of ["agentId", "fromAgentId", "byId"] as const) {
      const id = key in notice ? (notice as Record<string, unknown>)[key] : null;
      if (typeof id === "string") staffIds.add(id);
    }
    if ("teamId" in notice) teamIds.add(notice.teamId);
  }
  const names = await readNames(sql, staffIds, teamIds);
  const context: LogContext = {
    writer,
    names,
    state,
    reasons: new Map(input.reasons.map((reason) => [reason.id, reason])),
    at: input.at,
    owed: [],
    withdrawn: [],
    requeued: new Set(),
    closing: [],
  };
  for (const { notice, facts } of notices) logNotice(context, notice, facts);

  const told: Publication[] = [];
  const boxes = new Set<string>();
  const requestIds: string[] = [];
  for (const owed of context.owed) {
    const row = writer.row(owed.conversationId);
    if (row === undefined) continue;
    const text = await unansweredWords(sql, owed.conversationId);
    if (text === null) continue;
    const request = await createRequest(sql, {
      siteId: row.site_id,
      customerId: row.customer_id,
      conversationId: row.id,
      teamId: row.team_id,
      text,
      contact: null,
      isAutomatic: true,
    });
    writer.add(row.id, {
      kind: "request",
      author: { kind: "system", id: null, name: null },
      data: { requestId: request.id as never, number: request.number, text, contact: null, isAutomatic: true },
    });
    requestIds.push(request.id);
    boxes.add(row.site_id);
  }
  for (const closing of context.closing) addClosed(context, closing);
  await writer.flush(sql);
  await noteAsked(sql, notices, new Date(input.at));
  for (const id of context.withdrawn) {
    const withdrawn = await withdrawAutomatic(sql, id);
    requestIds.push(...withdrawn);
    const row = writer.row(id);
    if (withdrawn.length > 0 && row !== undefined) boxes.add(row.site_id);
  }

  const deskChanges = await deskChangesOf(sql, input, context);
  const numbered = await writeDeskChanges(sql, deskChanges);
  for (const site of boxes) {
    const boxSeq = await moveBox(sql, site);
    told.push(...(await tellBox(sql, boxSeq, requestIds)));
  }

  for (const { staffId, seq, change } of numbered) {
    // The winner's sockets follow before they are told, so that no later item of the log can be missed between the two.
    if (change.kind === "conversation_taken")
      told.push({ kind: "follow", staffId, conversationId: change.conversation.id });
    if (change.kind === "conversation_gone" && change.why !== "closed")
      told.push({ kind: "unfollow", staffId, conversationId: change.conversationId });
    told.push(toStaff(staffId, "desk:changed", { seq, change }));
  }
  for (const { item, row } of writer.written)
    told.push(...tellItem(item, row, row.assignee_id === null ? null : (names.staff.get(row.assignee_id) ?? null)));
  for (const { notice } of notices) {
    if (notice.type !== "customer:presence") continue;
    const customerId = state.conversations.get(notice.conversationId)?.customerId;
    if (customerId !== undefined)
      told.push(
        toFollowers(notice.conversationId, "customer:presence-changed", {
          customerId: customerId as never,
          isPresent: notice.isPresent,
          pageUrl: await pageOf(sql, customerId),
        }),
      );
  }
  // Losers of access hear the item that tells them so before they stop hearing.
  const last = told.filter((each) => each.kind === "unfollow");
  return [...told.filter((each) => each.kind !== "unfollow"), ...last];
}

/** What the library was asked before is recorded as handed over, and as served. */
async function noteAsked(sql: Sql, notices: EffectsInput["notices"], at: Date): Promise<void> {
  const of = (type: "entry:queued" | "assignment:started"): string[] =>
    notices.flatMap(({ notice }) => (notice.type === type ? [notice.conversationId] : []));
  await noteHandedOff(sql, of("entry:queued"), at);
  await noteServed(sql, of("assignment:started"), at);
}

/** The page a customer was last seen on. */
async function pageOf(sql: Sql, customerId: string): Promise<string | null> {
  const found = await sql.query<{ page_url: string | null }>({
    name: "page_of",
    text: "SELECT page_url FROM customers WHERE id = $1",
    values: [customerId],
  });
  return found.rows[0]?.page_url ?? null;
}

/** One change per desk and happening, newest state of the agent last. */
async function deskChangesOf(
  sql: Sql,
  input: EffectsInput,
  context: LogContext,
): Promise<{ staffId: string; change: DeskChange }[]> {
  const { state, notices } = input;
  const made = new Map<string, OfferRow>();
  const taken = new Set<string>();
  const touched = new Set<string>();
  for (const { notice } of notices) {
    if (notice.type === "offer:made" && state.offers.has(notice.offerId))
      made.set(notice.offerId, state.offers.get(notice.offerId) as OfferRow);
    if (notice.type === "assignment:started") taken.add(notice.conversationId);
  }
  const viewIds = [...new Set([...taken, ...[...made.values()].map((offer) => offer.conversationId)])];
  const views = await conversationViews(sql, viewIds, null);
  const result: { staffId: string; change: DeskChange }[] = [];
  const push = (staffId: string, change: DeskChange) => {
    result.push({ staffId, change });
    touched.add(staffId);
  };
  for (const { notice, facts } of notices) {
    switch (notice.type) {
      case "offer:made": {
        const offer = made.get(notice.offerId);
        const view = views.get(notice.conversationId);
        if (offer === undefined || view === undefined) break;
        const from = notice.fromAgentId === null ? null : (context.names.staff.get(notice.fromAgentId) ?? null);
        push(notice.agentId, {
          kind: "offer_made",
          offer: await offerView(sql, state, offer, view, {
            fromName: from,
            note: facts.transferNote ?? null,
            decision: toDecisionView(context.reasons.get(offer.id)),
            now: input.at,
          }),
        });
        if (notice.fromAgentId !== null) touched.add(notice.fromAgentId);
        break;
      }
      case "offer:ended":
        push(notice.agentId, { kind: "offer_ended", offerId: notice.offerId as never, how: notice.how });
        break;
      case "assignment:started": {
        const view = views.get(notice.conversationId);
        // Begun and ended within one batch: there is nothing to take.
        if (view !== undefined && view.assigneeId === notice.agentId)
          push(notice.agentId, { kind: "conversation_taken", conversation: view });
        break;
      }
      case "assignment:ended": {
        const why =
          notice.how === "closed" || notice.how === "customer_left"
            ? "closed"
            : notice.how === "agent_lost"
              ? "agent_lost"
              : context.requeued.has(notice.conversationId)
                ? "requeued"
                : "transferred";
        push(notice.agentId, { kind: "conversation_gone", conversationId: notice.conversationId as never, why });
        break;
      }
      case "availability:changed":
        touched.add(notice.agentId);
        break;
      default:
        break;
    }
  }
  for (const change of input.changes) if (change.kind === "agent" && change.row !== null) touched.add(change.id);
  for (const id of touched) {
    const agent = state.agents.get(id);
    if (agent === undefined) continue;
    result.push({
      staffId: id,
      change: {
        kind: "state",
        availability: agent.availability,
        busyReason: agent.busyReason,
        availabilityAt: agent.availabilityAt,
        load: loadOf(state, id),
        capacity: agent.capacity,
      },
    });
  }
  return result;
}
