import { DeskPage } from "../fixtures/desk-page.ts";
import { EmbeddedChat, type HostSite, openHostSite } from "../fixtures/host-page.ts";
import { expect, shopFor, test, theShop } from "../fixtures/test.ts";

/** Over https a cross-site frame keeps a partitioned cookie, and no token has to be handed over. */
shopFor({ hasPast: false, isSecure: true });

let host: HostSite;
test.beforeAll(async () => {
  const shop = theShop();
  host = await openHostSite();
  await shop.sql.query("UPDATE sites SET allowed_origins = $1", [[host.origin]]);
  host.carry(`<script async src="${shop.url}/embed.js" data-site="main"></script>`);
});
test.afterAll(() => host.close());

const question = "the gramophone wants to go home";

test("in a frame of another site the partitioned cookie names the customer, and a person helps there", async ({
  people,
}) => {
  const [context, lin] = await Promise.all([people.context("customer"), people.agent("lin")]);
  const chat = new EmbeddedChat(await context.newPage());
  await chat.page.goto(host.origin);
  await chat.opensPanel();
  await chat.asksForPerson(question);
  await lin.accepts(question);
  await chat.isWith("Lin Hartmann");
  expect(await chat.page.evaluate(() => localStorage.getItem("answerline:main"))).toBe("-");
  const [cookie] = (await context.cookies()).filter(({ name }) => name === "__Host-answerline-customer");
  expect(cookie).toMatchObject({ httpOnly: true, secure: true, sameSite: "None" });

  await chat.button("Close the chat").click();
  await lin.says("Where does it live?");
  await expect(chat.button("Open the chat, 1 unread")).toBeVisible();
  await chat.page.reload();
  await expect(chat.button("Open the chat, 1 unread")).toBeVisible();
  await chat.opensPanel();
  await chat.sees("Where does it live?");
});

test("where the frame's cookies are refused the page keeps the token, and the thread is there again", async ({
  people,
}) => {
  const context = await people.context("customer");
  // As a browser that refuses them in frames: what the server sets is not kept.
  await context.route(`${people.shop.url}/api/customer/session`, async (route) => {
    const answer = await route.fetch();
    const { "set-cookie": _, ...headers } = answer.headers();
    await route.fulfill({ response: answer, headers });
    await context.clearCookies();
  });
  const lin = new DeskPage(await people.staff("lin", "/workbench"), "Lin Hartmann");
  await lin.setAvailable();
  const chat = new EmbeddedChat(await context.newPage());
  await chat.page.goto(host.origin);
  await chat.opensPanel();
  await chat.say("Where is my order?");
  await chat.sees(/tracking link/);
  expect(await chat.page.evaluate(() => localStorage.getItem("answerline:main"))).toMatch(/^[\w-]{22,}$/);
  await chat.page.reload();
  await chat.opensPanel();
  await chat.sees("Where is my order?");
});
