import type { Board, ConversationView } from "#server/contract/views.ts";

/** Since when a conversation's wait runs: the customer's first unanswered word, else the last change of turn. */
export function owedSince({ owedSince: owed, turnSince }: Pick<ConversationView, "owedSince" | "turnSince">): number {
  return owed ?? turnSince;
}

/** The rung of the reminder ladder at which supervisors are told. */
export const SUPERVISOR_STEP = 3;

/** Whether a reply is owed for longer than the shop's limit, or past the supervisor's step of its team's reminders. */
export function isOverdue(board: Pick<Board, "owedLimitMs">, conversation: ConversationView, now: number): boolean {
  if (conversation.turn !== "agent") return false;
  return now - owedSince(conversation) >= board.owedLimitMs || conversation.ladderStep >= SUPERVISOR_STEP;
}
