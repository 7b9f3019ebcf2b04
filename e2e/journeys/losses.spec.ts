import { chromium } from "playwright/test";
import { CustomerPage } from "../fixtures/customer-page.ts";
import { expect, shopFor, test } from "../fixtures/test.ts";
import { Wire } from "../fixtures/wire.ts";

const LOST_MS = 30_000;

// Without credit for bad matches the line is by time alone.
shopFor({ hasPast: false, intervals: { graceAgentMs: 4_000, creditBoundMs: 0 }, capacities: { lin: 1, mei: 1 } });

test("a customer reloads in the middle of sending: everything arrives once", async ({ people }) => {
  const page = await (await people.context("customer")).newPage();
  const wire = await Wire.of(page);
  const ann = new CustomerPage(page);
  await ann.open();
  await ann.say("Where is my order?");
  await ann.sees(/tracking link/);

  await test.step("sent and stored, but the page never heard so", async () => {
    wire.holdAnswers();
    await ann.say("It was a brass lamp");
    await expect(ann.words("It was a brass lamp")).toHaveCount(1);
    await expect(ann.log.getByText("Sending", { exact: true })).toBeVisible();
    wire.mend();
    await page.reload();
    await ann.isConnected();
    await expect(ann.log.getByText("Sending", { exact: true })).toHaveCount(0);
    await expect(ann.words("It was a brass lamp")).toHaveCount(1);
  });

  await test.step("never left the page", async () => {
    wire.holdSending();
    await ann.say("ordered on Monday");
    await expect(ann.log.getByText("Sending", { exact: true })).toBeVisible();
    await expect.poll(() => wire.heldSends().join()).toContain("ordered on Monday");
    wire.mend();
    await page.reload();
    await ann.isConnected();
    await expect(ann.words("ordered on Monday")).toHaveCount(1);
    await expect(ann.log.getByText("Sending", { exact: true })).toHaveCount(0);
  });

  await test.step("a fresh look at the thread agrees", async () => {
    await page.reload();
    await ann.isConnected();
    for (const text of ["It was a brass lamp", "ordered on Monday"]) await expect(ann.words(text)).toHaveCount(1);
  });
});

test("a customer loses the network for half a minute, and has a second tab", async ({ people }) => {
  const [ann, lin] = await Promise.all([people.customer(), people.agent("lin")]);
  people.expectFaults(
    /customer: Failed to load resource: net::ERR_INTERNET_DISCONNECTED/,
    /customer: WebSocket connection to .* failed/,
  );
  const question = "the porcelain hedgehog whistles when it snows";
  await ann.insistsOnPerson(question);
  await lin.accepts(question);
  await ann.isWith("Lin Hartmann");

  await test.step("without a network what is written waits", async () => {
    const lostAt = Date.now();
    await ann.page.context().setOffline(true);
    await expect(ann.root.getByText("No connection. What you write is kept.")).toBeVisible();
    await ann.say("I am in the lift");
    await expect(ann.log.getByText("Sending", { exact: true })).toBeVisible();
    await expect(lin.page.getByText("Left the page").first()).toBeVisible({ timeout: 25_000 });
    await lin.says("Are you still there?");
    await lin.says("I can wait.");
    // The length of the loss is what this is about: it is measured, nothing is guessed by it.
    await expect.poll(() => Date.now() - lostAt, { timeout: LOST_MS + 5_000 }).toBeGreaterThan(LOST_MS);
    await expect(ann.words("Are you still there?")).toHaveCount(0);
  });

  await test.step("with it both sides have everything, once and in order", async () => {
    await ann.page.context().setOffline(false);
    await expect(ann.root.getByText("No connection. What you write is kept.")).toBeHidden();
    for (const text of ["Are you still there?", "I can wait.", "I am in the lift"]) {
      await expect(ann.words(text)).toHaveCount(1);
      await expect(lin.log.getByText(text, { exact: true })).toHaveCount(1);
    }
    await expect(ann.log.getByText("Sending", { exact: true })).toHaveCount(0);
    await expect(ann.log.getByText(/is now with you/)).toHaveCount(1);
    await lin.says("Welcome back");
    await ann.sees("Welcome back");
  });

  await test.step("a second tab is the same thread, live in both", async () => {
    const second = new CustomerPage(await ann.page.context().newPage());
    await second.open();
    await second.sees("Welcome back");
    await second.say("from the other tab");
    await ann.sees("from the other tab");
    await ann.say("and from the first");
    await second.sees("and from the first");
    await lin.sees("and from the first");
    await expect(second.words("from the other tab")).toHaveCount(1);
    await ann.page.close();
    await expect(second.log.getByText("I am in the lift", { exact: true })).toHaveCount(1);
    await expect(lin.page.getByText("Left the page")).toHaveCount(0);
    await second.fromMenu("End this chat");
    await second.root.getByRole("button", { name: "End the chat" }).click();
    await second.sees(/You ended this chat/);
  });
});

test("where WebSockets are forbidden long polling carries the chat", async ({ people }) => {
  const page = await (await people.context("customer")).newPage();
  // As behind a proxy that knows no upgrade: each attempt fails.
  await page.addInitScript(() => {
    class Forbidden extends EventTarget {
      onerror: ((event: Event) => void) | null = null;
      onclose: ((event: Event) => void) | null = null;
      constructor() {
        super();
        queueMicrotask(() => {
          this.onerror?.(new Event("error"));
          this.onclose?.(new CloseEvent("close", { code: 1006 }));
        });
      }
      close() {}
    }
    Object.assign(window, { WebSocket: Forbidden });
  });
  const ann = new CustomerPage(page);
  await ann.open();
  await ann.say("How long is delivery to Portugal?");
  await ann.sees(/leave our workshop the same day/);
});

test("an agent's browser is killed: the chat goes on with somebody else, the place in line kept", async ({
  people,
}) => {
  const doomed = await chromium.launchServer({ ...test.info().project.use.launchOptions });
  const elsewhere = await chromium.connect(doomed.wsEndpoint());
  const [ann, ben, lin] = await Promise.all([
    people.customer({}, "Ann"),
    people.customer({}, "Ben"),
    people.agent("lin", { from: elsewhere }),
  ]);
  const first = "the staircase sings in a minor key";
  const second = "seven owls argue about my curtains";
  await ann.insistsOnPerson(first);
  await lin.accepts(first);
  await lin.says("I listen");
  await ann.sees("I listen");
  // Lin has one seat: Ben waits behind Ann's chat.
  await ben.insistsOnPerson(second);
  await ben.isAt("You are next in line");

  doomed.process().kill("SIGKILL");
  await ann.sees(/Lin Hartmann lost the connection/);
  await ann.isAt("You are next in line");
  await ben.isAt("You are 2nd in line");
  await ann.say("hello? anybody?");

  const mei = await people.agent("mei");
  await expect(mei.offers).toHaveCount(1);
  await mei.accepts("hello? anybody?");
  await ann.isWith("Mei Tanaka");
  await ben.isAt("You are next in line");
  await mei.sees("I listen");
  await mei.sees("hello? anybody?");
  await mei.says("Lin is away, I go on");
  await ann.sees("Lin is away, I go on");
});
