import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ConversationId, ItemId } from "../../contract/ids.ts";
import { startChatServer, type TestChatServer } from "../../testing/chat-server.ts";
import { knownQuestion } from "../../testing/chat-shop.ts";
import type { AgentWire, CustomerWire } from "../../testing/wire.ts";

/** A conversation served by Lin, over real sockets: the library helps her and answers nobody. */

let server: TestChatServer;
let tab: CustomerWire;
let lin: AgentWire;
let tom: AgentWire;
let conversationId: ConversationId;

const id = () => randomUUID();
const say = (text: string) =>
  tab.ask("message:send", { clientId: id(), conversationId, text, mediaId: null, answerId: null });
const suggest = (text: string | null = null) => lin.ask("assist:suggest", { conversationId, text });
const sayAsAgent = (text: string, answerId: string | null = null) =>
  lin.ask("message:send", { clientId: id(), conversationId, text, mediaId: null, answerId: answerId as never });

beforeAll(async () => {
  server = await startChatServer();
  const sql = server.database.main;
  for (const [shortcut, title, body, language] of [
    ["hello", "Say hello", "Hello {{customer.name}}, I’m {{agent.name}}. A moment, please.", "en"],
    ["parcel", "Ask for the parcel number", "{customer}, which number is on your parcel?", "en"],
    ["nihao", "问候", "您好，我是{{agent.name}}。", "zh"],
  ] as const)
    await sql.query(
      "INSERT INTO canned_replies (id, site_id, shortcut, title, body, language) VALUES (gen_random_uuid(), $1, $2, $3, $4, $5)",
      [server.shop.siteId, shortcut, title, body, language],
    );
  const customer = await server.newCustomer();
  await sql.query("UPDATE customers SET name = 'Marguerite' WHERE id = $1", [customer.customerId]);
  [tab, lin, tom] = await Promise.all([
    server.connectCustomer(customer),
    server.connectStaff(server.shop.lin),
    server.connectStaff(server.shop.tom),
  ]);
  await lin.ask("availability:set", { clientId: id(), availability: "available", reason: null });
  const asked = await tab.ask("handoff:request", { clientId: id(), conversationId: null });
  conversationId = asked.conversation.id;
  const { change } = await lin.until("desk:changed", (data) => data.change.kind === "offer_made");
  const offerId = change.kind === "offer_made" ? change.offer.id : ("" as never);
  await lin.ask("offer:accept", { clientId: id(), offerId });
  await lin.ask("conversation:open", { conversationId });
});
afterAll(() => server.stop());

describe("while a person serves", { sequential: true }, () => {
  it("has nothing to suggest before the customer has said anything", async () => {
    expect(await suggest()).toMatchObject({ question: null, itemId: null, suggestions: [] });
  });

  it("ranks answers with degrees and canned replies together, placeholders filled", async () => {
    await say("Hello!");
    const { item } = await say(knownQuestion);
    const { question, itemId, suggestions } = await suggest();
    expect(question).toBe(`Hello!\n${knownQuestion}`);
    expect(itemId).toBe(item.id);
    const answer = suggestions.find(({ kind }) => kind === "answer");
    expect(answer).toMatchObject({ title: "Delivery times", answerId: server.shop.answers.delivery });
    expect(answer?.kind === "answer" && answer.degree).toBeGreaterThan(0.3);
    expect(suggestions.find((each) => each.kind === "reply" && each.shortcut === "hello")).toMatchObject({
      body: "Hello Marguerite, I’m Lin. A moment, please.",
    });
    // Another language is not this customer's.
    expect(suggestions.some((each) => each.kind === "reply" && each.shortcut === "nihao")).toBe(false);
    const values = suggestions.flatMap((each) => (each.kind === "answer" ? [each.degree] : []));
    expect(values).toEqual(values.toSorted((a, b) => b - a));
  });

  it("searches the library in other words, without canned replies", async () => {
    const { question, suggestions } = await suggest("return policy");
    expect(question).toBe("return policy");
    expect(suggestions[0]).toMatchObject({ kind: "answer", title: "Returns" });
    expect(suggestions.every(({ kind }) => kind === "answer")).toBe(true);
  });

  it("does not suggest again what was just sent", async () => {
    await sayAsAgent("Two to four working days.", server.shop.answers.delivery);
    const { suggestions } = await suggest();
    expect(suggestions.some((each) => each.kind === "answer" && each.answerId === server.shop.answers.delivery)).toBe(
      false,
    );
    await sayAsAgent("Hello Marguerite, I’m Lin. A moment, please.");
    expect((await suggest()).suggestions.some((each) => each.kind === "reply" && each.shortcut === "hello")).toBe(
      false,
    );
  });

  it("never answers the customer, whatever they ask", async () => {
    for (const text of [knownQuestion, "hello", "thank you", "a person please", "What about Sunday?"]) await say(text);
    // Nothing is owed to them by the library: neither this node nor a sweep has anything to answer.
    const owed = await server.database.main.query(
      "SELECT 1 FROM conversations WHERE id = $1 AND answer_due_at IS NOT NULL",
      [conversationId],
    );
    expect(owed.rows).toEqual([]);
    const { items } = await lin.ask("conversation:open", { conversationId });
    expect(items.filter(({ author }) => author.kind === "library")).toEqual([]);
  });

  it("makes a draft of an agent's reply, once, which no customer gets", async () => {
    const { item } = await sayAsAgent("Yes, with a **gift card** of your words.");
    const input = {
      clientId: id(),
      conversationId,
      itemId: item.id,
      title: " Gift wrapping ",
      questions: ["Do you wrap gifts?", " do you wrap gifts? ", "gift paper"],
    };
    const { answerId } = await lin.ask("assist:propose", input);
    expect(await lin.ask("assist:propose", input)).toEqual({ answerId });
    const drafts = await server.database.main.query<{ content: Record<string, unknown>; updated_by_name: string }>(
      "SELECT content, updated_by_name FROM answer_drafts WHERE site_id = $1",
      [server.shop.siteId],
    );
    expect(drafts.rows).toHaveLength(1);
    expect(drafts.rows[0]).toMatchObject({
      updated_by_name: "Lin",
      content: {
        kind: "answer",
        title: "Gift wrapping",
        body: "Yes, with a **gift card** of your words.",
        questions: ["Do you wrap gifts?", "gift paper"],
        language: "en",
      },
    });
    expect((await suggest("Do you wrap gifts?")).suggestions.some(({ title }) => title === "Gift wrapping")).toBe(
      false,
    );
  });

  it("proposes agents' words only, and only to who may read them", async () => {
    const { item } = await say("My own words");
    const input = (itemId: ItemId) => ({ clientId: id(), conversationId, itemId, title: "X", questions: ["x?"] });
    expect(await lin.refused("assist:propose", input(item.id))).toBe("not_found");
    expect(await lin.refused("assist:propose", input(id() as ItemId))).toBe("not_found");
    expect(await tom.refused("assist:suggest", { conversationId, text: null })).toBe("not_found");
    expect(await tom.refused("assist:propose", input(item.id))).toBe("not_found");
  });
});
