/** The rules of queue and assignment on their screen: set, refused, in force, taken back; and what a customer meets of them. */
import { RoutingPage } from "../fixtures/routing-page.ts";
import { expect, shopFor, test } from "../fixtures/test.ts";

shopFor({ hasPast: false });

const DAY = 86_400_000;

test("an admin sets ladder and strategy; a fault is said at its field; what was saved is taken back", async ({
  people,
}) => {
  const routing = new RoutingPage(await people.staff("priya", "/admin/routing"));
  const { page } = routing;
  await routing.isReady();
  const ladder = routing.section("Reminder ladder");
  const line = ladder.getByRole("textbox", { name: "The customer gets an honest line" });
  await expect(line).toHaveValue("2");

  await test.step("a step before the one before it is refused, in words, and nothing is saved", async () => {
    await routing.setDuration("The customer gets an honest line", "30", "seconds");
    await expect(ladder.getByText("This must come after the step before it.")).toBeVisible();
    await expect(ladder.getByText("In force: 2 min")).toBeVisible();
    await page.getByRole("button", { name: /^Save/ }).click();
    await expect(page.getByText("One field needs another look.")).toBeVisible();
    await expect(line).toBeFocused();
  });

  await test.step("set right it is saved with the key, and there after a reload", async () => {
    await routing.setDuration("The customer gets an honest line", "90", "seconds");
    await page.getByRole("radio", { name: /^In turn/ }).check();
    await page.keyboard.press("ControlOrMeta+s");
    await expect(page.getByText("Saved, in force from now on")).toBeVisible();
    await page.reload();
    await routing.isReady();
    await expect(line).toHaveValue("90");
    await expect(page.getByRole("radio", { name: /^In turn/ })).toBeChecked();
  });

  await test.step("leaving with something unsaved asks first", async () => {
    await page.getByRole("radio", { name: /^By lot/ }).check();
    await page.getByRole("link", { name: "People and teams" }).click();
    await expect(
      page.getByRole("alertdialog").or(page.getByRole("dialog")).getByText("What you changed here is not saved yet."),
    ).toBeVisible();
    await page.getByRole("button", { name: "Cancel" }).click();
    await routing.save();
  });

  await test.step("the last save is undone", async () => {
    await routing.fromMenu("Undo the last save");
    await expect(page.getByText("As it was before the last save")).toBeVisible();
    await expect(page.getByRole("radio", { name: /^In turn/ })).toBeChecked();
  });

  await test.step("the shop's own rules are on the same screen", async () => {
    await routing.choose("Whole shop");
    await routing.setDuration("Longest anybody can be overtaken", "2", "hours");
    await expect(routing.section("Fairness").getByText("At most 1 h.")).toBeVisible();
    await routing.setDuration("Longest anybody can be overtaken", "5", "minutes");
    await routing.save();
    await expect
      .poll(
        async () =>
          (await people.shop.sql.query("SELECT settings->>'creditBoundMs' AS ms FROM routing_settings")).rows[0]?.ms,
      )
      .toBe("300000");
  });
});

test("a supervisor reads the rules and changes none", async ({ people }) => {
  const routing = new RoutingPage(await people.staff("sofia", "/admin/routing"));
  await routing.isReady();
  await expect(routing.page.getByText("Only admins change this")).toBeVisible();
  await expect(routing.page.getByRole("button", { name: /^Save/ })).toHaveCount(0);
  await expect(routing.page.getByRole("radio", { name: /^In turn/ })).toBeDisabled();
  await expect(
    routing.page.getByRole("button", { name: "Run the day" }).or(routing.page.getByText("No day is recorded yet.")),
  ).toBeVisible();
});

test("languages and topics of a person are set where people are, and shown with the team", async ({ people }) => {
  const page = await people.staff("priya", "/admin/people");
  await page
    .getByRole("row", { name: /Lin Hartmann/ })
    .getByRole("button", { name: /^Actions/ })
    .click();
  await page.getByRole("menuitem", { name: "Edit" }).click();
  const drawer = page.getByRole("dialog");
  await drawer.getByLabel("Add a language").selectOption("de");
  await drawer.getByLabel("Add a topic", { exact: true }).fill("Lamps");
  await drawer.getByLabel("Add a topic", { exact: true }).press("Enter");
  await drawer.getByLabel("Level of Lamps").selectOption("5");
  await drawer.getByRole("button", { name: "Save" }).click();
  await expect(drawer).toBeHidden();
  await page.getByRole("link", { name: "Routing" }).click();
  const routing = new RoutingPage(page);
  await routing.isReady();
  const member = routing.section("Language and topic").getByRole("listitem").filter({ hasText: "Lin Hartmann" });
  await expect(member).toContainText("German");
  await expect(member).toContainText("Lamps, level 5");
});

test("out of hours a customer is offered the message box, with the time of opening", async ({ people }) => {
  const routing = new RoutingPage(await people.staff("priya", "/admin/routing"));
  const { page } = routing;
  await routing.isReady();
  const hours = routing.section("Hours");

  await test.step("closed all week, but for a day of its own", async () => {
    await routing.toggle("Open by a timetable");
    for (const day of ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"])
      await hours.getByRole("button", { name: `${day}: remove hours 1` }).click();
    await expect(hours.getByText("Closed", { exact: true })).toHaveCount(7);
    await hours.getByRole("button", { name: "Add a holiday" }).click();
    await expect(hours.getByText("This is still empty.")).toBeVisible();
    const date = new Date(Date.now() + 3 * DAY).toISOString().slice(0, 10);
    await hours.getByLabel("Holiday 1: date").fill(date);
    await hours.getByLabel("Holiday 1: name").fill("Fair");
    await hours.getByRole("button", { name: "Fair: add hours" }).click();
    await hours.getByLabel("Fair, from (1)").fill("10:15");
    await routing.save();
    await expect(hours.getByText(/^Closed now, opens .*10:15$/)).toBeVisible();
  });

  const [ann, lin] = await Promise.all([people.customer(), people.agent("lin")]);
  await test.step("somebody is there, and yet it is closed: the form says when it opens", async () => {
    await ann.root.getByRole("button", { name: "Talk to a person" }).click();
    const form = ann.root.getByRole("form", { name: "Leave a message" });
    await expect(form).toBeVisible();
    await expect(ann.root.getByText(/We are closed at the moment and open again .*10:15/).first()).toBeVisible();
    await form.getByLabel(/^Your message/).fill("Do you mend lamps?");
    await form.getByRole("button", { name: "Send the message" }).click();
    await ann.sees(/^Message no\. \d+ is stored$/);
  });

  await test.step("with the line going on outside hours, a person comes", async () => {
    await hours.getByLabel("Outside these hours").selectOption({ label: "Line goes on" });
    await routing.save();
    await ann.root.getByRole("button", { name: "Talk to a person" }).click();
    // Nothing was written to be quoted: there is one offer.
    await lin.offers.getByRole("button", { name: /^Accept/ }).click();
    await ann.isWith("Lin Hartmann");
  });
  await expect(page.getByText("Not saved")).toHaveCount(0);
});
