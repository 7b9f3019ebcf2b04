import { chromium } from "playwright/test";
import { BoardPage } from "../fixtures/board-page.ts";
import { look } from "../fixtures/looks.ts";
import { expect, shopFor, test } from "../fixtures/test.ts";

/** The ladder of these journeys, in ms: its last step, and the longest anybody may wait by it. */
const ladder = { agentMs: 2_000, customerMs: 4_000, supervisorMs: 6_000, reofferMs: 8_000, unresponsiveMs: 10_000 };
const bound = ladder.reofferMs + 8_000;

shopFor({
  hasPast: false,
  // A dead laptop is not noticed as gone here: the ladder is what saves the customer.
  intervals: { graceAgentMs: 600_000, graceCustomerMs: 60_000, creditBoundMs: 0 },
  capacities: { lin: 3, mei: 3 },
  teams: { "delivery-returns": { rules: { ladder } } },
});

test("a dead agent: reminded, told, supervised, offered on, marked; nobody waits beyond the bound", async ({
  people,
}) => {
  const doomed = await chromium.launchServer({ ...test.info().project.use.launchOptions });
  const elsewhere = await chromium.connect(doomed.wsEndpoint());
  const [ann, sofia, lin] = await Promise.all([
    people.customer(),
    people.staff("sofia", "/dashboard"),
    people.agent("lin", { from: elsewhere }),
  ]);
  const board = new BoardPage(sofia);
  await board.isLive();
  await ann.insistsOnPerson("the tortoise has outrun the van");
  await lin.accepts("the tortoise has outrun the van");
  await ann.isWith("Lin Hartmann");
  const mei = await people.agent("mei");
  doomed.process().kill("SIGKILL");
  const owedSince = Date.now();
  await ann.say("Are you there?");

  await ann.sees(/^Sorry, this takes longer than it should/);
  await expect(sofia.getByText(/^Lin Hartmann has owed Visitor \w+ an answer/).first()).toBeVisible();
  await board.attention.getByRole("tab", { name: /^Alerts/ }).click();
  await expect(board.attention.getByText(/^Lin Hartmann has owed Visitor/)).toBeVisible();

  await test.step("the next free agent is asked, with the reason", async () => {
    const offer = mei.page.getByRole("region", { name: /^Lin Hartmann does not answer; take it over\?: / });
    await expect(offer.getByText(/has not answered for \d+ s/)).toBeVisible();
    await offer.getByRole("button", { name: /^Accept/ }).click();
    await ann.isWith("Mei Tanaka");
    expect(Date.now() - owedSince).toBeLessThan(bound);
    await mei.says("I am Mei, I have read everything.");
    await ann.sees("I am Mei, I have read everything.");
    await mei.sees(/Being offered to somebody else since|Lin Hartmann was marked “not responding”/);
  });
});

test("three customers wait: one notice, which leads to the longest; an answer takes its part away", async ({
  people,
}) => {
  const [ann, ben, lin] = await Promise.all([
    people.customer({}, "Ann"),
    people.customer({}, "Ben"),
    people.agent("lin"),
  ]);
  await ann.insistsOnPerson("a drawer full of thunder");
  await lin.accepts("a drawer full of thunder");
  await ben.insistsOnPerson("the bookmark reads ahead");
  await lin.accepts("the bookmark reads ahead");
  await expect(lin.strips.getByText("2 customers wait for you")).toBeVisible();
  await look(lin.page, "reminders");
  await lin.row("the bookmark reads ahead").click();
  await lin.page.keyboard.press("Alt+w");
  await lin.sees("a drawer full of thunder");
  await expect(
    lin
      .row("a drawer full of thunder")
      .getByText(/^(Reminded|Told it takes longer|Supervisor told|Offered to others)$/),
  ).toBeVisible();
  await lin.says("Close it slowly.");
  await expect(lin.strips.getByText(/^Visitor \w+ waits for your answer/)).toBeVisible();

  await test.step("who answers nobody is marked, and is told so", async () => {
    await expect(lin.strips.getByText(/because a customer waited too long for your answer/)).toBeVisible();
    await expect(lin.availability).toHaveAccessibleName(/Not responding/);
    await lin.strips.getByRole("button", { name: /I am back/ }).click();
    await expect(lin.availability).toHaveAccessibleName(/Available/);
  });
});
