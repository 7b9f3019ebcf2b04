import { randomUUID } from "node:crypto";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { agentCommands, type AgentCommandName, type CommandMap, type Permission } from "../contract/index.ts";
import { customerCommands, type CustomerCommandName } from "../contract/customer-commands.ts";
import { startChatServer, type TestChatServer } from "../testing/chat-server.ts";
import { newSession, type ShopCustomer } from "../testing/chat-shop.ts";
import { agentTable, customerTable, madeUp, type Named, type Row } from "../testing/refusal-table.ts";
import type { AgentWire, CustomerWire } from "../testing/wire.ts";

/** Everything that must be refused, over real sockets; "not yours" and "not there" are one answer, to the byte. */

const unknown = { ok: false, error: { code: "not_found" } };
let server: TestChatServer;
let owner: ShopCustomer;
let own: CustomerWire;
/** Another customer, with an open chapter of their own. */
let other: CustomerWire;
let lin: AgentWire;
let tom: AgentWire;
let staff: { agent: AgentWire; supervisor: AgentWire; admin: AgentWire };
/** Things of the owner and of Tom, whom Mia (`staff.agent`) has nothing to do with. */
let theirs: Named;

const id = () => randomUUID();
const say = (wire: CustomerWire, text: string) =>
  wire.ask("message:send", { clientId: id(), conversationId: null, text, mediaId: null, answerId: null });

beforeAll(async () => {
  server = await startChatServer({ limitsFactor: 1_000 });
  owner = await server.newCustomer();
  const { shop } = server;
  own = await server.connectCustomer(owner);
  other = await server.connectCustomer(await server.newCustomer());
  [lin, tom] = await Promise.all([server.connectStaff(shop.lin), server.connectStaff(shop.tom)]);
  const [agent, supervisor, admin] = await Promise.all([
    server.connectStaff(shop.mia),
    server.connectStaff(shop.sue),
    server.connectStaff(shop.ada),
  ]);
  staff = { agent, supervisor, admin };
  await say(other, "When are you open?");
  theirs = await buildScene();
});
afterAll(() => server.stop());

/** A closed chapter, one that Tom serves after a transfer, a stored request of Tom's team, an offer to Lin, a picture, a session. */
async function buildScene(): Promise<Named> {
  const { shop } = server;
  const sql = server.database.main;
  const closed = await say(own, "opening hours");
  const reply = await own.until("item:created", ({ item }) => item.author.kind === "library");
  const left = await own.ask("request:leave", {
    clientId: id(),
    conversationId: null,
    text: "secret request",
    name: null,
    contact: null,
  });
  await sql.query("UPDATE service_requests SET team_id = $2 WHERE id = $1", [left.requestId, shop.teams.workshop]);
  await own.ask("conversation:end", { clientId: id(), conversationId: closed.conversation.id });
  const conversationId = await serveBy(own, lin);
  await tom.ask("availability:set", { clientId: id(), availability: "available", reason: null });
  await lin.ask("transfer:start", {
    clientId: id(),
    conversationId,
    toAgentId: null,
    toTeamId: shop.teams.workshop as never,
    note: null,
  });
  await accept(tom, conversationId);
  const third = await server.connectCustomer(await server.newCustomer());
  await third.ask("handoff:request", { clientId: id(), conversationId: null });
  const { change } = await lin.until(
    "desk:changed",
    (data) => data.change.kind === "offer_made" && data.change.offer.conversation.id !== conversationId,
  );
  const mediaId = uuidv7();
  await sql.query(
    `INSERT INTO media (id, site_id, owner_kind, owner_id, mime, width, height, bytes) VALUES ($1, $2, 'customer', $3, 'image/png', 9, 9, 9)`,
    [mediaId, shop.siteId, owner.customerId],
  );
  return {
    conversationId,
    closedConversationId: closed.conversation.id,
    itemId: reply.item.id,
    mediaId,
    requestId: left.requestId,
    offerId: change.kind === "offer_made" ? change.offer.id : "",
    sessionId: (await newSession(sql, shop.tom.staffId)).sessionId,
  };
}

