import { encode } from "next-auth/jwt";
import { v7 as uuidv7 } from "uuid";
import { ensureSite } from "#prisma/seed.ts";
import { staffCookies } from "#server/auth/cookies.ts";
import type { Database } from "#server/store/database.ts";
import { createSession } from "#server/store/sessions.ts";
import { testSecrets } from "#server/testing/chat-shop.ts";
import { seedCustomers, type CrowdCustomer } from "./seed-crowd.ts";

export interface SeededAgent {
  staffId: string;
  cookie: string;
}

/** A shop with one team: agents with a session each, customers with a token and an open conversation each. */
export async function seedShop(
  database: Database,
  size: { customers: number; agents: number; capacity: number },
): Promise<{ siteId: string; teamId: string; customers: CrowdCustomer[]; agents: SeededAgent[] }> {
  const sql = database.main;
  const siteId = await ensureSite(database);
  const teamId = uuidv7();
  await sql.query(
    "INSERT INTO teams (id, site_id, name, languages, is_default, offer_ms) VALUES ($1, $2, 'Front desk', '{}', true, 20000)",
    [teamId, siteId],
  );
  const agents: SeededAgent[] = [];
  for (let at = 0; at < size.agents; at += 1) {
    const staffId = uuidv7();
    await sql.query(
      `INSERT INTO staff (id, email, name, roles, password_hash, must_change_password, capacity)
        VALUES ($1, $2, $3, '{agent}', '', false, $4)`,
      [staffId, `${staffId}@shop.example`, `Agent ${at + 1}`, size.capacity],
    );
    await sql.query("INSERT INTO team_members (team_id, staff_id) VALUES ($1, $2)", [teamId, staffId]);
    const sessionId = await createSession(sql, staffId, "a benchmark");
    const token = await encode({ token: { sessionId, staffId }, secret: testSecrets.authSecret });
    agents.push({ staffId, cookie: `${staffCookies(false).sessionToken.name}=${token}` });
  }
  const customers = await seedCustomers(sql, siteId, size.customers);
  await sql.query("VACUUM ANALYZE");
  await sql.query("CHECKPOINT");
  return { siteId, teamId, customers, agents };
}
