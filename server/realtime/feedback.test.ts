import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { keptLogger } from "../testing/test-node.ts";
import { createLearner, replayTeam } from "../runtime/asked-learning.ts";
import { startChatServer, type TestChatServer } from "../testing/chat-server.ts";
import { knownQuestion, type ShopCustomer, strangeQuestion } from "../testing/chat-shop.ts";
import type { AgentWire, CustomerWire } from "../testing/wire.ts";

/** What is recorded of the library's replies, and what is heard of them, over real sockets. */

let server: TestChatServer;
let lin: AgentWire;
const id = () => randomUUID();

beforeAll(async () => {
  server = await startChatServer();
  lin = await server.connectStaff(server.shop.lin);
});
afterAll(() => server.stop());

interface Row {
  id: string;
  team_id: string;
  say: string;
  text: string;
  degree: number;
  answer_id: string | null;
  single_threshold: number;
  base_single: number;
  threshold_reason: string;
  free_seats: number;
  prompt_cause: string | null;
  is_prompt_declined: boolean;
  is_helpful: boolean | null;
  right_answer_id: string | null;
  right_by_name: string | null;
  reply_item_id: string;
  handed_off_at: Date | null;
  served_at: Date | null;
  is_resolved_by_library: boolean | null;
  feedback_at: Date | null;
}

const rowsOf = async (conversationId: string) =>
  (
    await server.database.main.query<Row>(
      "SELECT * FROM asked_questions WHERE conversation_id = $1 ORDER BY asked_at, id",
      [conversationId],
    )
  ).rows;
const pairs = async () =>
  (
    await server.database.main.query<{ text: string; answer_id: string; is_right: boolean; source: string }>(
      "SELECT text, answer_id, is_right, source FROM learned_pairs ORDER BY created_at, id",
    )
  ).rows;

class Asker {
  conversationId: never = null as never;
  private constructor(readonly tab: CustomerWire) {}

  static async come(): Promise<Asker> {
    const customer: ShopCustomer = await server.newCustomer();
    return new Asker(await server.connectCustomer(customer));
  }

  /** Says this and waits for the reply. */
  async asks(text: string | null, answerId: string | null = null) {
    const ack = await this.tab.ask("message:send", {
      clientId: id(),
      conversationId: this.conversationId,
      text,
      mediaId: null,
      answerId: answerId as never,
    });
    this.conversationId = ack.conversation.id as never;
    const { item } = await this.tab.until(
      "item:created",
      (data) => data.item.author.kind === "library" && data.item.seq > ack.item.seq,
    );
    return item;
  }
}

describe("every question to the library is recorded", () => {
  it("with its degree, the thresholds, what they were made of, and the reply", async () => {
    const kim = await Asker.come();
    const reply = await kim.asks(knownQuestion);
    const [row] = await rowsOf(kim.conversationId);
    expect(row).toMatchObject({
      say: "answer",
      text: knownQuestion,
      answer_id: server.shop.answers.delivery,
      reply_item_id: reply.id,
      prompt_cause: null,
      base_single: 0.55,
      threshold_reason: expect.any(String),
      free_seats: expect.any(Number),
      is_helpful: null,
      feedback_at: null,
    });
    expect(row?.degree).toBeGreaterThan(0.9);
    expect(row?.single_threshold).toBeGreaterThan(0.2);
  });

  it("helpful, then not: the newest word counts, in the record and for the matcher", async () => {
    const kim = await Asker.come();
    const { id: itemId } = await kim.asks("delivery time");
    const { conversationId } = kim;
    await kim.tab.ask("answer:rate", { clientId: id(), conversationId, itemId, isHelpful: true });
    expect((await rowsOf(conversationId))[0]).toMatchObject({ is_helpful: true });
    expect((await pairs()).at(-1)).toMatchObject({ text: "delivery time", is_right: true, source: "helpful" });
    await kim.tab.ask("answer:rate", {
      clientId: id(),
      conversationId,
      itemId,
      isHelpful: false,
      comment: "I meant abroad",
    });
    expect((await rowsOf(conversationId))[0]).toMatchObject({ is_helpful: false });
    expect((await pairs()).filter(({ text }) => text === "delivery time")).toMatchObject([{ is_right: false }]);
  });

  it("an entry chosen from suggestions is the right one of that question, and rated for it; none of these is rated for none", async () => {
    const kim = await Asker.come();
    const words = "parcel return opening";
    const { id: itemId } = await kim.asks(words);
    const { delivery } = server.shop.answers;
    // Whatever the matcher makes of these words: here it was not sure.
    await server.database.main.query(
      "UPDATE asked_questions SET say = 'suggest', candidates = jsonb_build_array(jsonb_build_object('answerId', $2::text, 'degree', 0.3)) WHERE conversation_id = $1",
      [kim.conversationId, delivery],
    );
    await server.database.main.query(
      "UPDATE items SET data = jsonb_set(data, '{reply,answerId}', 'null') WHERE conversation_id = $1 AND author_kind = 'library'",
      [kim.conversationId],
    );
    const { conversationId } = kim;
    const before = (await pairs()).length;
    await kim.tab.ask("answer:rate", { clientId: id(), conversationId, itemId, isHelpful: false });
    expect((await rowsOf(conversationId))[0]).toMatchObject({ is_helpful: false });
    expect(await pairs()).toHaveLength(before);
    const chosen = await kim.asks("Delivery times", delivery);
    const rows = await rowsOf(conversationId);
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ right_answer_id: delivery, right_by_name: null });
    await kim.tab.ask("answer:rate", { clientId: id(), conversationId, itemId: chosen.id, isHelpful: true });
    expect((await pairs()).at(-1)).toMatchObject({ text: words, answer_id: delivery, is_right: true });
  });

  it("greetings and pictures are no questions: nothing is recorded of a chat without words", async () => {
    const kim = await Asker.come();
    await kim.asks("🙂");
    expect(await rowsOf(kim.conversationId)).toEqual([]);
  });

  it("nobody there: the prompt says so, which offers the message box; a no is recorded", async () => {
    const kim = await Asker.come();
    const reply = await kim.asks(strangeQuestion);
    expect(reply).toMatchObject({ data: { reply: { say: "honest", prompt: { isAnybodyReachable: false } } } });
    await kim.tab.ask("handoff:decline", { clientId: id(), conversationId: kim.conversationId });
    expect((await rowsOf(kim.conversationId))[0]).toMatchObject({
      say: "honest",
      prompt_cause: "single",
      is_prompt_declined: true,
    });
  });

  it("the customer ends it without a person: resolved by the library", async () => {
    const kim = await Asker.come();
    await kim.asks(knownQuestion);
    await kim.tab.ask("conversation:end", { clientId: id(), conversationId: kim.conversationId });
    expect((await rowsOf(kim.conversationId))[0]).toMatchObject({ is_resolved_by_library: true, handed_off_at: null });
  });
});

