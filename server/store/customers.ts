import { createHash, randomBytes } from "node:crypto";
import { v7 as uuidv7 } from "uuid";
import { columnOf } from "./columns.ts";
import type { Database, Sql } from "./database.ts";
import { byNumber, gathered, type Numbered } from "./gathered.ts";

export interface CustomerIdentity {
  customerId: string;
  siteId: string;
}

/** 256 random bits; what is stored is its hash, so a copy of the database grants nothing. */
export const newToken = (): string => randomBytes(32).toString("base64url");
export const hashToken = (token: string): Buffer => createHash("sha256").update(token).digest();

const identityOfHash = gathered<Buffer, CustomerIdentity | null>(async (sql, hashes) => {
  const found = await sql.query<Numbered & { customer_id: string; site_id: string }>({
    name: "customers_of_tokens",
    text: `SELECT k.n::int, t.customer_id, c.site_id FROM unnest($1::bytea[]) WITH ORDINALITY AS k(hash, n)
      JOIN customer_tokens t ON t.hash = k.hash JOIN customers c ON c.id = t.customer_id`,
    values: [hashes],
  });
  return byNumber(found.rows, hashes.length).map(([row]) =>
    row === undefined ? null : { customerId: row.customer_id, siteId: row.site_id },
  );
});

/** Who a token belongs to; null for an unknown one. Compared by hash through an index, so timing tells nothing. */
export function customerOfToken(sql: Sql, token: string): Promise<CustomerIdentity | null> {
  if (token.length < 20 || token.length > 200) return Promise.resolve(null);
  return identityOfHash(sql, hashToken(token));
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

export interface CustomerProfile {
  id: string;
  name: string | null;
  contact: string | null;
  language: string;
}

/** "Last seen" is told in minutes: who opens page after page is written down only this often, unless the page is another. */
const SEEN_EVERY = "15 seconds";

const greet = gathered<{ customerId: string; pageUrl: string | null }, CustomerProfile | null>(async (sql, keys) => {
  // Of several tabs of one person the last one counts. Rows that somebody holds are left: nobody waits for a "last seen".
  const found = await sql.query<CustomerProfile>({
    name: "greet_customers",
    text: `WITH seen AS (
        SELECT DISTINCT ON (k.id) k.id, k.page_url FROM unnest($1::uuid[], $2::text[]) WITH ORDINALITY AS k(id, page_url, n)
        ORDER BY k.id, k.n DESC
      ), stale AS (
        SELECT c.id, seen.page_url FROM seen JOIN customers c ON c.id = seen.id
        WHERE c.last_seen_at < now() - interval '${SEEN_EVERY}' OR seen.page_url <> coalesce(c.page_url, '')
        FOR NO KEY UPDATE OF c SKIP LOCKED
      ), touched AS (
        UPDATE customers c SET last_seen_at = now(), page_url = coalesce(s.page_url, c.page_url) FROM stale s WHERE c.id = s.id
      )
      SELECT c.id, c.name, c.contact, c.language FROM seen JOIN customers c ON c.id = seen.id`,
    values: [keys.map(({ customerId }) => customerId), keys.map(({ pageUrl }) => pageUrl)],
  });
  const profiles = new Map(found.rows.map((row) => [row.id, row]));
  return keys.map(({ customerId }) => profiles.get(customerId) ?? null);
});

/** Who a customer says they are, and that they were seen on this page (null: unknown); null when there is no such customer. */
export const greetCustomer = (sql: Sql, customerId: string, pageUrl: string | null): Promise<CustomerProfile | null> =>
  greet(sql, { customerId, pageUrl });

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

/** The page each of these customers was last seen on. */
export async function pagesOf(sql: Sql, customerIds: readonly string[]): Promise<Map<string, string | null>> {
  if (customerIds.length === 0) return new Map();
  const found = await sql.query<{ id: string; page_url: string | null }>({
    name: "pages_of",
    text: "SELECT id, page_url FROM customers WHERE id = ANY ($1::uuid[])",
    values: [columnOf("uuid", customerIds)],
  });
  return new Map(found.rows.map((row) => [row.id, row.page_url]));
}
