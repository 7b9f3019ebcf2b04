import type pg from "pg";
import { RefusedError, type ErrorCode } from "../contract/errors.ts";
import { dueAutomatics } from "../routing/automatics.ts";
import type { RoutingEvent } from "../routing/events.ts";
import type { Change, ConversationEnd, Notice, Reason, RefusalCode } from "../routing/outcome.ts";
import { RULES_VERSION, type RoutingState } from "../routing/state.ts";
import type { Step } from "../routing/step.ts";
import {
  answersStatement,
  answerTo,
  keyOf,
  type CommandKey,
  type Remembered,
  type StoredAnswer,
} from "../store/command-log.ts";
import { lockFreeConversations } from "../store/conversation-writer.ts";
import { journalStatements, type JournalEntry } from "../store/journal.ts";
import { answersOf, merged, sendAll, type Statement } from "../store/pipeline.ts";
import { reasonsStatements } from "../store/routing-reasons.ts";
import { changeStatements } from "../store/routing-rows.ts";
import type { Asked, Facts, Verdict } from "./decision.ts";
import { applyEffects, type Effects } from "./effects.ts";
import type { Opened } from "./open-batch.ts";
import type { Publication } from "./publication.ts";

/** Refusals of the rules in the words of the contract. */
const refusals: Partial<Record<RefusalCode, ErrorCode>> = {
  nobody_available: "nobody_available",
  queue_full: "queue_full",
  team_closed: "team_closed",
  already_waiting: "already_waiting",
  already_assigned: "already_assigned",
  unknown_offer: "offer_gone",
  agent_full: "at_capacity",
  agent_unavailable: "nobody_available",
  agent_absent: "nobody_available",
  invalid: "invalid",
  same_agent: "invalid",
  team_in_use: "in_use",
  agent_in_use: "in_use",
  not_manual: "not_manual",
};

/** What a batch came to: on its way to the database, and not yet committed. */
export interface Decided {
  /** Settles when everything is written. */
  written: Promise<void>;
  /** One per event, in their order. */
  verdicts: Verdict[];
  entries: JournalEntry[];
  /** Makes what is to be told once it has committed: asked for while the database commits. */
  tell(): Publication[];
}

/** Decisions that are sent to be written while the next of their batch are taken. */
const WRITTEN_TOGETHER = 16;

export interface BatchOptions {
  /** Database clock under the head's lock, epoch ms. */
  now: number;
  nodeEpoch: string;
  assertState?: ((state: RoutingState) => void) | undefined;
  step: Step;
}

const refuse = (refusal: RefusedError): Verdict => ({ decision: null, refusal });

/**
 * Steps the events one after another on a copy that is at the journal's end, and sends journal, rows, log items, desks
 * and first answers to be written. Runs inside the transaction that holds the head's lock; when it fails the copy is ahead of the rows.
 */
