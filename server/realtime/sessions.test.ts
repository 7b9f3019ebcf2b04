import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startChatServer, type ChatNode, type TestChatServer } from "../testing/chat-server.ts";
import { addPerson, newSession, type ShopPerson } from "../testing/chat-shop.ts";
import { handshakeOf, type AgentWire } from "../testing/wire.ts";

/** A session that has ended ends its sockets, within 5 s, wherever it was ended. */

const WITHIN_MS = 5_000;
let server: TestChatServer;
let other: ChatNode;
let ada: AgentWire;
const id = () => randomUUID();

beforeAll(async () => {
  server = await startChatServer();
  other = await server.startAnother();
  ada = await server.connectStaff(server.shop.ada);
});
afterAll(() => server.stop());

let count = 0;
/** Somebody new, connected to the first node. */
async function newAgent(): Promise<{ person: ShopPerson; wire: AgentWire }> {
  const sql = server.database.main;
  const person = await addPerson(sql, `Agent${(count += 1)}`, ["agent"], server.shop.teams.front);
  await server.chat.app.settingsChanged("people");
  return { person, wire: await server.connectStaff(person) };
}

async function expectCut(
  wire: AgentWire,
  person: ShopPerson,
  reason: string,
  act: () => Promise<unknown>,
): Promise<void> {
  const began = performance.now();
  await act();
  expect(await wire.ended).toBe("io server disconnect");
  expect(performance.now() - began).toBeLessThan(WITHIN_MS);
  expect(wire.heard.findLast(({ name }) => name === "session:ended")?.data).toEqual({ reason });
  expect(await handshakeOf({ url: server.url, namespace: "/agent", headers: { cookie: person.cookie } })).toBe(
    "signed_out",
  );
}

describe("an open socket is cut", () => {
  it("when its session is revoked from another device, and that one lives on", async () => {
    const { person, wire } = await newAgent();
    const device = await server.connectStaff(await newSession(server.database.main, person.staffId));
    const { sessions } = await device.ask("account:get", {});
    expect(sessions).toHaveLength(2);
    const mine = sessions.find(({ isThis }) => !isThis);
    await expectCut(wire, person, "revoked", () =>
      device.ask("session:revoke", { clientId: id(), id: mine?.id as never }),
    );
    expect(await device.call("desk:open", {})).toMatchObject({ ok: true });
  });

  it("when the session is revoked straight in the database", async () => {
    const { person, wire } = await newAgent();
    await expectCut(wire, person, "revoked", () =>
      server.database.main.query(
        `UPDATE staff_sessions SET revoked_at = now(), revoke_reason = 'revoked' WHERE id = $1`,
        [person.sessionId],
      ),
    );
  });

  it("when the person is disabled on this node", async () => {
    const { person, wire } = await newAgent();
    await expectCut(wire, person, "disabled", () =>
      ada.ask("person:set-disabled", { clientId: id(), id: person.staffId as never, isDisabled: true }),
    );
  });

  it("when the person is disabled on another node", async () => {
    const { person, wire } = await newAgent();
    const elsewhere = await other.connectStaff(server.shop.ada);
    await expectCut(wire, person, "disabled", () =>
      elsewhere.ask("person:set-disabled", { clientId: id(), id: person.staffId as never, isDisabled: true }),
    );
  });

  it("when the person is disabled straight in the database", async () => {
    const { person, wire } = await newAgent();
    await expectCut(wire, person, "disabled", () =>
      server.database.main.query("UPDATE staff SET is_disabled = true WHERE id = $1", [person.staffId]),
    );
  });

  it("when roles change, and when the password is set anew", async () => {
    const first = await newAgent();
    const { staffId, email, name } = first.person;
    await expectCut(first.wire, first.person, "roles_changed", () =>
      ada.ask("person:save", {
        clientId: id(),
        id: staffId as never,
        email,
        name,
        roles: ["agent", "supervisor"],
        teamIds: [server.shop.teams.front as never],
        capacity: 3,
      }),
    );
    const second = await newAgent();
    await expectCut(second.wire, second.person, "password_changed", () =>
      ada.ask("person:reset-password", { clientId: id(), id: second.person.staffId as never }),
    );
  });

  it("when the session has had its thirty days", async () => {
    const { person, wire } = await newAgent();
    await expectCut(wire, person, "revoked", () =>
      server.database.main.query(`UPDATE staff_sessions SET created_at = now() - interval '31 days' WHERE id = $1`, [
        person.sessionId,
      ]),
    );
  });
});

describe("what was theirs", () => {
  it("goes back to the line when somebody is disabled in the middle of a chat, and nothing more is heard", async () => {
    const { person, wire } = await newAgent();
    await wire.ask("availability:set", { clientId: id(), availability: "available", reason: null });
    const customer = await server.connectCustomer(await server.newCustomer());
    const { conversation } = await customer.ask("handoff:request", { clientId: id(), conversationId: null });
    const { change } = await wire.until("desk:changed", (data) => data.change.kind === "offer_made");
    await wire.ask("offer:accept", {
      clientId: id(),
      offerId: change.kind === "offer_made" ? change.offer.id : ("" as never),
    });
    await expectCut(wire, person, "disabled", () =>
      ada.ask("person:set-disabled", { clientId: id(), id: person.staffId as never, isDisabled: true }),
    );
    await customer.until("item:created", ({ item }) => item.kind === "unassigned");
    expect(server.chat.app.dispatcher.state.conversations.get(conversation.id)).toMatchObject({
      state: "waiting",
      assigneeId: null,
    });
    await customer.ask("message:send", {
      clientId: id(),
      conversationId: conversation.id,
      text: "canary-after-the-cut",
      mediaId: null,
      answerId: null,
    });
    expect(wire.received.some((packet) => packet.includes("canary-after-the-cut"))).toBe(false);
  });
});

describe("presence", () => {
  it("is told to whoever serves: the customer went, and came back", async () => {
    const { wire } = await newAgent();
    await wire.ask("availability:set", { clientId: id(), availability: "available", reason: null });
    const who = await server.newCustomer();
    const page = await server.connectCustomer(who);
    const { conversation } = await page.ask("handoff:request", { clientId: id(), conversationId: null });
    const { change } = await wire.until(
      "desk:changed",
      (data) => data.change.kind === "offer_made" && data.change.offer.conversation.id === conversation.id,
    );
    await wire.ask("offer:accept", {
      clientId: id(),
      offerId: change.kind === "offer_made" ? change.offer.id : ("" as never),
    });
    page.close();
    await wire.until("customer:presence-changed", (data) => data.customerId === who.customerId && !data.isPresent);
    await server.connectCustomer(who);
    await wire.until("customer:presence-changed", (data) => data.customerId === who.customerId && data.isPresent);
  });
});

describe("guessing", () => {
  it("is slowed down by address, and locks out nobody who has a right credential", async () => {
    const { person } = await newAgent();
    const guess = () =>
      handshakeOf({
        url: server.url,
        namespace: "/customer",
        auth: { version: 1, token: `${randomUUID()}${randomUUID()}` },
      });
    const answers = [];
    for (let at = 0; at < 80; at += 1) answers.push(await guess());
    expect(answers.at(-1)).toBe("slow_down");
    expect(answers.filter((answer) => answer === "signed_out").length).toBeLessThanOrEqual(60);
    expect(await handshakeOf({ url: server.url, namespace: "/agent", headers: { cookie: person.cookie } })).toBe(
      "connected",
    );
  });
});
