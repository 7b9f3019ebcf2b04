/** The shop of a chaos run: two teams with agents, a supervisor, answers to known questions, customers with tokens. */
import { addPerson, knownQuestion, newCustomer, seedChatShop, type ShopCustomer } from "#server/testing/chat-shop.ts";
import type { Database } from "#server/store/database.ts";
import type { ChaosShop, WorldOptions } from "./world.ts";

const CUSTOMERS_AT_ONCE = 8;
/** Short, so that offers nobody answers go on within a run. */
const OFFER_MS = 10_000;

/** Fills an empty, migrated database. */
export async function seedChaosShop(
  database: Database,
  { agents, customers }: Pick<WorldOptions, "agents" | "customers">,
): Promise<{ shop: ChaosShop; customers: ShopCustomer[] }> {
  const sql = database.main;
  const seeded = await seedChatShop(database);
  await sql.query("UPDATE teams SET offer_ms = $1", [OFFER_MS]);
  const teams = [seeded.teams.front, seeded.teams.workshop];
  const shop: ChaosShop = {
    siteId: seeded.siteId,
    teams,
    supervisor: seeded.sue,
    agents: [],
    knownQuestions: [knownQuestion, "When will my parcel arrive?", "How do I return an item?", "When are you open?"],
  };
  for (let at = 0; at < agents; at += 1)
    shop.agents.push(
      await addPerson(sql, `Agent-${at + 1}`, ["agent"], teams[at % teams.length] ?? null, 3 + (at % 3)),
    );
  const made: ShopCustomer[] = [];
  while (made.length < customers) {
    const count = Math.min(CUSTOMERS_AT_ONCE, customers - made.length);
    made.push(...(await Promise.all(Array.from({ length: count }, () => newCustomer(sql, seeded.siteId)))));
  }
  return { shop, customers: made };
}
