/** What other systems got wrong in the browser, one journey each, named as it stands in the list of traps. */
import { CustomerPage } from "../fixtures/customer-page.ts";
import { DeskPage } from "../fixtures/desk-page.ts";
import { expect, shopFor, test } from "../fixtures/test.ts";

shopFor({ hasPast: false, intervals: { graceAgentMs: 1_000, graceCustomerMs: 60_000 } });

test("opening a second device flips status to online", async ({ people }) => {
  const lin = await people.agent("lin");
  await lin.choose("Lunch");
  await expect(lin.availability).toHaveAccessibleName(/Lunch/);
  const phone = new DeskPage(
    await people.staff("lin", "/workbench", { viewport: { width: 390, height: 844 } }),
    lin.name,
  );
  await phone.isReady();
  await expect(phone.availability).toHaveAccessibleName(/Lunch/);
  await phone.page.reload();
  await phone.isReady();
  await expect(phone.availability).toHaveAccessibleName(/Lunch/);
  await expect(lin.availability).toHaveAccessibleName(/Lunch/);
});

test("availability cached in the page after the last agent leaves", async ({ people }) => {
  const [ann, lin] = await Promise.all([people.customer(), people.agent("lin")]);
  await expect(ann.root.getByText("1 person online")).toBeVisible();
  await ann.say("the chandelier dreams of the sea");
  await expect(ann.root.getByRole("button", { name: "Yes, a person" })).toBeVisible();
  await lin.choose("Offline");
  await expect(ann.root.getByText("Nobody online now")).toBeVisible();
  // The offer of a person that stood there is no trap either: it leads to the message box at once.
  await ann.root.getByRole("button", { name: "Talk to a person" }).click();
  await expect(ann.root.getByRole("form", { name: "Leave a message" })).toBeVisible();
});

test("default sound not armed until the user touches the setting", async ({ people }) => {
  const lin = await people.agent("lin");
  // The choice of "Available" was a gesture: the sound is open without any setting touched.
  await lin.availability.click();
  await expect(lin.page.getByText(/Sound is on\./)).toBeVisible();
  await lin.page.keyboard.press("Escape");
  await expect(lin.page.getByText("Offers ring. Hear it once, so that none lapses.")).toBeVisible();
});

test("silent hand-off: no line to the customer", async ({ people }) => {
  const [ann, lin, mei] = await Promise.all([
    people.customer(),
    people.agent("lin"),
    people.agent("mei", { isAvailable: false }),
  ]);
  await ann.insistsOnPerson("the cuckoo is on strike");
  await lin.accepts("the cuckoo is on strike");
  await mei.setAvailable();
  await lin.page.getByRole("button", { name: "Transfer" }).click();
  const dialog = lin.page.getByRole("dialog", { name: /^Transfer / });
  await dialog.getByText("Mei Tanaka", { exact: true }).click();
  await dialog.getByRole("button", { name: "Ask Mei Tanaka" }).click();
  await mei.accepts("the cuckoo is on strike");
  await ann.sees(/^Lin Hartmann is passing you to a colleague/);
  await ann.isWith("Mei Tanaka");
});

test("reconnect asks for “last n seconds” instead of “since my last number”", async ({ people }) => {
  people.expectFaults(
    /customer: Failed to load resource: net::ERR_INTERNET_DISCONNECTED/,
    /customer: WebSocket connection to .* failed/,
  );
  const [ann, lin] = await Promise.all([people.customer(), people.agent("lin")]);
  await ann.insistsOnPerson("count with me");
  await lin.accepts("count with me");
  await ann.isWith("Lin Hartmann");
  await ann.page.context().setOffline(true);
  await expect(ann.root.getByText("No connection. What you write is kept.")).toBeVisible();
  const words = Array.from({ length: 4 }, (_, n) => `number ${n + 1}`);
  for (const text of words) await lin.says(text);
  await lin.sees("number 4");
  await ann.page.context().setOffline(false);
  const again = new CustomerPage(ann.page);
  for (const text of words) await expect(again.words(text)).toHaveCount(1);
});
