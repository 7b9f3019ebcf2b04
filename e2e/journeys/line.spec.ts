import { expect, shopFor, test } from "../fixtures/test.ts";

const LOST_MS = 30_000;

shopFor({
  hasPast: false,
  capacities: { lin: 1 },
  // Without credit for bad matches the line is by time alone.
  intervals: { graceAgentMs: 1_000, graceCustomerMs: 60_000, creditBoundMs: 0 },
  teams: { "delivery-returns": { rules: { longWaitMs: 20_000 } } },
});

test("a place in line is kept over a reload and half a minute without a network; a long wait is said", async ({
  people,
}) => {
  const [ann, ben, cleo, lin] = await Promise.all([
    people.customer({}, "Ann"),
    people.customer({}, "Ben"),
    people.customer({}, "Cleo"),
    people.agent("lin"),
  ]);
  people.expectFaults(
    /Ben: Failed to load resource: net::ERR_INTERNET_DISCONNECTED/,
    /Ben: WebSocket connection to .* failed/,
  );
  await ann.insistsOnPerson("a tram has moved into the wardrobe");
  await lin.accepts("a tram has moved into the wardrobe");
  await ben.insistsOnPerson("the doorbell remembers everybody");
  await ben.isAt("You are next in line");
  await cleo.insistsOnPerson("my scarf is knitting itself");
  await cleo.isAt("You are 2nd in line");

  await ben.page.reload();
  await ben.isAt("You are next in line");
  await cleo.isAt("You are 2nd in line");

  const lostAt = Date.now();
  await ben.page.context().setOffline(true);
  await expect(ben.root.getByText("No connection. What you write is kept.")).toBeVisible();
  // The length of the loss is what this is about: it is measured, nothing is guessed by it.
  await expect.poll(() => Date.now() - lostAt, { timeout: LOST_MS + 5_000 }).toBeGreaterThan(LOST_MS);
  await cleo.isAt("You are 2nd in line");
  await ben.page.context().setOffline(false);
  await ben.isAt("You are next in line");

  await test.step("after a long wait both ways are offered, and who stays keeps the place", async () => {
    await ben.sees(/^Many people are asking at the moment/);
    await expect(ben.queueCard.getByText(/^You may stay: your place is kept/)).toBeVisible();
    await expect(ben.queueCard.getByRole("button", { name: "Leave a message instead" })).toBeVisible();
    await ben.isAt("You are next in line");
  });

  await lin.closes("Trams");
  await lin.accepts("the doorbell remembers everybody");
  await ben.isWith("Lin Hartmann");
  await cleo.isAt("You are next in line");
});
