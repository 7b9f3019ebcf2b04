/** What the library says on the customer's screen, and how it helps an agent while a person serves. */
import { CustomerPage } from "../fixtures/customer-page.ts";
import { look } from "../fixtures/looks.ts";
import { expect, shopFor, test } from "../fixtures/test.ts";

shopFor({ offerMs: 60_000, hasPast: false });

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
/** Between the giving-up and the answering degree: something of the shop, but which? */
const vague = "can my sister sign for it, she is at reception";

test("an answer leads on: quick replies, follow-up questions, and what was missing", async ({ people, shop }) => {
  const ann = await people.customer(phone);
  await ann.say("How long is delivery to Portugal?");
  await ann.sees(/leave our workshop the same day/);
  const quick = ann.root.getByRole("group", { name: "Quick replies" });
  const next = ann.root.getByRole("group", { name: "You may also want to know" });
  await expect(next.getByRole("button")).toHaveCount(3);
  await look(ann.page, "assist-answer");

  await quick.getByRole("button", { name: "What does it cost?" }).click();
  await expect(ann.words("What does delivery cost?")).toBeVisible();
  await ann.sees(/Inside the EU a parcel costs/);
  await next.getByRole("button", { name: "Customs and import duty outside the EU" }).click();
  await ann.sees(/Our prices include EU VAT/);
  // Chips stand under the newest answer only.
  await expect(quick).toBeHidden();

  await ann.root.getByRole("button", { name: "Not helpful" }).last().click();
  const card = ann.root.getByRole("region", { name: "Sorry that this did not help" });
  await card.getByRole("textbox", { name: "What was missing? (optional)" }).fill("The rate for Norway");
  await look(ann.page, "assist-missing");
  await card.getByRole("button", { name: "Tell us" }).click();
  await expect(card.getByText("Those who write the answers will read it.")).toBeVisible();
  await ann.page.reload();
  await expect(card.getByText("Those who write the answers will read it.")).toBeVisible();
  await expect(card.getByRole("button", { name: "Leave a message" })).toBeVisible();
  await card.getByRole("button", { name: "Try other words" }).click();
  await expect(card).toBeHidden();
  await expect(ann.composer).toBeFocused();
  const stored = await shop.sql.query(
    "SELECT data->>'comment' AS comment FROM items WHERE kind = 'feedback' ORDER BY seq",
  );
  expect(stored.rows.at(-1)).toEqual({ comment: "The rate for Norway" });
});

test("did you mean: one is asked, or none of them was meant", async ({ people }) => {
  const ann = await people.customer(phone);
  await ann.say(vague);
  const chips = ann.root.getByRole("group", { name: "Did you mean" });
  await expect(chips.getByRole("button").first()).toBeVisible();
  expect(await chips.getByRole("button").count()).toBeLessThanOrEqual(6);
  await look(ann.page, "assist-did-you-mean");
  const meant = await chips.getByRole("button").first().innerText();
  await chips.getByRole("button").first().click();
  await expect(ann.words(meant)).toBeVisible();
  // Asked by name it is answered, whatever its degree was.
  await expect(ann.root.getByRole("button", { name: "Helpful", exact: true })).toBeVisible();

  await ann.say(`${vague}?`);
  await chips.getByRole("button", { name: "None of these" }).click();
  await expect(chips).toBeHidden();
  const honest = ann.root.getByRole("region", { name: "Then I have no good answer to this" });
  await expect(honest.getByRole("button", { name: "Leave a message" })).toBeVisible();
  await look(ann.page, "assist-none-of-these");
  await ann.page.reload();
  await expect(honest).toBeVisible();
  await expect(chips).toBeHidden();
  await honest.getByRole("button", { name: "Try other words" }).click();
  await expect(honest).toBeHidden();
  await expect(ann.root.getByRole("button", { name: "Talk to a person" })).toBeVisible();
});

