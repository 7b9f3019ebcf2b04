import type { AgentView, Board, ConversationView } from "#server/contract/views.ts";
import { waitHeat } from "#components/ui/wait.tsx";
import { WAIT_LIMIT_MS } from "../limits.ts";
import { owedSince, SUPERVISOR_STEP } from "../owed-since.ts";

export type Heat = ReturnType<typeof waitHeat>;

/** Why a conversation stands on the board's right side. `since` is when the wait began, epoch ms. */
export type Need = { conversation: ConversationView; since: number; ms: number; heat: Heat } & (
  | { kind: "waiting"; position: number; degree: number | null; offeredTo: string | null }
  | { kind: "lost" | "owed" | "served"; agent: AgentView | null; daze: Daze | null }
);

/** How far the reminders of a conversation have come. */
type Daze = Board["dazed"][number];

/** Everybody in line, replies owed for half of the limit or reminded of, and chats whose agent is out of sight; worst first. */
export function needsOf(board: Board, now: number): Need[] {
  const served = servedOf(board, now).filter(
    (need) => need.kind === "lost" || (need.kind === "owed" && (need.heat !== "cool" || need.daze !== null)),
  );
  return [...waitingOf(board, now), ...served].sort(worstFirst(board));
}

/** Every open conversation a person waits in or is served in; those in need first. */
export function allOf(board: Board, now: number): Need[] {
  return [...waitingOf(board, now), ...servedOf(board, now)].sort(worstFirst(board));
}

function waitingOf(board: Board, now: number): Need[] {
  return board.waiting.map(({ conversation, position, enteredAt, degree, offeredTo }) => ({
    kind: "waiting",
    conversation,
    position,
    degree,
    offeredTo: offeredTo?.name ?? null,
    since: enteredAt,
    ms: now - enteredAt,
    heat: waitHeat(now - enteredAt, WAIT_LIMIT_MS),
  }));
}

function servedOf(board: Board, now: number): Need[] {
  const agents = new Map(board.agents.map((agent) => [agent.id, agent]));
  const dazed = new Map(board.dazed.map((daze) => [daze.conversation.id, daze]));
  return board.served.map((conversation) => {
    const agent = conversation.assigneeId === null ? null : (agents.get(conversation.assigneeId) ?? null);
    const isOwed = conversation.turn === "agent";
    const since = owedSince(conversation);
    const ms = now - since;
    const daze = isOwed ? (dazed.get(conversation.id) ?? null) : null;
    const limited = isOwed ? waitHeat(ms, board.owedLimitMs) : "cool";
    // From the supervisor's own step on it is red, however long the shop's limit is.
    const heat = daze && daze.ladderStep >= SUPERVISOR_STEP ? "hot" : daze && limited === "cool" ? "warm" : limited;
    const isLost = agent !== null && agent.presence !== "present";
    return {
      kind: isLost ? "lost" : isOwed ? "owed" : "served",
      conversation,
      agent,
      daze,
      since,
      ms,
      heat: isLost && heat === "cool" ? "warm" : heat,
    };
  });
}

const heats: Record<Heat, number> = { hot: 0, warm: 1, cool: 2 };

/** By heat, then by how much of its own limit each has used; a chat where nothing is owed comes last. */
function worstFirst(board: Board): (a: Need, b: Need) => number {
  const used = (need: Need) =>
    need.kind === "served" ? -1 : need.ms / (need.kind === "waiting" ? WAIT_LIMIT_MS : board.owedLimitMs);
  return (a, b) => heats[a.heat] - heats[b.heat] || used(b) - used(a) || b.ms - a.ms;
}
