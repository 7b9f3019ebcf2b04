import { DeskPage } from "../fixtures/desk-page.ts";
import { passwordOf, personOf } from "../fixtures/shop.ts";
import { signIn } from "../fixtures/people.ts";
import { expect, shopFor, test } from "../fixtures/test.ts";

const OFFER_MS = 6_000;
/** The revocation has to have cut an open desk by then. */
const CUT_WITHIN_MS = 5_000;

shopFor({ hasPast: false, offerMs: OFFER_MS, intervals: { graceAgentMs: 1_000 } });

test("three chats at once: keys, unread, drafts, canned replies, answers", async ({ people }) => {
  const [ann, ben, cleo, lin] = await Promise.all([
    people.customer({}, "Ann"),
    people.customer({}, "Ben"),
    people.customer({}, "Cleo"),
    people.agent("lin"),
  ]);
  const { keyboard } = lin.page;
  const [first, second, third] = [
    "the ladder speaks in riddles",
    "a comet landed on my rug",
    "purple soup inside the radiator",
  ] as const;

  await test.step("an offer is accepted by one key, and the caret is in the reply", async () => {
    await ann.asksForPerson(first);
    await expect(lin.offer(first)).toBeVisible();
    await keyboard.press("Alt+a");
    await ann.isWith("Lin Hartmann");
    await expect(lin.reply).toBeFocused();
    await keyboard.type("Half a sentence to Ann");
  });

  await test.step("a second one does not disturb what is being written", async () => {
    await ben.asksForPerson(second);
    await expect(lin.offer(second)).toBeVisible();
    await keyboard.press("Alt+a");
    await ben.isWith("Lin Hartmann");
    await expect(lin.page.getByText(/Your unsent text is untouched/)).toBeVisible();
    await expect(lin.reply).toHaveValue("Half a sentence to Ann");
    await cleo.asksForPerson(third);
    await expect(lin.offer(third)).toBeVisible();
    await keyboard.press("Alt+a");
    await cleo.isWith("Lin Hartmann");
  });

  await test.step("what comes elsewhere is counted", async () => {
    await ben.say("Are you there?");
    await ben.say("It is still warm");
    // With the question that came along with the chat.
    await expect(lin.row("It is still warm").getByText("3 unread")).toBeVisible();
    await expect(lin.row(third).getByText("1 unread")).toBeVisible();
    await keyboard.press("Alt+n");
    await lin.sees("Are you there?");
    await expect(lin.row("It is still warm").getByText("unread")).toHaveCount(0);
    await expect(ben.log.getByText("Read", { exact: true }).last()).toBeVisible();
  });

  await test.step("drafts are kept by chat, over switching and a reload", async () => {
    await expect(lin.reply).toHaveValue("");
    await lin.reply.fill("Half a sentence to Ben");
    await lin.row(first).click();
    await expect(lin.reply).toHaveValue("Half a sentence to Ann");
    await expect(lin.row("It is still warm").getByText("Draft")).toBeVisible();
    await lin.page.reload();
    await lin.isReady();
    await expect(lin.reply).toHaveValue("Half a sentence to Ann");
    await lin.row("It is still warm").click();
    await expect(lin.reply).toHaveValue("Half a sentence to Ben");
    await lin.reply.fill("");
  });

  await test.step("a canned reply by its name", async () => {
    await lin.reply.focus();
    await keyboard.type("/moment");
    await expect(lin.page.getByRole("option", { name: /Ask for a moment/ })).toHaveAttribute("aria-selected", "true");
    await keyboard.press("Enter");
    await expect(lin.reply).toHaveValue(/I’m looking into it/);
    await keyboard.press("Enter");
    await ben.sees(/I’m looking into it/);
  });

  await test.step("the library's answer by one key, with its degree beside it", async () => {
    await ben.say("How long is delivery to Portugal?");
    const suggestions = lin.page.getByRole("region", { name: "Suggested answers" });
    await expect(suggestions.getByRole("button", { name: /^Match .* Delivery times by country/ })).toBeVisible();
    await expect(suggestions.getByText(/^Match /).first()).toBeAttached();
    // A list that has only just replaced another does not send: nobody has read it yet.
    await expect(async () => {
      await keyboard.press("Alt+Shift+1");
      await expect(ben.log.getByText(/leave our workshop the same day/)).toBeVisible({ timeout: 1_000 });
    }).toPass();
  });

  await test.step("the hand-over by key, and taken back by another", async () => {
    await keyboard.press("Alt+t");
    await expect(lin.page.getByRole("dialog", { name: /^Transfer / })).toBeVisible();
    await keyboard.press("Escape");
    await expect(lin.page.getByRole("dialog")).toHaveCount(0);
  });

  await test.step("the customer's words show while they are written", async () => {
    await cleo.composer.pressSequentially("it smells of");
    await expect(lin.row(/typing “it smells of/)).toBeVisible();
  });
});