async function serveBy(customer: CustomerWire, agent: AgentWire): Promise<never> {
  await agent.ask("availability:set", { clientId: id(), availability: "available", reason: null });
  const { conversation } = await customer.ask("handoff:request", { clientId: id(), conversationId: null });
  await accept(agent, conversation.id);
  return conversation.id as never;
}

async function accept(agent: AgentWire, conversationId: string): Promise<void> {
  const { change } = await agent.until(
    "desk:changed",
    (data) => data.change.kind === "offer_made" && data.change.offer.conversation.id === conversationId,
  );
  if (change.kind === "offer_made") await agent.ask("offer:accept", { clientId: id(), offerId: change.offer.id });
}

/** Everything a refused command could have touched. */
async function fingerprint(): Promise<unknown> {
  const tables = [
    "conversations",
    "items",
    "cursors",
    "offers",
    "assignments",
    "queue_entries",
    "service_requests",
    "media",
    "staff_sessions",
    "command_log",
    "customers",
    "staff",
    "teams",
    "answers",
  ];
  const found = await Promise.all(
    tables.map((table) =>
      server.database.main.query(
        `SELECT '${table}' AS name, count(*) AS n, md5(string_agg(md5((to_jsonb(t) - 'last_seen_at')::text), '' ORDER BY md5((to_jsonb(t) - 'last_seen_at')::text))) AS sum FROM ${table} t`,
      ),
    ),
  );
  return found.map(({ rows }) => rows[0]);
}

describe("the table", () => {
  it("has a row for every command, with the permission the command declares", () => {
    const declared = (commands: object) =>
      Object.fromEntries(Object.entries(commands).map(([name, { permission }]) => [name, permission as Permission]));
    const listed = (table: Record<string, Row>) =>
      Object.fromEntries(Object.entries(table).map(([name, { permission }]) => [name, permission]));
    expect(listed(customerTable)).toEqual(declared(customerCommands));
    expect(listed(agentTable)).toEqual(declared(agentCommands));
  });

  it("gives inputs that the schemas take", () => {
    for (const [table, commands] of [
      [customerTable, customerCommands],
      [agentTable, agentCommands],
    ] as [Record<string, Row>, CommandMap][]) {
      for (const [name, { inputs }] of Object.entries(table))
        for (const input of inputs(madeUp()))
          expect({ name, fits: commands[name]?.input.safeParse(input).success }).toEqual({ name, fits: true });
    }
  });
});

describe("another customer", () => {
  it.each(Object.keys(customerTable).filter((name) => customerTable[name as CustomerCommandName].names))(
    "%s: the stranger's thing and one that is not there are one refusal",
    async (name) => {
      const before = await fingerprint();
      await expectAlike(other, name, customerTable[name as CustomerCommandName]);
      expect(await fingerprint()).toEqual(before);
    },
  );
});

describe("an agent outside the conversation", () => {
  it.each(Object.keys(agentTable).filter((name) => agentTable[name as AgentCommandName].names))(
    "%s: the stranger's thing and one that is not there are one answer",
    async (name) => {
      const before = await fingerprint();
      await expectAlike(staff.agent, name, agentTable[name as AgentCommandName]);
      expect(await fingerprint()).toEqual(before);
    },
  );

  it("finds nothing of it in lists", async () => {
    for (const which of ["waiting", "served", "closed"] as const) {
      const { conversations } = await staff.agent.ask("conversation:list", { which, search: null, before: null });
      for (const { id: found } of conversations)
        expect([theirs.conversationId, theirs.closedConversationId]).not.toContain(found);
    }
    const { requests } = await staff.agent.ask("request:list", { states: ["stored"], before: null });
    expect(requests.map((each) => each.id)).not.toContain(theirs.requestId);
  });
});