describe("a person takes over", { sequential: true }, () => {
  it("the newest question is the one handed over; while a person serves the library is silent; the agent's word is learned", async () => {
    await lin.ask("availability:set", { clientId: id(), availability: "available", reason: null });
    const kim = await Asker.come();
    await kim.asks(knownQuestion);
    const asked = await kim.asks("Does the lamp come with a bulb of ice?");
    const { conversationId } = kim;
    await kim.tab.ask("handoff:request", { clientId: id(), conversationId });
    const { change } = await lin.until("desk:changed", (data) => data.change.kind === "offer_made");
    if (change.kind !== "offer_made") throw new Error("no offer");
    await lin.ask("offer:accept", { clientId: id(), offerId: change.offer.id });
    const [first, second] = await rowsOf(conversationId);
    expect(first).toMatchObject({ handed_off_at: null, is_resolved_by_library: false });
    expect(second).toMatchObject({
      handed_off_at: expect.any(Date),
      served_at: expect.any(Date),
      is_resolved_by_library: false,
    });

    const said = await kim.tab.ask("message:send", {
      clientId: id(),
      conversationId,
      text: knownQuestion,
      mediaId: null,
      answerId: null,
    });
    // Nothing is owed by the library, so nothing will come.
    const owed = await server.database.main.query<{ answer_due_at: Date | null }>(
      "SELECT answer_due_at FROM conversations WHERE id = $1",
      [conversationId],
    );
    expect(owed.rows).toEqual([{ answer_due_at: null }]);
    expect(await rowsOf(conversationId)).toHaveLength(2);

    const { returns } = server.shop.answers;
    await lin.ask("answer:mark-right", {
      clientId: id(),
      conversationId,
      itemId: asked.id,
      answerId: returns as never,
    });
    expect((await rowsOf(conversationId))[1]).toMatchObject({ right_answer_id: returns, right_by_name: "Lin" });
    expect((await pairs()).at(-1)).toMatchObject({ answer_id: returns, is_right: true, source: "agent" });
    await lin.ask("answer:mark-right", {
      clientId: id(),
      conversationId,
      itemId: said.item.id,
      answerId: returns as never,
    });
    expect((await pairs()).at(-1)).toMatchObject({ text: knownQuestion, source: "agent" });
    expect(
      await lin.refused("answer:mark-right", {
        clientId: id(),
        conversationId,
        itemId: asked.id,
        answerId: id() as never,
      }),
    ).toBe("not_found");
  });

  it("what was heard moves the team's base, and the stored base is what a replay of the rows makes", async () => {
    const { main } = server.database;
    const teamId = server.shop.teams.front;
    await main.query(
      `INSERT INTO asked_questions (id, site_id, team_id, conversation_id, item_id, text, category, say, degree, answer_id, right_answer_id, feedback_at, asked_at)
        SELECT gen_random_uuid(), q.site_id, q.team_id, q.conversation_id, gen_random_uuid(), 'x', CASE WHEN n % 2 = 0 THEN 'Returns' ELSE 'Delivery' END, 'answer', 0.62,
          q.answer_id, CASE WHEN n % 2 = 0 THEN gen_random_uuid() ELSE q.answer_id END, now(), now()
        FROM generate_series(1, 80) n, (SELECT * FROM asked_questions WHERE team_id = $1 AND answer_id IS NOT NULL LIMIT 1) q`,
      [teamId],
    );
    const { log, lines } = keptLogger();
    const options = { database: server.database, siteId: server.shop.siteId, base: () => 0.55, log };
    const learner = createLearner(options);
    await learner.look();
    const single = (category: string | null) => learner.baseOf(teamId, category)?.single ?? Number.NaN;
    expect(single("Returns")).toBeGreaterThan(single("Delivery") + 0.05);
    const replayed = await replayTeam(main, teamId, 0.55);
    expect(new Map(learner.basesOf(teamId).map(({ category, teamId: _, ...base }) => [category, base]))).toEqual(
      replayed,
    );
    // Another node takes the same from the rows.
    const other = createLearner(options);
    await other.look();
    expect(other.basesOf(teamId)).toEqual(learner.basesOf(teamId));
    expect(lines).toEqual([]);
    const sue = await server.connectStaff(server.shop.sue);
    const explained = await sue.ask("thresholds:explain", { teamId: teamId as never });
    expect(explained.site).toEqual({ single: 0.55, mean: 0.6 });
    expect(explained.bases.map(({ category }) => category)).toEqual(
      expect.arrayContaining([null, "Returns", "Delivery"]),
    );
    expect(explained.replies[0]).toMatchObject({ degree: expect.any(Number) });
  });
});
