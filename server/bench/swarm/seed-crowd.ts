import { randomUUID } from "node:crypto";
import { v7 as uuidv7 } from "uuid";
import type { Send } from "#server/store/append-row.ts";
import { hashToken, newToken } from "#server/store/customers.ts";
import type { Sql } from "#server/store/database.ts";

export interface CrowdCustomer {
  customerId: string;
  token: string;
  conversationId: string;
}

/** Customers with a token and an open conversation each; nothing is said yet. */
export async function seedCustomers(sql: Sql, siteId: string, count: number): Promise<CrowdCustomer[]> {
  const crowd = Array.from({ length: count }, () => ({
    customerId: uuidv7(),
    token: newToken(),
    conversationId: uuidv7(),
  }));
  const ids = crowd.map(({ customerId }) => customerId);
  await sql.query("INSERT INTO customers (id, site_id) SELECT x.id, $1 FROM unnest($2::uuid[]) AS x(id)", [
    siteId,
    ids,
  ]);
  await sql.query("INSERT INTO customer_tokens (hash, customer_id) SELECT * FROM unnest($1::bytea[], $2::uuid[])", [
    crowd.map(({ token }) => hashToken(token)),
    ids,
  ]);
  await sql.query(
    "INSERT INTO conversations (id, site_id, customer_id) SELECT x.id, $1, x.customer_id FROM unnest($2::uuid[], $3::uuid[]) AS x(id, customer_id)",
    [siteId, crowd.map(({ conversationId }) => conversationId), ids],
  );
  return crowd;
}

/** Appends `rounds` messages to each conversation, as another node would: by the product's own statement, told to nobody here. */
export async function appendToAll(sql: Sql, crowd: readonly CrowdCustomer[], rounds: number): Promise<void> {
  for (let round = 0; round < rounds; round += 1) {
    for (let from = 0; from < crowd.length; from += 500) {
      const sends = crowd.slice(from, from + 500).map((customer, idx) => ({ idx, ...sendOf(customer) }));
      await sql.query({
        name: "append_items",
        text: "SELECT * FROM append_items($1::jsonb, $2)",
        values: [JSON.stringify(sends), true],
      });
    }
  }
}

function sendOf({ customerId, conversationId }: CrowdCustomer): Send {
  const text = "A message of about a hundred characters, which is what people write when they ask about an order.";
  return {
    conversationId,
    itemId: uuidv7(),
    kind: "message",
    isPublic: true,
    // The library's or an agent's would be answered or owed; a customer's own from another device is as long.
    authorKind: "agent",
    authorId: customerId,
    authorName: "Lin",
    clientId: randomUUID(),
    bodyHash: randomUUID(),
    data: { text, picture: null, reply: null, requestId: null, answerId: null, auto: null },
    mediaId: null,
    guard: "customer",
    isStaffWide: false,
  };
}