test("a greeting and thanks are answered without a prompt", async ({ people }) => {
  const ann = await people.customer();
  await ann.say("hello");
  await ann.sees("Hello! What can I help you with?");
  await ann.say("thank you");
  await ann.sees(/You’re welcome!/);
  await expect(ann.root.getByRole("heading", { name: /Shall a person|would like to talk/ })).toHaveCount(0);
  await expect(ann.root.getByRole("button", { name: "Helpful", exact: true })).toHaveCount(0);
});

test("several lines in a row are one question", async ({ people, shop }) => {
  const ann = await people.customer(phone);
  await ann.say("Hello! I ordered a lamp on Friday");
  await ann.composer.pressSequentially("How long is delivery to Portugal?", { delay: 15 });
  await ann.composer.press("Enter");
  await ann.sees(/leave our workshop the same day/);
  const replies = await shop.sql.query(
    `SELECT count(*)::int AS count FROM items r JOIN items q ON q.conversation_id = r.conversation_id
      WHERE q.data->>'text' = 'Hello! I ordered a lamp on Friday' AND r.author_kind = 'library'`,
  );
  expect(replies.rows).toEqual([{ count: 1 }]);
  await look(ann.page, "assist-several-lines");
});

test("the library's own words follow the customer's language", async ({ people }) => {
  const ann = await people.customer(phone);
  await ann.say("斑马量子果酱");
  await expect(ann.page.getByText("这个问题我没有合适的答案。")).toBeVisible();
  await expect(ann.root.getByRole("heading", { name: "需要请人工看一下吗？" })).toBeVisible();
  await look(ann.page, "assist-follows");
  // The page around it stays in the browser's language.
  await expect(ann.composer).toBeVisible();
  const chinese = new CustomerPage(await (await people.context("顾客", { ...phone, locale: "zh-CN" })).newPage());
  await chinese.page.goto("/chat");
  const box = chinese.page.getByRole("textbox", { name: "输入消息" });
  await box.fill("寄到成都大概要几天？");
  await box.press("Enter");
  await expect(chinese.page.getByText(/当天从苏州仓发出/)).toBeVisible();
  await look(chinese.page, "assist-zh");
  await chinese.page.getByRole("button", { name: "没有帮助" }).last().click();
  await expect(chinese.page.getByRole("region", { name: "很抱歉没能帮到您" })).toBeVisible();
  await look(chinese.page, "assist-zh-missing");
});

test("a person serves: the library helps the agent, and never answers the customer", async ({ people, shop }) => {
  const [ann, lin] = await Promise.all([people.customer(), people.agent("lin")]);
  await ann.asksForPerson("a parrot sings Tuesday backwards");
  await lin.accepts("a parrot sings Tuesday backwards");
  await ann.isWith("Lin Hartmann");
  const { page } = lin;
  const suggested = page.getByRole("region", { name: "Suggested answers" });

  await ann.say("How long is delivery to Portugal?");
  await lin.sees("How long is delivery to Portugal?");
  await expect(suggested.getByRole("button", { name: /^Match 0\.\d\d Delivery times by country/ })).toBeVisible();
  await expect(suggested.getByText("Suggested for “How long is delivery to Portugal?”")).toBeVisible();
  await look(page, "assist-desk");

  // "This was the right answer" teaches the library and sends nothing.
  await suggested.getByRole("button", { name: "This was the right answer: Delivery times by country" }).click();
  await expect(page.getByText(/^Noted: “Delivery times by country” was the right answer/)).toBeVisible();
  const learned = await shop.sql.query("SELECT text, is_right, by_name FROM learned_pairs WHERE source = 'agent'");
  expect(learned.rows).toEqual([
    { text: "How long is delivery to Portugal?", is_right: true, by_name: "Lin Hartmann" },
  ]);

  // While typing: Alt 1 puts the first behind what stands there.
  await lin.reply.fill("Let me see.");
  await page.keyboard.press("Alt+1");
  await expect(lin.reply).toHaveValue(/^Let me see\.\n\nLamps, shades and kitchen things/);
  await expect(ann.log.getByText(/Lamps, shades and kitchen things/)).toHaveCount(0);
  await lin.reply.fill("Of course.");
  // With Shift it is sent as it is, and what was being typed stays.
  await page.keyboard.press("Alt+Shift+1");
  await ann.sees(/Lamps, shades and kitchen things/);
  await expect(lin.reply).toHaveValue("Of course.");
  await expect(suggested.getByRole("button", { name: /^Match 0\.\d\d Delivery times by country/ })).toHaveCount(0);
  await lin.reply.press("Enter");
  await ann.sees("Of course.");

  // A canned reply of this turn, with both names in it.
  await ann.say("thanks a lot");
  await expect(suggested.getByRole("button", { name: /^\/bye Say goodbye/ })).toBeVisible();
  await look(page, "assist-desk-canned");
  await page.setViewportSize(phone.viewport);
  await look(page, "assist-desk-canned");
  await page.setViewportSize({ width: 1440, height: 900 });
  await suggested.getByRole("button", { name: /^\/bye Say goodbye/ }).click();
  await expect(lin.reply).toHaveValue(/^You’re welcome! .* Lin Hartmann$/);
  await lin.reply.press("Enter");
  await ann.sees(/Best wishes from the workshop, Lin Hartmann/);

  const replies = await shop.sql.query(
    `SELECT count(*)::int AS count FROM items i WHERE i.author_kind = 'library' AND i.seq > (
      SELECT max(seq) FROM items a WHERE a.conversation_id = i.conversation_id AND a.kind = 'assigned')`,
  );
  expect(replies.rows).toEqual([{ count: 0 }]);
});

