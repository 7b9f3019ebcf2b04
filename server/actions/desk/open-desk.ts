import type { AgentCommands } from "../../contract/index.ts";
import type { InputOf, OutputOf } from "../../contract/command.ts";
import { RefusedError } from "../../contract/errors.ts";
import type { Me, OfferView, Role } from "../../contract/views.ts";
import { loadOf, offersOf } from "../../routing/holdings.ts";
import { toDecisionView } from "../../runtime/decision-view.ts";
import { agentTimes, wrapUpNames, wrapUpViews } from "../../runtime/desk-state.ts";
import { offerView } from "../../runtime/offer-view.ts";
import { conversationViews, servedBy } from "../../store/conversation-views.ts";
import { deskChangesAfter, deskSeqOf } from "../../store/desks.ts";
import { openRequestsFor } from "../../store/requests.ts";
import { siteById } from "../../store/site.ts";
import type { Reason } from "../../routing/outcome.ts";
import { isSupervisor, type App, type StaffPrincipal } from "../app.ts";

/** Of who holds no seats. */
const NO_TIMES = { availabilityUntil: null, isAwayByItself: false, notResponding: null, leavingAt: null };

interface MeRow {
  id: string;
  email: string;
  name: string;
  roles: Role[];
  language: string;
  must_change_password: boolean;
  capacity: number;
  teams: { id: string; name: string }[];
}

async function readMe(app: App, staffId: string): Promise<MeRow> {
  const found = await app.database.main.query<MeRow>({
    name: "read_me",
    text: `SELECT s.id, s.email, s.name, s.roles, s.language, s.must_change_password, s.capacity,
      coalesce((SELECT jsonb_agg(jsonb_build_object('id', t.id, 'name', t.name) ORDER BY t.name) FROM team_members m JOIN teams t ON t.id = m.team_id WHERE m.staff_id = s.id), '[]') AS teams
      FROM staff s WHERE s.id = $1 AND NOT s.is_disabled`,
    values: [staffId],
  });
  const row = found.rows[0];
  if (row === undefined) throw new RefusedError("signed_out");
  return row;
}

/** The whole desk. The number is read first: what changes while we read comes again as an event, and is applied twice without harm. */
export async function openDesk(app: App, me: StaffPrincipal): Promise<OutputOf<AgentCommands["desk:open"]>> {
  const sql = app.database.main;
  const seq = await deskSeqOf(sql, me.staffId);
  // The number may be another node's doing: our copy must not be behind what the snapshot says it holds.
  if (app.dispatcher.isReady) await app.dispatcher.catchUp();
  const [row, site, openRequests, conversations] = await Promise.all([
    readMe(app, me.staffId),
    siteById(sql, app.siteId),
    openRequestsFor(sql, { staffId: me.staffId, isStaffWide: isSupervisor(me) }),
    servedBy(sql, me.staffId),
  ]);
  if (site === null) throw new RefusedError("unavailable");
  // What a batch has stepped and not committed may never come true, and nothing would take it back from the page.
  const held = await app.dispatcher.readCommitted((state) => ({
    agent: state.agents.get(me.staffId),
    load: loadOf(state, me.staffId),
    offers: offersOf(state, me.staffId),
  }));
  const { agent } = held;
  const noted = agent === undefined ? new Map<string, string | null>() : await wrapUpNames(sql, [agent]);
  return {
    seq,
    me: {
      id: row.id as Me["id"],
      email: row.email,
      name: row.name,
      roles: row.roles,
      language: row.language,
      mustChangePassword: row.must_change_password,
    },
    availability: agent?.availability ?? "offline",
    busyReason: agent?.busyReason ?? null,
    availabilityAt: agent?.availabilityAt ?? Date.now(),
    ...(agent === undefined ? NO_TIMES : agentTimes(agent)),
    wrapUps: agent === undefined ? [] : wrapUpViews(agent, noted),
    load: agent === undefined ? 0 : held.load,
    capacity: agent?.capacity ?? row.capacity,
    teams: row.teams as OutputOf<AgentCommands["desk:open"]>["teams"],
    offers: await openOffers(app, held.offers),
    conversations,
    busyReasons: site.busyReasons,
    owedLimitMs: site.intervals.owedLimitMs,
    awayAfterMs: site.intervals.awayAfterMs ?? null,
    openRequests,
    site: site.view,
  };
}

async function openOffers(app: App, offers: ReturnType<typeof offersOf>): Promise<OfferView[]> {
  const { state } = app.dispatcher;
  if (offers.length === 0) return [];
  const sql = app.database.main;
  const [views, stored] = await Promise.all([
    conversationViews(
      sql,
      offers.map((offer) => offer.conversationId),
      null,
    ),
    sql.query<{ id: string; reason: Reason | null; from_name: string | null; note: string | null }>(
      // A transfer's note stands in the log only; the newest one to this agent is this offer's.
      `SELECT o.id, o.reason, s.name AS from_name, CASE WHEN o.kind = 'transfer' THEN (
          SELECT i.data->>'note' FROM items i WHERE i.conversation_id = o.conversation_id AND i.kind = 'transfer' AND i.data->>'toAgentId' = o.agent_id::text ORDER BY i.seq DESC LIMIT 1) END AS note
        FROM offers o LEFT JOIN staff s ON s.id = o.from_agent_id WHERE o.id = ANY ($1::uuid[])`,
      [offers.map((offer) => offer.id)],
    ),
  ]);
  const result: OfferView[] = [];
  for (const offer of offers) {
    const view = views.get(offer.conversationId);
    const row = stored.rows.find((each) => each.id === offer.id);
    if (view === undefined) continue;
    result.push(
      await offerView(sql, state, offer, view, {
        fromName: row?.from_name ?? null,
        note: row?.note ?? null,
        decision: toDecisionView(row?.reason ?? undefined),
        now: await databaseNow(app),
      }),
    );
  }
  return result;
}

async function databaseNow(app: App): Promise<number> {
  const found = await app.database.main.query<{ now: Date }>("SELECT clock_timestamp() AS now");
  return found.rows[0]?.now.getTime() ?? Date.now();
}

export async function resumeDesk(
  app: App,
  me: StaffPrincipal,
  input: InputOf<AgentCommands["desk:resume"]>,
): Promise<OutputOf<AgentCommands["desk:resume"]>> {
  const found = await deskChangesAfter(app.database.main, me.staffId, input.afterSeq);
  return found === null ? { kind: "reset", changes: [], isDone: true } : { kind: "changes", ...found };
}