test("busy with a reason stops offers, one that lapses leaves a line", async ({ people }) => {
  const [ann, lin] = await Promise.all([people.customer(), people.agent("lin")]);
  const question = "the wardrobe leads to a beach";
  await ann.asksForPerson(question);
  await expect(lin.offer(question)).toBeVisible();
  await expect(lin.page.getByText(/^An offer for .* lapsed at/)).toBeVisible({ timeout: OFFER_MS + 5_000 });
  await lin.page.getByRole("button", { name: /^Dismiss: the offer for/ }).click();
  await expect(lin.page.getByText(/^An offer for .* lapsed at/)).toHaveCount(0);
  await lin.choose("Training");
  await expect(lin.availability).toHaveAccessibleName(/Training/);
  // Nobody who could be asked is left, and the customer is told.
  await expect(ann.queueCard.getByText(/^Everybody has left for now/)).toBeVisible();
  await expect(lin.offers).toHaveCount(0);
  await lin.choose("Available");
  await expect(lin.offer(question)).toBeVisible({ timeout: 15_000 });
  await lin.accepts(question);
  await ann.isWith("Lin Hartmann");
});

test("with the tab out of sight an offer and a new message alert on the desktop", async ({ people }) => {
  const [ann, context] = await Promise.all([people.customer(), people.context("lin")]);
  // A browser without a screen shows no alerts and hides no tab: the page is told so, and what it would show is kept.
  await context.addInitScript(() => {
    const shown: string[] = [];
    let isHidden = false;
    class Alert extends EventTarget {
      static permission = "granted";
      static requestPermission = async () => "granted";
      constructor(title: string, options?: { body?: string }) {
        super();
        shown.push(`${title.replace(/[0-9A-F]{4}$/, "…")}: ${options?.body}`);
      }
      close() {}
    }
    Object.defineProperty(document, "hidden", { get: () => isHidden });
    Object.defineProperty(document, "visibilityState", { get: () => (isHidden ? "hidden" : "visible") });
    const hide = () => {
      isHidden = true;
      document.dispatchEvent(new Event("visibilitychange"));
    };
    Object.assign(window, { Notification: Alert, shown, hide });
  });
  const page = await context.newPage();
  await signIn(page, { email: personOf("lin").email, password: passwordOf("lin") }, "/workbench");
  const lin = new DeskPage(page, "Lin Hartmann");
  await lin.isReady();
  await lin.setAvailable();
  const shown = () => page.evaluate(() => (window as unknown as { shown: string[] }).shown);
  await page.evaluate(() => (window as unknown as { hide(): void }).hide());

  await ann.asksForPerson("a lantern hides under the snow");
  // Exactly one for this offer; somebody of an earlier test who is still in line may be offered as well.
  const ofLantern = async () => (await shown()).filter((alert) => alert.includes("lantern"));
  await expect.poll(ofLantern).toEqual(["New conversation: Visitor …: a lantern hides under the snow"]);
  await expect(page).toHaveTitle(/New conversation: Visitor/);
  await lin.accepts("a lantern hides under the snow");
  await ann.isWith("Lin Hartmann");
  await ann.say("It blinks twice");
  await expect.poll(shown).toEqual(expect.arrayContaining(["Visitor …: It blinks twice"]));
});

test("a sign-in that is ended elsewhere is cut within five seconds", async ({ people }) => {
  const [desk, account] = [await people.agent("mei"), await people.staff("mei", "/account")];
  people.expectFaults(/mei: Failed to load resource: .* 401/);
  await account
    .getByRole("list", { name: "Your sign-ins" })
    .getByRole("button", { name: /^End the sign-in on / })
    .click();
  await account.getByRole("button", { name: "End it" }).click();
  await expect(desk.page.getByLabel("E-mail")).toBeVisible({ timeout: CUT_WITHIN_MS });
  expect(new URL(desk.page.url()).searchParams.get("next")).toBe("/workbench");
  await expect(account.getByText("That sign-in has ended.")).toBeVisible();
});

test("one's own password is changed, and the old one opens nothing", async ({ people }) => {
  const account = await people.staff("amadou", "/account");
  await account.getByLabel("Current password").fill("not this one");
  await account.getByLabel("New password").fill("eleven green kettles");
  await account.getByRole("button", { name: "Change the password" }).click();
  await expect(account.getByText("This is not your current password.")).toBeVisible();
  await account.getByLabel("Current password").fill(passwordOf("amadou"));
  await account.getByRole("button", { name: "Change the password" }).click();
  await expect(account.getByText("Password changed. Every other sign-in has ended.")).toBeVisible();
  const elsewhere = await (await people.context("elsewhere")).newPage();
  people.expectFaults(/elsewhere: Failed to load resource: .* 401/, /amadou: Failed to load resource: .* 4\d\d/);
  await elsewhere.goto("/sign-in");
  await elsewhere.getByLabel("E-mail").fill(personOf("amadou").email);
  await elsewhere.getByLabel("Password", { exact: true }).fill(passwordOf("amadou"));
  await elsewhere.getByRole("button", { name: "Sign in" }).click();
  await expect(elsewhere.getByText("The e-mail or the password is not right.")).toBeVisible();
  await signIn(elsewhere, { email: personOf("amadou").email, password: "eleven green kettles" }, "/workbench");
  await new DeskPage(elsewhere, "Amadou").isReady();
});