async function expectAlike(
  wire: AgentWire | CustomerWire,
  name: string,
  { inputs, isSilent = false }: Row,
): Promise<void> {
  const missing = madeUp();
  const answers = await Promise.all(inputs(theirs).map((input) => wire.raw(name, input)));
  expect(answers).toEqual(await Promise.all(inputs(missing).map((input) => wire.raw(name, input))));
  for (const answer of answers) expect(answer).toMatchObject({ ok: isSilent });
  for (const input of inputs(missing)) {
    for (const key of Object.keys(input).filter(
      (each) => typeof input[each] === "string" && /^[0-9a-f-]{36}$/.test(String(input[each])),
    )) {
      for (const bad of ["", "not-an-id", "../1", "1", `${randomUUID()} OR 1=1`])
        expect(await wire.raw(name, { ...input, [key]: bad })).toMatchObject({ ok: false, error: { code: "invalid" } });
    }
  }
}

describe("roles", () => {
  const holders: Record<Permission, readonly (keyof typeof staff)[]> = {
    customer: [],
    staff: ["agent", "supervisor", "admin"],
    agent: ["agent"],
    supervisor: ["supervisor", "admin"],
    library: ["admin"],
    admin: ["admin"],
  };
  it.each(["agent", "supervisor", "admin"] as const)(
    "%s gets the constant answer to every command the role does not hold",
    async (role) => {
      const before = await fingerprint();
      const names = Object.entries(agentTable).filter(([, { permission }]) => !holders[permission].includes(role));
      expect(names.length).toBeGreaterThan(5);
      for (const [name, { inputs }] of names)
        for (const input of inputs(theirs))
          expect({ name, answer: await staff[role].raw(name, input) }).toEqual({ name, answer: unknown });
      expect(await fingerprint()).toEqual(before);
    },
  );

  it("a customer has no staff commands, staff have no customer commands", async () => {
    for (const [name, { inputs }] of Object.entries(agentTable))
      if (!Object.hasOwn(customerTable, name)) expect(await own.raw(name, inputs(theirs)[0])).toEqual(unknown);
    for (const [name, { inputs }] of Object.entries(customerTable))
      if (!Object.hasOwn(agentTable, name)) expect(await staff.admin.raw(name, inputs(theirs)[0])).toEqual(unknown);
  });
});

describe("names nobody declared", () => {
  it("200 of them get one constant, short answer", async () => {
    const special = [
      "__proto__",
      "constructor",
      "toString",
      "hasOwnProperty",
      "valueOf",
      "prototype",
      "error",
      "ping",
      "message",
      "data",
      "close",
      "Desk:open",
      "desk:open ",
      "desk:open\u0000",
      "ＤＥＳＫ:open",
      "",
      " ",
      "*",
      "x".repeat(10_000),
      "💥",
    ];
    const names = [
      ...special,
      ...Array.from({ length: 200 - special.length }, (_, at) => `unknown:${at}-${randomUUID()}`),
    ];
    for (const wire of [own, staff.admin]) {
      for (const name of names) {
        const answer = await wire.raw(name, { conversationId: theirs.conversationId });
        expect(answer).toEqual(unknown);
        expect(JSON.stringify(answer).length).toBeLessThanOrEqual(200);
      }
    }
    expect(await staff.admin.raw("desk:open", {})).toMatchObject({ ok: true });
  });
});

describe("who may no longer read", () => {
  it("stops hearing when the chat goes to another team, and opens nothing any more", async () => {
    const customer = await server.connectCustomer(await server.newCustomer());
    await say(customer, "A word of mine");
    const conversationId = await serveBy(customer, lin);
    await staff.agent.ask("conversation:open", { conversationId });
    await lin.ask("transfer:start", {
      clientId: id(),
      conversationId,
      toAgentId: null,
      toTeamId: server.shop.teams.workshop as never,
      note: null,
    });
    await accept(tom, conversationId);
    await tom.ask("note:add", { clientId: id(), conversationId, text: "canary-of-the-workshop" });
    expect(await staff.agent.refused("conversation:open", { conversationId })).toBe("not_found");
    expect(await lin.refused("conversation:open", { conversationId })).toBe("not_found");
    for (const wire of [staff.agent, lin])
      expect(wire.received.some((packet) => packet.includes("canary-of-the-workshop"))).toBe(false);
    expect(tom.received.some((packet) => packet.includes("canary-of-the-workshop"))).toBe(true);
  });
});
