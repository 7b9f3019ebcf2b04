import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { ItemOf } from "../contract/items.ts";
import { mediaOfCustomer, mediaOfStaff, removeOrphanRows, storeMedia } from "../store/media.ts";
import { startChatServer, type TestChatServer } from "../testing/chat-server.ts";
import { publishAnswer } from "../testing/publish-answer.ts";
import type { AgentWire } from "../testing/wire.ts";

/** The library from an admin's edit to an open chat, over real sockets. */

let server: TestChatServer;
let ada: AgentWire;
beforeAll(async () => {
  server = await startChatServer();
  ada = await server.connectStaff(server.shop.ada);
});
afterAll(() => server.stop());

const id = () => randomUUID();
const list = { days: 7, language: null, which: "open", after: null, limit: 30 } as const;
const say = (text: string) => ({ clientId: id(), conversationId: null, text, mediaId: null, answerId: null });
const content = (more: object) => ({
  kind: "answer" as const,
  title: "Lamp repair",
  body: "We mend every lamp we made.",
  category: null,
  language: "en",
  teamId: null,
  askerKind: null,
  questions: ["Can you mend my lamp?", "lamp repair", "my lamp is broken"],
  pictureIds: [],
  quickReplies: [],
  followUpIds: [],
  isEnabled: true,
  ...more,
});

it("what is published is given in an open chat from the next question on", async () => {
  const customer = await server.connectCustomer(await server.newCustomer());
  await customer.ask("message:send", say("Can the brass lamp be dimmed?"));
  await customer.until("item:created", ({ item }) => item.author.kind === "library");
  await publishAnswer(ada, { title: "Dimming", body: "Turn the knob.", questions: ["Can the brass lamp be dimmed?"] });
  await customer.ask("message:send", say("can the brass lamp be dimmed"));
  const { item } = await customer.until(
    "item:created",
    (told) => told.item.kind === "message" && told.item.data.text === "Turn the knob.",
  );
  expect(item).toMatchObject({ data: { reply: { say: "answer", pictures: [], quickReplies: [], followUps: [] } } });
});

it("an answer brings its pictures, quick replies and follow-ups; its picture is read by who got it, and stays", async () => {
  const sql = server.database.main;
  const { shop } = server;
  const mediaId = id();
  await storeMedia(sql, {
    id: mediaId,
    siteId: shop.siteId,
    ownerKind: "staff",
    ownerId: shop.ada.staffId,
    mime: "image/webp",
    width: 640,
    height: 480,
    bytes: 9,
  });
  const lost = id();
  const customer = await server.newCustomer();
  const stranger = await server.newCustomer();
  expect(await mediaOfStaff(sql, shop.lin.staffId, false, mediaId)).toBeNull();
  const draft = content({
    pictureIds: [mediaId],
    quickReplies: [{ label: "Price", text: "What does a repair cost?" }],
    followUpIds: [shop.answers.delivery],
  });
  const refused = await ada.call("library:save-draft", {
    clientId: id(),
    id: null,
    expectedRevision: 0,
    content: { ...draft, pictureIds: [lost] } as never,
  });
  expect(refused).toEqual({ ok: false, error: { code: "not_found" } });
  await ada.ask("library:save-draft", { clientId: id(), id: null, expectedRevision: 0, content: draft as never });
  const { print } = await ada.ask("library:diff", { of: "drafts", ids: null, after: null, limit: 50 });
  await ada.ask("library:publish", { clientId: id(), note: "Repairs", expectedDrafts: print, ids: null });
  const wire = await server.connectCustomer(customer);
  await wire.ask("message:send", say("Can you mend my lamp?"));
  const { item } = await wire.until("item:created", (told) => told.item.author.kind === "library");
  expect((item as ItemOf<"message">).data.reply).toMatchObject({
    title: "Lamp repair",
    pictures: [{ mediaId, width: 640, height: 480 }],
    quickReplies: [{ label: "Price", text: "What does a repair cost?" }],
    followUps: [{ answerId: shop.answers.delivery, title: "Delivery times" }],
  });
  expect(await mediaOfCustomer(sql, customer.customerId, mediaId)).toMatchObject({ id: mediaId });
  expect(await mediaOfCustomer(sql, stranger.customerId, mediaId)).toBeNull();
  expect(await mediaOfStaff(sql, shop.lin.staffId, false, mediaId)).toMatchObject({ id: mediaId });
  await sql.query("UPDATE media SET created_at = now() - interval '2 days' WHERE id = $1", [mediaId]);
  expect(await removeOrphanRows(sql)).not.toContain(mediaId);
});

