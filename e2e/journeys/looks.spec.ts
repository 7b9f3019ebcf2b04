import { CustomerPage } from "../fixtures/customer-page.ts";
import { look } from "../fixtures/looks.ts";
import { lampPicture } from "../fixtures/picture.ts";
import { type DemoPersonKey, passwordOf, personOf } from "../fixtures/shop.ts";
import { expect, shopFor, test } from "../fixtures/test.ts";

shopFor({ offerMs: 60_000 });

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

test("a customer's screens, from the first question to the rating", async ({ people }) => {
  const [ann, lin] = await Promise.all([people.customer(phone), people.agent("lin")]);
  const { page } = ann;
  await look(page, "chat-fresh");
  await ann.say("How long is delivery to Portugal?");
  await ann.sees(/leave our workshop the same day/);
  await look(page, "chat-answer");
  await ann.say("a parrot sings Tuesday backwards");
  await expect(ann.root.getByRole("heading", { name: "Shall a person take a look?" })).toBeVisible();
  await look(page, "chat-prompt");
  await ann.root.getByRole("button", { name: "Menu" }).click();
  await look(page, "chat-menu");
  await page.keyboard.press("Escape");
  await ann.root.getByRole("button", { name: "Yes, a person" }).click();
  await ann.isAt("You are next in line");
  await look(page, "chat-in-line");
  await look(lin.page, "desk-offer");
  await ann.fromMenu("Leave a message");
  await look(page, "chat-message-form");
  await ann.root.getByRole("button", { name: "Cancel" }).click();
  await lin.accepts("a parrot sings Tuesday backwards");
  await ann.isWith("Lin Hartmann");
  await lin.says("Hello! Which song is it?");
  await ann.attach(await lampPicture());
  await look(page, "chat-picture-chosen");
  await ann.say("The one it sings to this lamp 🦜");
  await lin.notes("Her parrot is called Ernesto.");
  await lin.sees("Her parrot is called Ernesto.");
  await lin.sees("The one it sings to this lamp 🦜");
  await look(page, "chat-with-person");
  await look(lin.page, "desk-chat");
  await lin.page.getByRole("button", { name: "Transfer" }).click();
  await expect(lin.page.getByRole("dialog")).toBeVisible();
  await look(lin.page, "desk-transfer");
  await lin.page.keyboard.press("Escape");
  await lin.page.keyboard.press("Control+k");
  await expect(lin.page.getByRole("dialog")).toBeVisible();
  await look(lin.page, "desk-palette");
  await lin.page.keyboard.press("Escape");
  await lin.availability.click();
  await look(lin.page, "desk-availability");
  await lin.page.keyboard.press("Escape");
  await lin.page.getByRole("button", { name: /^Close/ }).click();
  await look(lin.page, "desk-close");
  await lin.page.getByRole("button", { name: /^Close the chat/ }).click();
  await expect(ann.root.getByRole("radio", { name: "5 of 5: very good" })).toBeVisible();
  await ann.root.getByRole("radio", { name: "4 of 5: good" }).click();
  await look(page, "chat-rating");
});

const screens: readonly [DemoPersonKey, string, RegExp][] = [
  ["mei", "/workbench", /^Workbench$/],
  ["mei", "/message-box", /^Message box$/],
  ["mei", "/account", /^Your account$/],
  ["sofia", "/dashboard", /^Live board$/],
  ["priya", "/admin/answers", /^Answers$/],
  ["priya", "/admin/people", /^People and teams$/],
  ["priya", "/admin/routing", /^Routing$/],
  ["priya", "/admin/settings", /^Settings$/],
];

test("every screen of the staff", async ({ people }) => {
  for (const [key, path, title] of screens) {
    const page = await people.staff(key, path);
    await expect(page.getByRole("heading", { level: 1, name: title }).first()).toBeAttached();
    await page
      .getByText(/^Loading/)
      .first()
      .waitFor({ state: "hidden" });
    await look(page, `staff${path.replaceAll("/", "-")}`);
    await page.context().close();
  }
});

test("what opens over and beside the admin's screens", async ({ people }) => {
  const page = await people.staff("priya", "/admin/people");
  await page.getByRole("button", { name: "Add a person" }).click();
  await look(page, "admin-add-person");
  await page.keyboard.press("Escape");
  await page.getByRole("tab", { name: /^Teams/ }).click();
  await expect(page.getByRole("row", { name: /Delivery & returns/ })).toBeVisible();
  await look(page, "admin-teams");
  await page.getByRole("link", { name: "Answers" }).click();
  await page.getByLabel("Search answers and questions").fill("where is my order");
  await page.getByRole("button", { name: /^Where is my order\?/ }).click();
  await page.getByRole("textbox", { name: "A customer’s question" }).fill("can I collect the lamp from you");
  await expect(page.getByText("What the customer would get")).toBeVisible();
  await look(page, "admin-answer");
});

