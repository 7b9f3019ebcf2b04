import type { Change, Notice } from "../routing/outcome.ts";
import type { RoutingState } from "../routing/state.ts";
import { viewParts, type ViewParts } from "../store/conversation-views.ts";
import { lockConversations, type ConversationRow } from "../store/conversation-writer.ts";
import { pagesOf } from "../store/customers.ts";
import type { Sql } from "../store/database.ts";
import { lockDesks, type DeskHead } from "../store/desks.ts";
import { answersOf, together } from "../store/pipeline.ts";
import { withdrawAutomatics } from "../store/requests.ts";
import type { Facts } from "./decision.ts";
import { wrapUpNames } from "./desk-state.ts";
import { loggedNotices } from "./log-notices.ts";
import { readNames, type Names } from "./names.ts";

/** What the database knows of everybody a batch of decisions touches; conversations and desks are locked. */
export interface EffectsReads {
  rows: Map<string, ConversationRow>;
  desks: Map<string, DeskHead>;
  names: Names;
  parts: Map<string, ViewParts>;
  /** The page each customer was last seen on. */
  pages: Map<string, string | null>;
  withdrawn: { id: string; conversationId: string }[];
  /** Names of the customers whose chats the agents still note about. */
  noted: ReadonlyMap<string, string | null>;
}

type Notices = readonly { notice: Notice; facts: Facts }[];

/**
 * Locks the conversations of these notices and then the desks, each in id order, and reads all that is said of them, in
 * one round trip.
 */
export async function readForEffects(
  sql: Sql,
  state: RoutingState,
  notices: Notices,
  changes: readonly Change[],
): Promise<EffectsReads> {
  const conversationIds = idsOf(notices, ({ type }) => loggedNotices.has(type));
  const deskIds = new Set<string>(
    changes.flatMap(({ kind, id, row }) => (kind === "agent" && row !== null ? [id] : [])),
  );
  const staffIds = new Set<string>();
  const teamIds = new Set<string>();
  for (const { notice } of notices) {
    for (const key of ["agentId", "fromAgentId", "byId"] as const) {
      const id = key in notice ? (notice as Record<string, unknown>)[key] : null;
      if (typeof id === "string") (key === "byId" ? staffIds : deskIds).add(id);
    }
    if ("teamId" in notice) teamIds.add(notice.teamId);
  }
  const customerIds = idsOf(notices, ({ type }) => type === "customer:presence").flatMap(
    (id) => state.conversations.get(id)?.customerId ?? [],
  );
  // Who is served after all, or back in line (C1): what the system took for them is withdrawn.
  const wentOn = idsOf(
    notices,
    (notice) => notice.type === "assignment:started" || (notice.type === "entry:queued" && notice.why === "handoff"),
  );
  const [rows, desks, names, parts, pages, withdrawn, noted] = await answersOf(
    together(
      sql,
      () =>
        [
          conversationIds.length === 0 ? new Map<string, ConversationRow>() : lockConversations(sql, conversationIds),
          lockDesks(sql, [...deskIds]),
          readNames(sql, staffIds, teamIds, conversationIds),
          viewParts(sql, readersOf(state, notices)),
          pagesOf(sql, customerIds),
          withdrawAutomatics(sql, wentOn),
          wrapUpNames(
            sql,
            [...deskIds].flatMap((id) => state.agents.get(id) ?? []),
          ),
        ] as const,
    ),
  );
  for (const desk of desks.values()) names.staff.set(desk.id, desk.name);
  return { rows, desks, names, parts, pages, withdrawn, noted };
}

const idsOf = (notices: Notices, isWanted: (notice: Notice) => boolean): string[] => [
  ...new Set(
    notices.flatMap(({ notice }) => ("conversationId" in notice && isWanted(notice) ? [notice.conversationId] : [])),
  ),
];

/** Conversations that are shown on desks, with whoever serves them at the end of the batch. */
function readersOf(state: RoutingState, notices: Notices): Map<string, string | null> {
  const readers = new Map<string, string | null>();
  for (const { notice } of notices) {
    if (notice.type !== "offer:made" && notice.type !== "assignment:started") continue;
    const id = notice.conversationId;
    const before = readers.get(id) ?? null;
    const now = state.conversations.get(id);
    readers.set(
      id,
      now === undefined ? (notice.type === "assignment:started" ? notice.agentId : before) : now.assigneeId,
    );
  }
  return readers;
}
