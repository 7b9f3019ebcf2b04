import type { Change, Notice, Reason } from "../routing/outcome.ts";
import type { RoutingState } from "../routing/state.ts";
import { handedOffStatement, servedStatement } from "../store/asked-questions.ts";
import { ConversationWriter } from "../store/conversation-writer.ts";
import type { Sql } from "../store/database.ts";
import { deskStatements, lockDesks, numberDeskChanges, type NumberedChange } from "../store/desks.ts";
import { merged, type Statement } from "../store/pipeline.ts";
import { createRequest, moveBox } from "../store/requests.ts";
import type { Facts } from "./decision.ts";
import { deskChangesOf } from "./desk-changes.ts";
import { readForEffects, type EffectsReads } from "./effects-reads.ts";
import { goneReasons } from "./gone-reasons.ts";
import { addClosed, logNotice, type LogContext } from "./log-notices.ts";
import { toFollowers, toStaff, type Publication } from "./publication.ts";
import { tellBox } from "./tell-box.ts";
import { tellItem } from "./tell-items.ts";
import { tellTimers } from "./tell-timers.ts";
import { unansweredWords } from "./unanswered-words.ts";

export interface EffectsInput {
  /** The state after the batch. */
  state: RoutingState;
  notices: readonly { notice: Notice; facts: Facts }[];
  changes: readonly Change[];
  reasons: readonly Reason[];
  at: number;
}

export interface Effects {
  /** What is still to be written, in this order. */
  statements: Statement[];
  /** Makes what to tell once it has committed; before anything else is decided. */
  tell(): Publication[];
}

/**
 * What a batch of decisions does outside the engine, in the same transaction: log items and rows of conversations,
 * message-box items for what would be lost, desk changes. Locks and reads; most of the writing is left to the caller.
 * @param onReading called when the locks and reads are on their way, before they are answered
 */
export async function applyEffects(sql: Sql, input: EffectsInput, onReading: () => void): Promise<Effects> {
  const { notices, state } = input;
  const reading = readForEffects(sql, state, notices, input.changes);
  onReading();
  const reads = await reading;
  const writer = new ConversationWriter(reads.rows, new Date(input.at));
  const context: LogContext = {
    writer,
    names: reads.names,
    state,
    reasons: new Map(input.reasons.map((reason) => [reason.id, reason])),
    at: input.at,
    owed: [],
    gone: goneReasons(notices),
    closing: [],
  };
  for (const { notice, facts } of notices) logNotice(context, notice, facts);

  const boxes = await moveRequests(sql, context, reads);
  const deskChanges = deskChangesOf(input, context, reads);
  const missing = [...new Set(deskChanges.map(({ staffId }) => staffId))].filter((id) => !reads.desks.has(id));
  const heads = missing.length === 0 ? reads.desks : new Map([...reads.desks, ...(await lockDesks(sql, missing))]);
  const numbered = numberDeskChanges(heads, deskChanges);
  const statements = [
    ...merged([...writer.statements(), ...deskStatements(numbered)]),
    ...askedStatements(notices, new Date(input.at)),
  ];
  const timers = await tellTimers(sql, state, notices, reads.names);
  return { statements, tell: () => [...boxes, ...tellAll(input, context, reads, numbered, timers)] };
}

/** Message-box items for what would be lost, and those withdrawn because the customer is served after all. */
async function moveRequests(sql: Sql, context: LogContext, reads: EffectsReads): Promise<Publication[]> {
  const { writer } = context;
  const boxes = new Set<string>();
  const requestIds: string[] = [];
  // Withdrawn before anything is kept: who came back and was sent away in one batch has the newer one.
  for (const { id, conversationId } of reads.withdrawn) {
    requestIds.push(id);
    const row = writer.row(conversationId);
    if (row !== undefined) boxes.add(row.site_id);
  }
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
  const told: Publication[] = [];
  for (const site of boxes) told.push(...(await tellBox(sql, await moveBox(sql, site), requestIds)));
  return told;
}

function tellAll(
  { notices, state }: EffectsInput,
  { writer, names }: LogContext,
  reads: EffectsReads,
  numbered: readonly NumberedChange[],
  timers: readonly Publication[],
): Publication[] {
  const told: Publication[] = [];
  const last: Publication[] = [];
  for (const { staffId, seq, change } of numbered) {
    // The winner's sockets follow before they are told, so that no later item of the log can be missed between the two.
    if (change.kind === "conversation_taken")
      told.push({ kind: "follow", staffId, conversationId: change.conversation.id });
    // Losers of access hear the item that tells them so before they stop hearing.
    if (change.kind === "conversation_gone" && change.why !== "closed")
      last.push({ kind: "unfollow", staffId, conversationId: change.conversationId });
    told.push(toStaff(staffId, "desk:changed", { seq, change }));
  }
  for (const { item, row } of writer.written)
    told.push(...tellItem(item, row, row.assignee_id === null ? null : (names.staff.get(row.assignee_id) ?? null)));
  told.push(...timers);
  for (const { notice } of notices) {
    if (notice.type !== "customer:presence") continue;
    const customerId = state.conversations.get(notice.conversationId)?.customerId;
    if (customerId !== undefined)
      told.push(
        toFollowers(notice.conversationId, "customer:presence-changed", {
          customerId: customerId as never,
          isPresent: notice.isPresent,
          pageUrl: reads.pages.get(customerId) ?? null,
        }),
      );
  }
  return [...told, ...last];
}

/** What the library was asked before is recorded as handed over, and as served. */
function askedStatements(notices: EffectsInput["notices"], at: Date): Statement[] {
  const of = (type: "entry:queued" | "assignment:started"): string[] =>
    notices.flatMap(({ notice }) => (notice.type === type ? [notice.conversationId] : []));
  const [handedOff, served] = [of("entry:queued"), of("assignment:started")];
  return [
    ...(handedOff.length === 0 ? [] : [handedOffStatement(handedOff, at)]),
    ...(served.length === 0 ? [] : [servedStatement(served, at)]),
  ];
}