export async function decideBatch(
  client: pg.PoolClient,
  copy: RoutingState,
  batch: readonly Asked[],
  opened: Pick<Opened, "remembered" | "closed">,
  options: BatchOptions,
): Promise<Decided> {
  const at = Math.max(options.now, copy.meta.at);
  const { remembered, closed } = opened;
  const changes: Change[] = [];
  const notices: { notice: Notice; facts: Facts }[] = [];
  const reasons: Reason[] = [];
  const storing: { key: CommandKey; answer: StoredAnswer }[] = [];
  const decided: Decided = { written: Promise.resolve(), verdicts: [], entries: [], tell: () => [] };
  const writing: Promise<void>[] = [];
  const send = (statements: readonly Statement[]): void => {
    const sent = sendAll(client, statements);
    // Heard of where `written` is awaited; until then a fault must not count as unheard.
    sent.catch(() => undefined);
    writing.push(sent);
  };
  let sentEntries = 0;
  const sendDecisions = (): void => {
    const entries = decided.entries.slice(sentEntries);
    if (entries.length === 0) return;
    sentEntries = decided.entries.length;
    const answers = storing.splice(0);
    send(
      merged([
        ...journalStatements(entries),
        ...reasonsStatements(entries),
        ...(answers.length === 0 ? [] : [answersStatement(answers)]),
      ]),
    );
  };
  for (const asked of batch) {
    const { command, guard, facts = {}, answer = {} } = asked.options;
    const before = repeatOf(remembered, command);
    if (before !== null) {
      decided.verdicts.push(before);
      continue;
    }
    const forbidden = guard?.(copy) ?? null;
    if (forbidden !== null) {
      decided.verdicts.push(refuse(new RefusedError(forbidden)));
      continue;
    }
    const event = { ...asked.draft, id: asked.id, at } as RoutingEvent;
    if (event.type === "handoff:requested" && closed.has(event.conversationId)) {
      decided.verdicts.push(refuse(new RefusedError("closed")));
      continue;
    }
    if (event.type === "tick") event.turnSeqs = await readTurns(client, copy, at);
    const result = options.step(copy, event);
    if (!result.ok) {
      decided.verdicts.push(
        refuse(
          new RefusedError(refusals[result.code] ?? "not_found", { issues: [{ path: "", message: result.code }] }),
        ),
      );
      continue;
    }
    const { outcome } = result;
    changes.push(...outcome.changes);
    reasons.push(...outcome.reasons);
    for (const notice of outcome.notices) {
      notices.push({ notice, facts });
      if (notice.type === "conversation:ended" && isClose(notice.how)) closed.add(notice.conversationId);
    }
    decided.entries.push({
      seq: outcome.meta.seq,
      at: outcome.meta.at,
      event,
      rulesVersion: RULES_VERSION,
      outcome,
      node: options.nodeEpoch,
    });
    if (command !== undefined) {
      const stored: StoredAnswer = { ok: true, data: answer };
      storing.push({ key: command, answer: stored });
      // A second try later in this batch finds it here.
      remembered.set(keyOf(command), { ...command, answer: stored });
    }
    decided.verdicts.push({ decision: { notices: outcome.notices, answer, isRepeat: false }, refusal: null });
    if (decided.entries.length - sentEntries >= WRITTEN_TOGETHER) sendDecisions();
  }
  if (decided.entries.length === 0) return decided;
  options.assertState?.(copy);
  // The database writes what the engine decided while we make log items and desks of it.
  const sendRows = (): void => {
    sendDecisions();
    send(changeStatements(changes, reasons));
  };
  let effects: Effects;
  try {
    effects = await applyEffects(client, { state: copy, notices, changes, reasons, at }, sendRows);
  } catch (error) {
    // Where an earlier statement failed, its fault is the one that counts.
    await answersOf(writing);
    throw error;
  }
  send(effects.statements);
  decided.written = answersOf(writing).then(() => undefined);
  decided.written.catch(() => undefined);
  decided.tell = effects.tell;
  return decided;
}

/** The first answer to this command, when there was one. */
function repeatOf(remembered: ReadonlyMap<string, Remembered>, command: CommandKey | undefined): Verdict | null {
  const before = command === undefined ? null : answerTo(remembered, command);
  if (before === null) return null;
  return before.ok
    ? { decision: { notices: [], answer: before.data, isRepeat: true }, refusal: null }
    : refuse(new RefusedError(before.error.code, before.error));
}

/** Who left the line goes on with the library; the other ends close the conversation. */
const isClose = (how: ConversationEnd): boolean => how === "closed" || how === "quiet" || how === "customer_left";

/** Log numbers of turns, read under the rows' locks, for what time is about to do by itself; rows in use are left out (R42). */
async function readTurns(client: pg.PoolClient, copy: RoutingState, at: number): Promise<Record<string, number>> {
  const due = dueAutomatics(copy, at);
  if (due.length === 0) return {};
  const rows = await lockFreeConversations(
    client,
    due.map(({ conversationId }) => conversationId),
  );
  return Object.fromEntries(rows.map((row) => [row.id, row.turn_seq]));
}
