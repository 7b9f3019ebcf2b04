import { DeskPage, whoIsAsked } from "../fixtures/desk-page.ts";
import { expect, shopFor, test } from "../fixtures/test.ts";

shopFor({
  hasPast: false,
  capacities: { lin: 2, mei: 2 },
  intervals: { graceAgentMs: 2_000, graceCustomerMs: 4_000, creditBoundMs: 0, roundRestMs: 500 },
  teams: { "delivery-returns": { rules: { quiet: { warnMs: 3_000, closeMs: 5_000 } } } },
});

test("busy, and back at the place in the service queue that load and idle time give", async ({ people }) => {
  const [ann, ben, cleo, lin, mei] = await Promise.all([
    people.customer({}, "Ann"),
    people.customer({}, "Ben"),
    people.customer({}, "Cleo"),
    people.agent("lin"),
    people.agent("mei", { isAvailable: false }),
  ]);

  await test.step("busy until a time: it stands on the button, and nothing comes", async () => {
    await lin.availability.click();
    await lin.page.getByRole("menuitemradio", { name: "30 min", exact: true }).click();
    await lin.page.getByRole("menuitem", { name: "Lunch" }).click();
    await expect(lin.availability).toHaveAccessibleName(/Lunch until \d\d:\d\d/);
    await mei.setAvailable();
    await ann.insistsOnPerson("a heron sits on the ironing board");
    await mei.accepts("a heron sits on the ironing board");
    await expect(lin.offers).toHaveCount(0);
  });

  await test.step("back with one key: the one with less load is asked before who was here all along", async () => {
    await lin.page.keyboard.press("Alt+v");
    await expect(lin.availability).toHaveAccessibleName(/Available/);
    await ben.insistsOnPerson("the kettle sings in Portuguese");
    expect((await whoIsAsked([lin, mei], "the kettle sings in Portuguese")).name).toBe("Lin Hartmann");
    await lin.accepts("the kettle sings in Portuguese");
  });

  await test.step("at the same load the longest idle is asked", async () => {
    // Mei has been working since before Lin.
    await cleo.insistsOnPerson("my slippers left without me");
    expect((await whoIsAsked([lin, mei], "my slippers left without me")).name).toBe("Mei Tanaka");
    await mei.accepts("my slippers left without me");
  });
});

test("“I owe an answer by”: the quiet clock stands still, and taking it back starts it anew", async ({ people }) => {
  const [ann, lin] = await Promise.all([people.customer(), people.agent("lin")]);
  await ann.insistsOnPerson("a postcard arrives every day from tomorrow");
  await lin.accepts("a postcard arrives every day from tomorrow");
  await lin.says("I ask the workshop and come back to you.");
  await ann.sees("I ask the workshop");
  await lin.page.keyboard.press("Alt+p");
  const dialog = lin.page.getByRole("dialog", { name: /^By when do you owe / });
  await dialog.getByRole("button", { name: "In 1 hour" }).click();
  await lin.sees(/^You promised an answer by /);
  await expect(lin.page.getByText(/answer owed by \d\d:\d\d/)).toBeVisible();
  const heldSince = Date.now();
  // The length of the silence is what this is about: longer than the warning and the close would take.
  await expect.poll(() => Date.now() - heldSince, { timeout: 9_000 }).toBeGreaterThan(6_500);
  await expect(ann.log.getByText(/^Are you still there\?/)).toHaveCount(0);
  await lin.page.keyboard.press("Alt+p");
  await dialog.getByRole("button", { name: "Take back" }).click();
  await lin.sees(/^You took back the promised time/);
  await ann.sees(/^Are you still there\?/);
  await ann.sees(/^Closed because nobody wrote for a while/);
});

test("“I leave”: nothing new, and the chats are handed over with their notes", async ({ people }) => {
  const [ann, ben, lin] = await Promise.all([
    people.customer({}, "Ann"),
    people.customer({}, "Ben"),
    people.agent("lin"),
  ]);
  await ann.insistsOnPerson("the harp insists on jazz");
  await lin.accepts("the harp insists on jazz");
  await lin.notes("She plays on Fridays.");
  await lin.sees("She plays on Fridays.");
  const mei = await people.agent("mei");
  await lin.picks("I leave in 10 minutes");
  await expect(lin.strips.getByText(/^You leave at \d\d:\d\d/)).toBeVisible();
  await expect(lin.availability).toHaveAccessibleName(/Leaving/);

  await test.step("the open chat is offered to a colleague, who is told why", async () => {
    const offer = mei.page.getByRole("region", { name: /^Lin Hartmann is leaving; take it over\?: / });
    await expect(offer).toBeVisible();
    await offer.getByRole("button", { name: /^Accept/ }).click();
    await ann.sees(/^Lin Hartmann is passing you to a colleague/);
    await ann.isWith("Mei Tanaka");
    await mei.sees("She plays on Fridays.");
  });

  await test.step("nothing new comes to who leaves", async () => {
    await ben.insistsOnPerson("someone painted the fog");
    await mei.accepts("someone painted the fog");
    await expect(lin.offers).toHaveCount(0);
  });

  await test.step("staying after all takes it back", async () => {
    await lin.strips.getByRole("button", { name: "Stay" }).click();
    await expect(lin.availability).toHaveAccessibleName(/Available/);
  });
});

test("inactivity marks away, and the next move in any tab takes it back", async ({ people, shop }) => {
  const lin = await people.agent("lin");
  // As an admin's setting would, but shorter than one may be.
  await shop.sql.query(`UPDATE sites SET intervals = intervals || '{"awayAfterMs": 2000}'`);
  await lin.page.reload();
  await lin.isReady();
  const second = new DeskPage(await lin.page.context().newPage(), lin.name);
  await second.page.goto("/workbench");
  await second.isReady();
  await expect(second.strips.getByText(/^Nothing moved here for a while/)).toBeVisible();
  await expect(lin.availability).toHaveAccessibleName(/Away/);
  await lin.page.keyboard.press("ArrowDown");
  await expect(second.availability).toHaveAccessibleName(/Available/);
  await shop.sql.query("UPDATE sites SET intervals = intervals - 'awayAfterMs'");
});
