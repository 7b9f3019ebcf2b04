import { createHash, randomBytes } from "node:crypto";
import { v7 as uuidv7 } from "uuid";
import type { Database, Sql } from "./database.ts";

export interface CustomerIdentity {
  customerId: string;
  siteId: string;
}

/** 256 random bits; what is stored is its hash, so a copy of the database grants nothing. */
export const newToken = (): string => randomBytes(32).toString("base64url");
export const hashToken = (token: string): Buffer => createHash("sha256").update(token).digest();

/** Who a token belongs to; null for an unknown one. Compared by hash through an index, so timing tells nothing. */
export async function customerOfToken(sql: Sql, token: string): Promise<CustomerIdentity | null> {
  if (token.length < 20 || token.length > 200) return null;
  const found = await sql.query<{ customer_id: string; site_id: string }>({
    name: "customer_of_token",
    text: "SELECT t.customer_id, c.site_id FROM customer_tokens t JOIN customers c ON c.id = t.customer_id WHERE t.hash = $1",
    values: [hashToken(token)],
  });
  const row = found.rows[0];
  return row === undefined ? null : { customerId: row.customer_id, siteId: row.site_id };
}

/** A new customer of a site with a fresh token. */
export async function createCustomer(
  sql: Sql,
  siteId: string,
  language: string,
): Promise<CustomerIdentity & { token: string }> {
  const token = newToken();
  const customerId = uuidv7();
  await sql.query(
    `WITH c AS (INSERT INTO customers (id, site_id, language) VALUES ($1, $2, $3) RETURNING id)
     INSERT INTO customer_tokens (hash, customer_id) SELECT $4, id FROM c`,
    [customerId, siteId, language, hashToken(token)],
  );
  return { customerId, siteId, token };
}

export async function touchCustomer(sql: Sql, customerId: string, pageUrl: string | null): Promise<void> {
  await sql.query({
    name: "touch_customer",
    text: "UPDATE customers SET last_seen_at = now(), page_url = coalesce($2, page_url) WHERE id = $1",
    values: [customerId, pageUrl],
  });
}

export interface CustomerProfile {
  id: string;
  name: string | null;
  contact: string | null;
  language: string;
}

export async function profileOf(sql: Sql, customerId: string): Promise<CustomerProfile | null> {
  const found = await sql.query<CustomerProfile>({
    name: "profile_of",
    text: "SELECT id, name, contact, language FROM customers WHERE id = $1",
    values: [customerId],
  });
  return found.rows[0] ?? null;
}

/** Sets what is given; null leaves a field as it is. */
export async function setProfile(
  sql: Sql,
  customerId: string,
  profile: { name: string | null; contact: string | null; language: string | null },
): Promise<void> {
  await sql.query(
    "UPDATE customers SET name = coalesce($2, name), contact = coalesce($3, contact), language = coalesce($4, language) WHERE id = $1",
    [customerId, profile.name, profile.contact, profile.language],
  );
}

/**
 * The customer's open chapter, made when there is none. Two sockets at once get the same one: the partial unique index
 * decides, the loser reads the winner's.
 */
export async function openConversation(sql: Sql, identity: CustomerIdentity): Promise<string> {
  const found = await sql.query<{ id: string }>({
    name: "open_conversation",
    text: `SELECT id FROM conversations WHERE customer_id = $1 AND site_id = $2 AND state <> 'closed'`,
    values: [identity.customerId, identity.siteId],
  });
  if (found.rows[0] !== undefined) return found.rows[0].id;
  const made = await sql.query<{ id: string }>({
    name: "make_conversation",
    text: `INSERT INTO conversations (id, site_id, customer_id, language)
      SELECT $3, $2, $1, language FROM customers WHERE id = $1
      ON CONFLICT (customer_id, site_id) WHERE state <> 'closed' DO UPDATE SET customer_id = EXCLUDED.customer_id RETURNING id`,
    values: [identity.customerId, identity.siteId, uuidv7()],
  });
  const row = made.rows[0];
  if (row === undefined) throw new Error("a conversation could not be opened");
  return row.id;
}

/** Conversations of these customers that the engine may hold, for presence edges. */
export async function liveConversationsOf(database: Database, customerId: string): Promise<string[]> {
  const found = await database.main.query<{ id: string }>({
    name: "live_conversations_of",
    text: `SELECT id FROM conversations WHERE customer_id = $1 AND state IN ('waiting', 'served')`,
    values: [customerId],
  });
  return found.rows.map((row) => row.id);
}