test("where the thresholds come from, and from a reply to its conversation", async ({ people }) => {
  const ann = await people.customer();
  await ann.say("How long is delivery to Portugal?");
  await ann.sees(/leave our workshop the same day/);
  await ann.say("a parrot sings Tuesday backwards");
  await ann.sees("I don’t have a good answer to this.");
  const page = await people.staff("sofia", "/dashboard");
  await page.getByRole("button", { name: "What they come from" }).click();
  const drawer = page.getByRole("dialog", { name: "Where the thresholds come from" });
  await drawer.getByRole("radio", { name: "Delivery & returns" }).click();
  const replies = drawer.getByRole("region", { name: "The newest replies" });
  await expect(replies.getByRole("button").first()).toBeVisible();
  await look(page, "thresholds");
  await page.setViewportSize(phone.viewport);
  await look(page, "thresholds");
  await replies.getByRole("button").filter({ hasText: "How long is delivery to Portugal?" }).first().click();
  await expect(page.getByRole("dialog").getByText(/leave our workshop the same day/)).toBeVisible();
  await expect(page.getByRole("dialog").getByText("I don’t have a good answer to this.")).toBeVisible();
  await look(page, "thresholds-conversation");
  await page.keyboard.press("Escape");
  await expect(replies).toBeVisible();
});

test("on a phone toasts leave the head of the chat in sight", async ({ people }) => {
  const [ann, lin] = await Promise.all([people.customer(), people.agent("lin", { isAvailable: false, look: phone })]);
  await lin.setAvailable();
  const words = "my kettle recites the tides";
  await ann.asksForPerson(words);
  await lin.accepts(words);
  const { page } = lin;
  await lin.says("Which tides does it know?");
  await ann.sees("Which tides does it know?");
  for (let at = 1; at <= 2; at += 1) {
    await page.getByRole("button", { name: "What to do with this reply" }).last().click();
    await page.getByRole("menuitem", { name: "Copy the text" }).click();
    await expect(page.locator("[data-sonner-toast]")).toHaveCount(at);
  }
  // Could be pressed: nothing lies over it.
  await page.getByRole("button", { name: "Back to the list" }).click({ trial: true });
  await look(page, "desk-toasts");
});

test("doors: the sign-in, a wrong password, nothing at an address", async ({ people }) => {
  people.expectFaults(/stranger: Failed to load resource: .* 40[14]/);
  const page = await (await people.context("stranger")).newPage();
  await page.goto("/sign-in");
  await look(page, "sign-in");
  await page.getByLabel("E-mail").fill("nobody@fennel-and-oak.example");
  await page.getByLabel("Password", { exact: true }).fill("wrong");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByText("The e-mail or the password is not right.")).toBeVisible();
  await look(page, "sign-in-refused");
  await page.goto("/nobody/has/heard/of/this");
  await look(page, "not-there");
});

test("in Chinese on a phone", async ({ people }) => {
  const look390 = { ...phone, locale: "zh-CN" };
  const customer = new CustomerPage(await (await people.context("顾客", look390)).newPage());
  await customer.page.goto("/chat");
  await expect(customer.page.getByText(/客服在线$/)).toBeVisible();
  await look(customer.page, "zh-chat");
  for (const [key, path] of [
    ["siyu", "/workbench"],
    ["sofia", "/dashboard"],
    ["priya", "/admin/answers"],
    ["priya", "/admin/routing"],
    ["priya", "/admin/settings"],
  ] as const) {
    const page = await (await people.context(key, look390)).newPage();
    await page.goto(path);
    await page.getByLabel("邮箱").fill(personOf(key).email);
    await page.getByLabel("密码", { exact: true }).fill(passwordOf(key));
    await page.getByRole("button", { name: "登录" }).click();
    await page.waitForURL((url) => url.pathname === path);
    await expect(page.getByRole("heading", { level: 1 }).first()).toBeAttached();
    expect(
      await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth),
      `${path} is no wider than the phone`,
    ).toBe(true);
    await look(page, `zh${path.replaceAll("/", "-")}`);
    if (path === "/dashboard") {
      await page.getByRole("button", { name: "阈值的由来" }).click();
      await expect(page.getByRole("dialog", { name: "阈值从何而来" }).getByRole("region").first()).toBeVisible();
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
      await look(page, "zh-thresholds");
    }
    await page.context().close();
  }
});
