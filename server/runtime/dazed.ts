import type { Board, ConversationView } from "../contract/views.ts";
import { LADDER_STEPS } from "../routing/ladder.ts";
import type { ConversationRow, RoutingState } from "../routing/state.ts";

/** Chats whose holder was reminded and has not answered, longest owed first. */
export function dazedRows(state: RoutingState, limit: number): ConversationRow[] {
  return [...state.conversations.values()]
    .filter((each) => each.state === "assigned" && each.turn === "agent" && each.ladderStep > 0)
    .sort((a, b) => a.turnSince - b.turnSince || (a.id < b.id ? -1 : 1))
    .slice(0, limit);
}

/** The same as the board shows them; who has no view (ended meanwhile, or answered) is left out. */
export function dazedViews(
  rows: readonly ConversationRow[],
  views: ReadonlyMap<string, ConversationView>,
): Board["dazed"] {
  return rows.flatMap((row) => {
    const conversation = views.get(row.id);
    if (conversation === undefined || conversation.owedSince === null) return [];
    return [
      {
        conversation,
        owedSince: conversation.owedSince,
        ladderStep: row.ladderStep,
        step: LADDER_STEPS[row.ladderStep - 1] ?? null,
        nextStepAt: row.ladderAt,
        hops: row.hops,
      },
    ];
  });
}