it("an entry for couriers is not given to customers", async () => {
  await ada.ask("library:save-draft", {
    clientId: id(),
    id: null,
    expectedRevision: 0,
    content: content({
      title: "Yard",
      body: "Gate four.",
      questions: ["Where do I unload?"],
      askerKind: "courier",
    }) as never,
  });
  const { print } = await ada.ask("library:diff", { of: "drafts", ids: null, after: null, limit: 50 });
  await ada.ask("library:publish", { clientId: id(), note: "", expectedDrafts: print, ids: null });
  const customer = await server.newCustomer();
  const wire = await server.connectCustomer(customer);
  await wire.ask("message:send", say("Where do I unload?"));
  const { item } = await wire.until("item:created", (told) => told.item.author.kind === "library");
  expect((item as ItemOf<"message">).data.text).not.toBe("Gate four.");
  const courier = await server.newCustomer();
  await server.database.main.query("UPDATE customers SET kind = 'courier' WHERE id = $1", [courier.customerId]);
  const theirs = await server.connectCustomer(courier);
  await theirs.ask("message:send", say("Where do I unload?"));
  await theirs.until("item:created", (told) => told.item.kind === "message" && told.item.data.text === "Gate four.");
});

it("who edits the library hears what nobody could answer and what was learned, and nobody else does", async () => {
  const [again, lin] = await Promise.all([server.connectStaff(server.shop.ada), server.connectStaff(server.shop.lin)]);
  const customer = await server.connectCustomer(await server.newCustomer());
  await customer.ask("message:send", say("quantum marmalade zebra"));
  const { item } = await customer.until("item:created", (told) => told.item.author.kind === "library");
  await again.until("unanswered:changed");
  expect((await ada.ask("unanswered:list", list)).groups.map(({ label }) => label)).toContain(
    "quantum marmalade zebra",
  );
  await customer.ask("answer:rate", {
    clientId: id(),
    conversationId: item.conversationId,
    itemId: item.id,
    isHelpful: false,
    comment: null,
  });
  await again.until("learned:changed");
  await lin.ask("desk:open", {});
  expect(lin.heard.filter(({ name }) => /^(unanswered|learned):/.test(name))).toEqual([]);
});

it("who edits the library hears of drafts and jobs, and nobody else does", async () => {
  const [again, lin] = await Promise.all([server.connectStaff(server.shop.ada), server.connectStaff(server.shop.lin)]);
  const { version } = await ada.ask("library:versions", { before: null, limit: 1 });
  await ada.ask("library:save-draft", {
    clientId: id(),
    id: null,
    expectedRevision: 0,
    content: content({ title: "Unfinished", questions: [] }) as never,
  });
  const changed = await again.until("library:changed", ({ draftCount }) => draftCount === 1);
  expect(changed).toMatchObject({ version, draftCount: 1, model: { isTraining: expect.any(Boolean) } });
  const { jobId } = await ada.ask("library:trial", { clientId: id(), days: 7, ids: null });
  await again.until("library:job", (job) => job.id === jobId && job.state === "done");
  expect((await ada.ask("library:job", { id: jobId })).trial).toMatchObject({ days: 7 });
  await lin.ask("desk:open", {});
  expect(lin.heard.filter(({ name }) => name.startsWith("library:"))).toEqual([]);
});
