import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { Page } from "playwright/test";
import { DeskPage } from "../fixtures/desk-page.ts";
import { EmbeddedChat, openHostSite } from "../fixtures/host-page.ts";
import { MessageBoxPage } from "../fixtures/message-box-page.ts";
import { fillSignIn } from "../fixtures/people.ts";
import { environment, root } from "../fixtures/server-process.ts";
import { expect, shopFor, test } from "../fixtures/test.ts";

const OFFERED_WITHIN_MS = 3_000;

/** Nothing but an empty database: the shop has to be built by hand. */
shopFor({ isDemo: false });

test("an opening day: admin, team, agents, the tag on another site, a request by night, its answer in the morning", async ({
  people,
  shop,
}) => {
  const host = await openHostSite();
  const admin = await (await people.context("ada")).newPage();

  await test.step("the first admin is made by a command and sets a password", async () => {
    const { stdout } = await promisify(execFile)(
      "npm",
      ["run", "--silent", "admin:create", "--", "--email", "ada@lanterns.example", "--name", "Ada Ferreira"],
      {
        cwd: root,
        env: { ...environment(), DATABASE_URL: shop.databaseUrl, DATA_DIR: shop.dataDir },
      },
    );
    const password = /One-time password: (\S+)/.exec(stdout)?.[1] ?? "";
    await firstSignIn(admin, { email: "ada@lanterns.example", password }, "tin lanterns at dusk");
    await expect(admin.getByRole("heading", { name: "Answers", level: 1 })).toBeVisible();
  });

  const agents = await test.step("a team and two agents", async () => {
    await admin.getByRole("link", { name: "People and teams" }).click();
    await admin.getByRole("tab", { name: /^Teams/ }).click();
    await admin.getByRole("button", { name: "Add a team" }).first().click();
    const drawer = admin.getByRole("dialog", { name: "Add a team" });
    await drawer.getByLabel(/^Team/).first().fill("Front desk");
    await drawer.getByRole("button", { name: "Add a team" }).click();
    await expect(admin.getByRole("row", { name: /Front desk/ })).toBeVisible();
    await admin.getByRole("tab", { name: /^People/ }).click();
    return [await addAgent(admin, "Lin Hartmann"), await addAgent(admin, "Mei Tanaka")] as const;
  });

  await test.step("the shop's site is allowed and carries the tag", async () => {
    await admin.getByRole("link", { name: "Settings" }).click();
    await admin.getByLabel("Sites whose pages may carry the chat").fill(`${host.origin}/shop/page`);
    await admin.getByRole("button", { name: "Add", exact: true }).click();
    await expect(admin.getByText(/names one page/)).toBeVisible();
    await admin.getByLabel("Sites whose pages may carry the chat").fill(host.origin);
    await admin.getByRole("button", { name: "Add", exact: true }).click();
    await admin.getByRole("button", { name: /^Save/ }).click();
    await expect(admin.getByText("Saved, in use now")).toBeVisible();
    const tag = await admin.getByText(/<script async src=/).innerText();
    expect(tag).toContain(`${shop.url}/embed.js`);
    host.carry(tag);
  });

  const customer = await people.context("customer");
  const night = new EmbeddedChat(await customer.newPage());
  await test.step("by night nobody is there: a message is left within the page", async () => {
    await night.page.goto(host.origin);
    await night.opensPanel();
    await night.root.getByRole("button", { name: "Talk to a person" }).click();
    const form = night.root.getByRole("form", { name: "Leave a message" });
    await expect(form).toBeVisible({ timeout: OFFERED_WITHIN_MS });
    await form.getByLabel(/^Your message/).fill("My tin lantern arrived without its wick. Can you send one?");
    await form.getByLabel(/^E-mail or telephone/).fill("+351 912 345 678");
    await form.getByRole("button", { name: "Send the message" }).click();
    await night.sees("Message no. 1 is stored");
    await night.page.close();
  });

  await test.step("in the morning an agent signs in, claims it and answers", async () => {
    const page = await (await people.context("lin")).newPage();
    await firstSignIn(page, agents[0], "wicks and wax by the dozen");
    const desk = new DeskPage(page, "Lin Hartmann");
    await desk.setAvailable();
    await page.getByRole("link", { name: /^Message box/ }).click();
    const box = new MessageBoxPage(page);
    await box.claims("arrived without its wick");
    await expect(page.getByRole("heading", { name: /^\+351 912 345 678/ })).toBeVisible();
    await box.answers("Of course: two wicks are in the post since this morning.");
  });

  await test.step("the customer comes back to the page: the button says so, the frame shows it", async () => {
    const morning = new EmbeddedChat(await customer.newPage());
    await morning.page.goto(host.origin);
    await expect(morning.button("Open the chat, 1 unread")).toBeVisible();
    await morning.opensPanel();
    await morning.sees("Of course: two wicks are in the post since this morning.");
    await morning.sees("Answer to message no. 1");
    await morning.page.keyboard.press("Escape");
    await expect(morning.button("Open the chat")).toBeVisible();
  });

  await test.step("a page of a site that is not allowed gets no chat", async () => {
    const other = await openHostSite();
    const page = await customer.newPage();
    people.expectFaults(
      /customer: Framing '[^']+' violates the following Content Security Policy directive/,
      /customer: Failed to load resource: net::ERR_BLOCKED_BY_RESPONSE/,
    );
    other.carry(`<script async src="${shop.url}/embed.js" data-site="main"></script>`);
    const blocked = page.waitForEvent("requestfailed", (request) => request.url().includes("/chat?embed=1"));
    await page.goto(other.origin);
    await page.getByRole("button", { name: "Open the chat" }).click();
    expect((await blocked).failure()?.errorText).toBe("net::ERR_BLOCKED_BY_RESPONSE");
    other.close();
  });
  host.close();
});

/** Signs in with a one-time password, which opens nothing but the page that replaces it. */
async function firstSignIn(page: Page, person: { email: string; password: string }, own: string): Promise<void> {
  await page.goto("/sign-in");
  await fillSignIn(page, person);
  await expect(page.getByRole("heading", { name: "Choose your own password" })).toBeVisible();
  await page.goto("/workbench");
  await expect(page.getByRole("heading", { name: "Choose your own password" })).toBeVisible();
  await page.getByLabel("New password").fill(own);
  await page.getByRole("button", { name: "Set the password" }).click();
  await expect(page.getByRole("navigation", { name: "Main" })).toBeVisible();
}

async function addAgent(admin: Page, name: string): Promise<{ email: string; password: string }> {
  const email = `${name.split(" ")[0]?.toLowerCase()}@lanterns.example`;
  await admin.getByRole("button", { name: "Add a person" }).click();
  const drawer = admin.getByRole("dialog", { name: "Add a person" });
  await drawer.getByLabel(/^Name/).fill(name);
  await drawer.getByLabel(/^E-mail/).fill(email);
  await expect(drawer.getByRole("checkbox", { name: "Agent" })).toBeChecked();
  await expect(drawer.getByRole("checkbox", { name: "Front desk" })).toBeChecked();
  await drawer.getByRole("button", { name: "Add a person" }).click();
  const secret = admin.getByRole("dialog", { name: `One-time password for ${name}` });
  const password = (await secret.getByRole("code").innerText()).trim();
  await secret.getByRole("button", { name: "Done" }).click();
  await expect(admin.getByRole("row", { name: new RegExp(name) })).toContainText("Not signed in yet");
  return { email, password };
}
