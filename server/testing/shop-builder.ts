import { v7 as uuidv7 } from "uuid";
import type { EventDraft } from "../runtime/dispatcher.ts";
import { openConversation } from "../store/customers.ts";
import type { Sql } from "../store/database.ts";

export interface ShopOptions {
  /** Members of each team; an agent is in exactly one. */
  agentsPerTeam?: number;
  teams?: number;
  capacity?: number;
  customers?: number;
}

export interface Shop {
  siteId: string;
  /** The first is the default team. */
  teams: { id: string; agentIds: string[] }[];
  agentIds: string[];
  /** Each with an open conversation that the library serves. */
  customers: { id: string; conversationId: string }[];
}

/** A shop as its tables hold it: site, teams with agents, customers with an open conversation each. The engine knows nothing yet. */
export async function buildShop(sql: Sql, options: ShopOptions = {}): Promise<Shop> {
  const { agentsPerTeam = 2, teams: teamCount = 1, capacity = 2, customers: customerCount = 4 } = options;
  const siteId = uuidv7();
  await sql.query(
    `INSERT INTO sites (id, key, name, greeting, accent_color, allowed_origins, busy_reasons, intervals, hand_off)
      VALUES ($1::uuid, $1::text, 'Lantern Teas', '{"en":"Hello"}', '#0f766e', '{}', '[]', '{}', '{}')`,
    [siteId],
  );
  const teams: Shop["teams"] = [];
  for (let at = 0; at < teamCount; at += 1) {
    const id = uuidv7();
    await sql.query("INSERT INTO teams (id, site_id, name, languages, is_default) VALUES ($1, $2, $3, $4, $5)", [
      id,
      siteId,
      `Team ${at + 1}`,
      [],
      at === 0,
    ]);
    teams.push({ id, agentIds: await buildAgents(sql, id, agentsPerTeam, capacity) });
  }
  const customers = [];
  for (let at = 0; at < customerCount; at += 1) customers.push(await buildCustomer(sql, siteId));
  return { siteId, teams, agentIds: teams.flatMap((team) => team.agentIds), customers };
}

/** Agents of a team; nobody can sign in as them. */
async function buildAgents(sql: Sql, teamId: string, count: number, capacity: number): Promise<string[]> {
  const ids = Array.from({ length: count }, () => uuidv7());
  await sql.query(
    `INSERT INTO staff (id, email, name, roles, password_hash, capacity)
      SELECT x.id, x.id || '@example.com', 'Agent ' || left(reverse(x.id::text), 4), '{agent}', '', $2 FROM unnest($1::uuid[]) AS x(id)`,
    [ids, capacity],
  );
  await sql.query(
    "INSERT INTO team_members (team_id, staff_id, position) SELECT $1, x.id, x.position FROM unnest($2::uuid[]) WITH ORDINALITY AS x(id, position)",
    [teamId, ids],
  );
  return ids;
}

/** A customer with an open conversation. */
export async function buildCustomer(sql: Sql, siteId: string): Promise<{ id: string; conversationId: string }> {
  const id = uuidv7();
  await sql.query("INSERT INTO customers (id, site_id) VALUES ($1, $2)", [id, siteId]);
  return { id, conversationId: await openConversation(sql, { customerId: id, siteId }) };
}

/** What tells the engine of the shop: agents before teams, everybody connected to `nodeEpoch` and available. */
export function openingEvents(
  shop: Shop,
  nodeEpoch: string,
  options: { capacity?: number; offerMs?: number; isAutoAccept?: boolean } = {},
): EventDraft[] {
  const { capacity = 2, offerMs = 20_000, isAutoAccept = false } = options;
  return [
    ...shop.agentIds.map((agentId): EventDraft => ({ type: "agent:changed", agentId, capacity, isEnabled: true })),
    ...shop.teams.map(
      ({ id, agentIds }): EventDraft => ({
        type: "team:changed",
        team: { id, agentIds, offerMs, isAutoAccept, maxWaiting: null },
      }),
    ),
    ...shop.agentIds.map((agentId): EventDraft => ({ type: "person:arrived", person: "agent", agentId, nodeEpoch })),
    ...shop.agentIds.map(
      (agentId): EventDraft => ({
        type: "availability:set",
        agentId,
        availability: "available",
        busyReason: null,
        byId: null,
      }),
    ),
  ];
}