test("an agent's reply is proposed as an answer, and the composer is a reply again after a note", async ({
  people,
  shop,
}) => {
  const [ann, lin] = await Promise.all([people.customer(), people.agent("lin")]);
  await ann.asksForPerson("a zebra hums on Mondays");
  await lin.accepts("a zebra hums on Mondays");
  await ann.isWith("Lin Hartmann");
  await ann.say("Could the bench stand in a sauna?");
  await lin.says("No: the heat opens the joints. Ask us for thermally treated ash instead.");
  await ann.sees(/thermally treated ash/);
  await lin.notes("Asked for a sauna bench.");
  await expect(lin.reply).toBeFocused();

  const { page } = lin;
  await lin.log.getByText(/thermally treated ash/).hover();
  await page.getByRole("button", { name: "What to do with this reply" }).last().click();
  await look(page, "assist-reply-menu");
  await page.getByRole("menuitem", { name: "Propose as answer" }).click();
  const drawer = page.getByRole("dialog", { name: "Propose as answer" });
  await expect(drawer.getByLabel("Title")).toHaveValue("Could the bench stand in a sauna?");
  await expect(drawer.getByLabel("How customers ask it")).toHaveValue("Could the bench stand in a sauna?");
  await drawer.getByLabel("How customers ask it").fill("Could the bench stand in a sauna?\nbench for a sauna");
  await look(page, "assist-propose");
  await drawer.getByRole("button", { name: "Propose", exact: true }).click();
  await expect(drawer).toBeHidden();
  await expect(page.getByText("Proposed. It waits among the library’s drafts.")).toBeVisible();
  await page.context().addCookies([{ name: "locale", value: "zh", url: shop.url }]);
  await page.reload();
  await expect(page.getByRole("region", { name: "推荐答案" })).toBeVisible();
  await look(page, "assist-zh-desk");
  const drafts = await shop.sql.query("SELECT content, updated_by_name FROM answer_drafts");
  expect(drafts.rows).toHaveLength(1);
  expect(drafts.rows[0]).toMatchObject({
    updated_by_name: "Lin Hartmann",
    content: {
      title: "Could the bench stand in a sauna?",
      body: "No: the heat opens the joints. Ask us for thermally treated ash instead.",
      questions: ["Could the bench stand in a sauna?", "bench for a sauna"],
      language: "en",
    },
  });
});
