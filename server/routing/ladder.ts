/**
 * R45–R47: the reminder ladder of a chat whose holder owes the word (D1). Its rungs come in a fixed
 * order, each counted from the base: the first unanswered word, or the holder's start if that was later.
 */
import { recheckAt } from "./automatics.ts";
import { handOverNext } from "./hand-over.ts";
import { offerOf } from "./holdings.ts";
import { endOffer } from "./offers.ts";
import type { LadderStep } from "./outcome.ts";
import { reasonAlone } from "./reasons.ts";
import { markNotResponding } from "./responding.ts";
import type { DeadlineHandler } from "./rules.ts";
import type { ConversationRow, RoutingState } from "./state.ts";
import { must, putConversation, type Stepping } from "./stepping.ts";
import type { LadderRow } from "./team-rules.ts";

/** `ladderStep` of a conversation is the number of the last rung done in this list, from 1; 0 = none. */
export const LADDER_STEPS = ["agent", "customer", "supervisor", "reoffer", "unresponsive"] as const;

interface Rung {
  step: (typeof LADDER_STEPS)[number];
  /** From 1. */
  number: number;
  /** After the base; never before the rung below. */
  ms: number;
}

function rungsOf(ladder: LadderRow): Rung[] {
  const rungs: Rung[] = [];
  for (const [i, step] of LADDER_STEPS.entries()) {
    const ms = ladder[`${step}Ms`];
    if (ms !== null) rungs.push({ step, number: i + 1, ms: Math.max(ms, rungs.at(-1)?.ms ?? 0) });
  }
  return rungs;
}

type Run = Pick<ConversationRow, "ladderStep" | "ladderAt">;

/** What a conversation in line, or one that ended, has of all this. */
export const NO_RUN = {
  ladderStep: 0,
  ladderAt: null,
  formerAgentId: null,
  reoffer: null,
  promisedAt: null,
  promiseMadeAt: null,
} as const;

/** R45: from the lowest rung, if the agent who has it owes the word. @param base epoch ms */
export function startLadder(state: RoutingState, conversation: ConversationRow, base: number): Run {
  const owes = conversation.state === "assigned" && conversation.turn === "agent";
  const first = owes ? rungsOf(must(state.teams, conversation.teamId).ladder)[0] : undefined;
  return { ladderStep: 0, ladderAt: first === undefined ? null : base + first.ms };
}

function tell(s: Stepping, conversation: ConversationRow, step: LadderStep, limitMs: number): void {
  const { id, teamId, turnSince, hops } = conversation;
  s.notices.push({
    type: "ladder:step",
    step,
    conversationId: id,
    customerId: conversation.customerId,
    teamId,
    agentId: conversation.assigneeId ?? "",
    owedSince: turnSince,
    turnSeq: conversation.turnSeq,
    hop: hops,
  });
  const numbers = { waitedMs: s.at - turnSince, limitMs, step: conversation.ladderStep, hop: hops };
  s.reasons.push({
    about: "reminder",
    id,
    conversationId: id,
    at: s.at,
    ...reasonAlone(s.state, conversation, step === "nobody" || step === "hops_spent" ? step : "customer_owed", numbers),
  });
}

/** The chat stays with its holder until somebody else has taken it. That it is owed outranks that the holder leaves. */
function reoffer(s: Stepping, conversation: ConversationRow, ms: number): void {
  const { maxHops } = must(s.state.teams, conversation.teamId).ladder;
  if (conversation.hops >= maxHops) return tell(s, conversation, "hops_spent", ms);
  tell(s, conversation, "reoffer", ms);
  const declinedBy = conversation.reoffer?.declinedBy ?? [];
  const mark = { since: s.at, why: "unanswered" as const, declinedBy, isNobodyTold: false };
  putConversation(s, { ...conversation, reoffer: mark });
  if (conversation.assigneeId !== null) handOverNext(s, conversation.assigneeId);
}

/** R46: the next rung, once; the one above follows at its distance, in this call if that is the same instant. */
export const ladderDue: DeadlineHandler = (s, id, turnSeqs) => {
  const was = must(s.state.conversations, id);
  const again = recheckAt(s, was, turnSeqs);
  if (again !== null) return putConversation(s, { ...was, ladderAt: again });
  const rungs = rungsOf(must(s.state.teams, was.teamId).ladder);
  const rung = rungs.find(({ number }) => number > was.ladderStep);
  if (rung === undefined) return putConversation(s, { ...was, ladderAt: null });
  const above = rungs.find(({ number }) => number > rung.number);
  const dueAt = was.ladderAt ?? s.at;
  const ladderAt = above === undefined ? null : dueAt + above.ms - rung.ms;
  const conversation = { ...was, ladderStep: rung.number, ladderAt };
  putConversation(s, conversation);
  if (rung.step === "reoffer") reoffer(s, conversation, rung.ms);
  else tell(s, conversation, rung.step, rung.ms);
  if (rung.step === "unresponsive" && was.assigneeId !== null) markNotResponding(s, was.assigneeId, "unanswered");
  if (ladderAt === dueAt) ladderDue(s, id, turnSeqs);
};

/** R47: the holder answered after all. Returns what is left of the mark: who leaves hands over all the same. */
export function answerReoffer(s: Stepping, conversation: ConversationRow): ConversationRow["reoffer"] {
  if (conversation.reoffer?.why !== "unanswered") return conversation.reoffer;
  const offer = offerOf(s.state, conversation.id);
  if (offer?.kind === "reoffer") endOffer(s, offer, "withdrawn", "answered");
  return null;
}

/** R47: after the match: a chat to be offered on for which nobody could be asked is told to the supervisors, once. */
export function tellNobody(s: Stepping): void {
  const touched = new Set<string>();
  for (const change of s.changes.values()) {
    if (change.kind === "conversation") touched.add(change.id);
    else if (change.kind === "offer" && change.ended?.kind === "reoffer") touched.add(change.ended.conversationId);
  }
  for (const id of touched) {
    const conversation = s.state.conversations.get(id);
    const mark = conversation?.reoffer ?? null;
    if (conversation === undefined || mark === null || mark.why !== "unanswered" || mark.isNobodyTold) continue;
    if (offerOf(s.state, id) !== null) continue;
    const told = { ...conversation, reoffer: { ...mark, isNobodyTold: true } };
    putConversation(s, told);
    tell(s, told, "nobody", s.at - mark.since);
  }
}
