import { lampPicture } from "../fixtures/picture.ts";
import { writeLines } from "../fixtures/long-thread.ts";
import { expect, shopFor, test } from "../fixtures/test.ts";

shopFor({ hasPast: false });

const question = "my grandmother's bassoon hums under water at midnight";

test("from the library to a person, another person, and a rating", async ({ people }) => {
  const [ann, mei, lin] = await Promise.all([
    people.customer(),
    people.agent("mei"),
    people.agent("lin", { isAvailable: false }),
  ]);
  // Mei has been idle for longer, so she is asked first.
  await lin.setAvailable();

  await test.step("the library answers", async () => {
    await ann.say("How long is delivery to Portugal?");
    await ann.sees(/leave our workshop the same day/);
    await ann.log.getByRole("button", { name: "Helpful", exact: true }).click();
    await expect(ann.log.getByRole("button", { name: "Helpful", exact: true })).toHaveAttribute("aria-pressed", "true");
  });

  await test.step("outside the library a person is offered, and one waits in line", async () => {
    await ann.say(question);
    await expect(ann.root.getByRole("heading", { name: "Shall a person take a look?" })).toBeVisible();
    await ann.root.getByRole("button", { name: "Yes, a person" }).click();
    await ann.isAt("You are next in line");
  });

  await test.step("one agent declines, the other accepts", async () => {
    await expect(mei.offer(question)).toBeVisible();
    await expect(mei.page).toHaveTitle(/^\(1\)|New conversation/);
    await mei.declines(question);
    await expect(lin.offer(question)).toBeVisible();
    await ann.isAt("You are next in line");
    await lin.accepts(question);
    await ann.isWith("Lin Hartmann");
    await expect(ann.queueCard).toBeHidden();
  });

  await test.step("both write, a picture among it", async () => {
    await lin.sees(question);
    await lin.says("Hello, I am Lin. Could you show me the bassoon?");
    await ann.sees("Hello, I am Lin. Could you show me the bassoon?");
    await ann.attach(await lampPicture());
    await ann.say("Here it is 🎷");
    await lin.sees("Here it is 🎷");
    await expect(lin.log.getByRole("button", { name: /^Open the picture/ })).toBeVisible();
    await expect(ann.log.getByRole("button", { name: /^Open the picture/ })).toBeVisible();
    await expect(ann.log.getByText("Read", { exact: true }).last()).toBeVisible();
  });

  await test.step("a note stays among staff", async () => {
    await lin.notes("She sounds worried, be gentle.");
    await lin.sees("She sounds worried, be gentle.");
    await lin.page.getByRole("button", { name: "Reply", exact: true }).click();
  });

  await test.step("it is passed on to a colleague, who is asked first", async () => {
    await lin.page.getByRole("button", { name: "Transfer" }).click();
    const dialog = lin.page.getByRole("dialog", { name: /^Transfer / });
    await dialog.getByText("Mei Tanaka", { exact: true }).click();
    await dialog.getByLabel("Note for whoever takes over").fill("Mei, you know woodwinds.");
    await dialog.getByRole("button", { name: "Ask Mei Tanaka" }).click();
    await expect(mei.offers.filter({ hasText: "Mei, you know woodwinds." })).toBeVisible();
    await mei.accepts("Mei, you know woodwinds.");
    await ann.isWith("Mei Tanaka");
    await mei.sees("She sounds worried, be gentle.");
    await mei.says("I play one myself. Dry it first.");
    await ann.sees("I play one myself. Dry it first.");
  });

  await test.step("it is closed with an outcome and rated", async () => {
    await mei.page.getByRole("button", { name: /^Close/ }).click();
    const dialog = mei.page.getByRole("dialog", { name: /^Close the chat with/ });
    await dialog.getByLabel("Category").fill("Instruments");
    await dialog.getByRole("button", { name: /^Close the chat/ }).click();
    await ann.sees(/Mei Tanaka closed this chat/);
    await ann.root.getByRole("radio", { name: "5 of 5: very good" }).check();
    await ann.root.getByLabel("What should we know? (optional)").fill("Two kind people.");
    await ann.root.getByRole("button", { name: "Send the rating" }).click();
    await ann.sees(/You gave 5 of 5/);
    await expect(ann.page.getByText("She sounds worried")).toHaveCount(0);
    await expect(ann.page.getByText("you know woodwinds")).toHaveCount(0);
  });
});

test("a long thread can be read back to its first word, on both sides", async ({ people, shop }) => {
  const [ann, lin] = await Promise.all([people.customer(), people.agent("lin")]);
  await ann.say("Where is my order?");
  await ann.sees(/tracking link/);
  await writeLines(shop.sql, "Where is my order?", 140);
  await ann.page.reload();
  await ann.sees("line 140");
  await ann.asksForPerson("who painted the moon on my ceiling");
  await lin.accepts("who painted the moon on my ceiling");
  for (const { page, log } of [ann, lin]) {
    await expect(log.getByText("line 140", { exact: true })).toBeAttached();
    await expect(async () => {
      await log.hover();
      await page.mouse.wheel(0, -4_000);
      await expect(log.getByText("Where is my order?", { exact: true })).toBeInViewport({ timeout: 250 });
    }).toPass();
    for (const number of [1, 70, 140]) await expect(log.getByText(`line ${number}`, { exact: true })).toHaveCount(1);
  }
});
