import type { Board, ConversationView } from "../contract/views.ts";
import { offerOf } from "../routing/holdings.ts";
import { seats, serviceQueue, waitingList } from "../routing/queries.ts";
import type { RoutingState } from "../routing/state.ts";
import { DEFAULT_THRESHOLD_SETTINGS } from "../rules/hand-off-thresholds.ts";
import { conversationViews } from "../store/conversation-views.ts";
import type { Database } from "../store/database.ts";
import { boxState } from "../store/requests.ts";
import { siteById } from "../store/site.ts";
import { agentViews } from "./agent-views.ts";
import type { BoardHistory } from "./board-history.ts";
import { dazedRows, dazedViews } from "./dazed.ts";
import { hoursOf } from "./tell-timers.ts";

/** Rows shown of each list; the numbers count all. */
const SHOWN = 100;
/** Who would be asked next. */
const NEXT = 5;

interface Today {
  team_id: string;

  left_line: number;
}

/** The live board: state from the engine's copy, names and today's sums from a handful of queries, however many boards are open. */
export async function readBoard(
  database: Database,
  siteId: string,
  state: RoutingState,
  history: BoardHistory,
  waitsHeldOf: (teamId: string) => Board["teams"][number]["waitsHeld"],
): Promise<Board> {
  const sql = database.main;
  const [site, teams, agents, box, today, degrees] = await Promise.all([
    siteById(sql, siteId),
    sql.query<{ id: string; name: string }>(
      "SELECT id, name FROM teams WHERE site_id = $1 ORDER BY is_default DESC, name",
      [siteId],
    ),
    agentViews(sql, state),
    boxState(sql, siteId),
    sql.query<Today>({
      name: "board_today",
      text: `SELECT team_id, count(*)::int AS asked, count(*) FILTER (WHERE state IN ('abandoned', 'cancelled', 'diverted'))::int AS left_line
        FROM queue_entries WHERE entered_at >= date_trunc('day', now()) GROUP BY team_id`,
    }),
    sql.query<{ bin: number; n: number; contained: number }>({
      name: "board_degrees",
      text: `SELECT least(19, floor((i.data->'reply'->'match'->>'degree')::float8 * 20))::int AS bin, count(*)::int AS n,
          count(*) FILTER (WHERE c.handed_off_at IS NULL)::int AS contained
        FROM items i JOIN conversations c ON c.id = i.conversation_id
        WHERE c.opened_at >= date_trunc('day', now()) AND i.kind = 'message' AND i.author_kind = 'library' AND i.data->'reply'->'match'->>'degree' IS NOT NULL
        GROUP BY 1`,
    }),
  ]);
  const waitingEntries = teams.rows.flatMap((team) =>
    waitingList(state, team.id, SHOWN).map((entry, ahead) => ({ entry, position: ahead + 1 })),
  );
  waitingEntries.sort((a, b) => a.entry.key - b.entry.key);
  const servedIds = [...state.conversations.values()]
    .filter((each) => each.state === "assigned")
    .sort((a, b) => a.turnSince - b.turnSince)
    .slice(0, SHOWN)
    .map((each) => each.id);
  const dazed = dazedRows(state, SHOWN);
  const shownIds = [...servedIds, ...waitingEntries.slice(0, SHOWN).map(({ entry }) => entry.conversationId)];
  const views = await conversationViews(sql, [...new Set([...shownIds, ...dazed.map(({ id }) => id)])], null);
  const nameOf = new Map(agents.map((agent) => [agent.id as string, agent.name]));
  const degreesToday = Array.from({ length: 20 }, () => 0);
  let asked = 0;
  let contained = 0;
  for (const row of degrees.rows) {
    degreesToday[row.bin] = row.n;
    asked += row.n;
    contained += row.contained;
  }
  const board: Board = {
    at: state.meta.at,
    teams: teams.rows.map((team) => {
      const places = seats(state, team.id);
      const row = state.teams.get(team.id)?.thresholds ?? null;
      const line = waitingList(state, team.id, SHOWN);
      const rules = state.teams.get(team.id);
      const { isOpen, nextTurnAt } = hoursOf(state, team.id);
      // Where agents choose, nobody is next.
      const next = rules?.strategy === "manual" ? [] : serviceQueue(state, team.id, NEXT);
      const { singleBounds, meanBounds } = DEFAULT_THRESHOLD_SETTINGS;
      return {
        id: team.id as Board["teams"][number]["id"],
        name: team.name,
        waiting: places.waiting,
        longestSince: line.length === 0 ? null : Math.min(...line.map((entry) => entry.enteredAt)),
        freeSeats: places.free,
        totalSeats: places.total,
        thresholds:
          row === null
            ? null
            : {
                single: row.single,
                mean: row.mean,
                singleBase: row.baseSingle,
                meanBase: row.baseMean,
                singleBounds: [singleBounds.least, singleBounds.most],
                meanBounds: [meanBounds.least, meanBounds.most],
                reason: row.reason as "idle" | "normal" | "busy" | "nobody",
                trend: history.trendOf(team.id),
                freeSeats: places.free,
                totalSeats: places.total,
                waiting: places.waiting,
              },
        libraryShare: asked === 0 ? null : contained / asked,
        leftToday: today.rows.find((each) => each.team_id === team.id)?.left_line ?? 0,
        waitsHeld: waitsHeldOf(team.id),
        isOpen,
        nextTurnAt,
        strategy: rules?.strategy ?? "balanced",
        next: next as Board["teams"][number]["next"],
        nextAgentIds: next.slice(0, 3).map(({ agentId }) => agentId as Board["agents"][number]["id"]),
      };
    }),
    agents,
    waiting: waitingEntries.slice(0, SHOWN).flatMap(({ entry, position }) => {
      const conversation = views.get(entry.conversationId);
      const offer = offerOf(state, entry.conversationId);
      if (conversation === undefined) return [];
      return [
        {
          conversation,
          position,
          enteredAt: entry.enteredAt,
          degree: entry.degree,
          offeredTo:
            offer === null
              ? null
              : { id: offer.agentId as Board["agents"][number]["id"], name: nameOf.get(offer.agentId) ?? "" },
        },
      ];
    }),
    served: servedIds.map((id) => views.get(id)).filter((view): view is ConversationView => view !== undefined),
    dazed: dazedViews(dazed, views),
    openRequests: box.open,
    claimedRequests: box.claimed,
    history: history.points(),
    degreesToday,
    owedLimitMs: site?.intervals.owedLimitMs ?? 180_000,
    creditBoundMs: state.settings.creditBoundMs,
  };
  return board;
}
