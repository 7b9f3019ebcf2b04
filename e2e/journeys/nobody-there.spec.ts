import { CustomerPage } from "../fixtures/customer-page.ts";
import { MessageBoxPage } from "../fixtures/message-box-page.ts";
import { expect, shopFor, test } from "../fixtures/test.ts";

/** A refusal has to become an offer within this time. */
const OFFERED_WITHIN_MS = 3_000;

shopFor({
  hasPast: false,
  capacities: { lin: 1 },
  maxWaiting: 1,
  intervals: { graceAgentMs: 1_000, graceCustomerMs: 2_000, quietWarnMs: 4_000, quietCloseMs: 8_000 },
});

test("nobody is there: a message is left, answered later, and read on return", async ({ people }) => {
  const ann = await people.customer();
  await test.step("asked for with nobody there, a form stands there at once", async () => {
    await ann.root.getByRole("button", { name: "Talk to a person" }).click();
    await expect(ann.root.getByRole("form", { name: "Leave a message" })).toBeVisible({ timeout: OFFERED_WITHIN_MS });
    await ann.root.getByRole("button", { name: "Cancel" }).click();
  });

  await test.step("offered instead of a person where the library does not know", async () => {
    await ann.say("the chandelier dreams of the sea");
    await ann.sees(/Nobody is here at the moment/);
    await ann.root.getByRole("button", { name: "Leave a message" }).click();
    const form = ann.root.getByRole("form", { name: "Leave a message" });
    await form.getByLabel(/^Your message/).fill("Please call me about the chandelier, order FO-20418.");
    await form.getByLabel(/^Your name/).fill("Ann Oduya");
    await form.getByLabel(/^E-mail or telephone/).fill("nonsense");
    await form.getByRole("button", { name: "Send the message" }).click();
    await expect(form.getByText("This is neither an e-mail address nor a telephone number.")).toBeVisible();
    await form.getByLabel(/^E-mail or telephone/).fill("ann@oduya.example");
    await form.getByRole("button", { name: "Send the message" }).click();
    await ann.sees(/^Message no\. \d+ is stored$/);
    await ann.sees(/we noted ann@oduya\.example/);
  });

  const context = ann.page.context();
  await ann.page.close();
  const box = new MessageBoxPage(await people.staff("mei", "/message-box"));
  await box.claims("about the chandelier");
  await box.answers("We called the workshop: it ships on **Friday**.");

  const again = new CustomerPage(await context.newPage());
  await again.open();
  await again.sees("We called the workshop: it ships on");
  await again.sees(/^Answer to message no\. \d+$/);
  await box.page.getByText("Done", { exact: true }).click();
  await expect(box.row("about the chandelier").getByText("Answer read")).toBeVisible();
});

test("a full line refuses, and who leaves it by closing the page is kept", async ({ people }) => {
  const [ann, ben, cleo, lin] = await Promise.all([
    people.customer({}, "Ann"),
    people.customer({}, "Ben"),
    people.customer({}, "Cleo"),
    people.agent("lin"),
  ]);
  await ann.insistsOnPerson("the teapot refuses to be photographed");
  await lin.accepts("the teapot refuses to be photographed");
  await ben.insistsOnPerson("my umbrella stand answers the telephone");
  await ben.isAt("You are next in line");

  await test.step("one seat taken and one in line: there is no room for a third", async () => {
    await cleo.say("violet thunder in the pantry");
    await cleo.root.getByRole("button", { name: "Talk to a person" }).click();
    await expect(cleo.root.getByRole("form", { name: "Leave a message" })).toBeVisible({ timeout: OFFERED_WITHIN_MS });
  });

  await test.step("the page is closed: what was asked becomes a request", async () => {
    await ben.page.close();
    await expect(
      lin.page.getByRole("region", { name: "Message box" }).getByText("my umbrella stand answers the telephone"),
    ).toBeVisible();
  });

  await test.step("back again, the customer sees that it was kept", async () => {
    const again = new CustomerPage(await ben.page.context().newPage());
    await again.open();
    await again.sees(/^Kept as message no\. \d+$/);
    await again.sees(/your place was given up/);
  });
});

test("a quiet customer is asked, then the chat is closed and the seat is free", async ({ people }) => {
  const [ann, ben, lin] = await Promise.all([
    people.customer({}, "Ann"),
    people.customer({}, "Ben"),
    people.agent("lin"),
  ]);
  await ann.insistsOnPerson("a small moon has settled in the attic");
  await lin.accepts("a small moon has settled in the attic");
  await ben.insistsOnPerson("the doormat recites the alphabet backwards");
  await expect(lin.offers).toHaveCount(0);
  await lin.says("Which attic is it?");
  await ann.sees("Which attic is it?");
  await ann.sees(/^Are you still there\?/);
  await lin.sees(/was asked automatically/);
  await ann.sees(/^Closed because nobody wrote for a while/);
  await lin.accepts("the doormat recites the alphabet backwards");
  await ben.isWith("Lin Hartmann");
});
