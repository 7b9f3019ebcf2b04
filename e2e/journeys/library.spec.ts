import { look } from "../fixtures/looks.ts";
import { importFile } from "../fixtures/library-file.ts";
import { LibraryPage } from "../fixtures/library-page.ts";
import { lampPicture } from "../fixtures/picture.ts";
import { passwordOf, personOf } from "../fixtures/shop.ts";
import { expect, shopFor, test } from "../fixtures/test.ts";

shopFor();

const ROWS = 5_000;
const BAD = 20;

test("a file of 5,000 rows with 20 bad ones is written whole or not at all", async ({ people, shop }) => {
  test.setTimeout(180_000);
  const library = new LibraryPage(await people.staff("priya", "/admin/answers"));
  const { page } = library;
  const drafts = async () =>
    Number((await shop.sql.query<{ count: string }>("SELECT count(*) FROM answer_drafts")).rows[0]?.count);

  await test.step("every bad row is named, and nothing is written", async () => {
    const dialog = await library.imports(importFile(ROWS, BAD));
    const table = dialog.getByRole("table", { name: "Errors by row" });
    await expect(table).toBeVisible({ timeout: 60_000 });
    await expect(dialog.getByText("20 errors found, so nothing can be written.", { exact: false })).toBeVisible();
    await expect(table.getByRole("row")).toHaveCount(BAD + 1);
    await expect(table.getByRole("row", { name: /^250 / })).toContainText("There is nothing in it.");
    await expect(table.getByRole("row", { name: /^500 / })).toContainText("Not a language code");
    await expect(dialog.getByRole("button", { name: "Nothing to write" })).toHaveAttribute("aria-disabled", "true");
    await look(page, "library-import-errors");
    expect(await drafts()).toBe(0);
    await dialog.getByRole("button", { name: "Another file" }).click();
  });

  await test.step("mended, it is written into the drafts all at once", async () => {
    const dialog = await library.imports(importFile(ROWS, 0));
    await expect(dialog.getByText("5,000 rows read without an error", { exact: false })).toBeVisible({
      timeout: 60_000,
    });
    await look(page, "library-import-good");
    await dialog.getByRole("button", { name: "Write 5,000 drafts" }).click();
    await expect(page.getByText("Written as drafts: 5,000 new, 0 changed").first()).toBeVisible({ timeout: 60_000 });
    expect(await drafts()).toBe(ROWS);
  });

  await test.step("the list holds them all, and finds one among them", async () => {
    await library.list.getByLabel("Search answers and questions").fill("subject 4321");
    await expect(library.list.getByRole("button", { name: /^Imported subject 4321/ })).toBeVisible();
    await library.list.getByRole("button", { name: /^Imported subject 4321/ }).click();
    await expect(library.editor.getByLabel(/^Title/)).toHaveValue("Imported subject 4321");
    await library.list.getByLabel("Search answers and questions").fill("");
    await look(page, "library-thousands");
  });

  await test.step("all of them are picked, and their drafts discarded", async () => {
    await library.list.getByRole("button", { name: "State" }).click();
    await page.getByRole("menuitemradio", { name: /^Any draft/ }).click();
    await library.list
      .getByRole("checkbox", { name: /^Pick / })
      .first()
      .check();
    const bar = page.getByRole("region", { name: "Picked answers" });
    await bar.getByRole("button", { name: "All 5,000" }).click();
    await expect(bar.getByText("5,000 picked")).toBeVisible();
    await bar.getByRole("button", { name: "More acts" }).click();
    await page.getByRole("menuitem", { name: "Discard their drafts" }).click();
    await expect(page.getByText("5,000 drafts discarded").first()).toBeVisible({ timeout: 30_000 });
    expect(await drafts()).toBe(0);
  });
});

test("a wrong answer becomes a right one in the open chat, and a rollback takes it back", async ({ people, shop }) => {
  const question = "they say signed for but that wasnt me";
  const wrong = "My parcel says delivered but I don’t have it";
  const right = "Deliver on a certain day, or to a neighbour";
  const [ann, admin] = await Promise.all([people.customer(), people.staff("priya", "/admin/answers")]);
  const library = new LibraryPage(admin);
  const bodyOf = async (title: string) => {
    const { rows } = await shop.sql.query<{ body: string }>("SELECT body FROM answers WHERE title = $1", [title]);
    return rows[0]?.body.replaceAll(/\*\*|_/g, "").split(/[.:!?\n]/)[0] ?? "";
  };
  const [wrongWords, rightWords] = await Promise.all([bodyOf(wrong), bodyOf(right)]);
  const replies = async () =>
    Number(
      (
        await shop.sql.query<{ count: string }>(
          "SELECT count(*) FROM asked_questions WHERE text = $1 AND reply_item_id IS NOT NULL",
          [question],
        )
      ).rows[0]?.count,
    );

  await test.step("the customer gets the wrong one, and says so", async () => {
    await ann.say(question);
    await ann.sees(wrongWords);
    await ann.log.getByRole("button", { name: "Not helpful" }).last().click();
  });

  await test.step("it stands among the unanswered ones, and becomes a way to ask for the right one", async () => {
    await library.openTab("Unanswered");
    await library.list.getByRole("button", { name: question }).click();
    const group = admin.getByRole("region", { name: "A group of unanswered questions" });
    await expect(group.getByText("found it not helpful")).toBeVisible();
    await look(admin, "library-unanswered");
    await group.getByRole("button", { name: /^(To another…|Choose an answer…)$/ }).click();
    await admin.getByRole("combobox", { name: "Choose an answer…" }).fill(right);
    await admin.getByRole("option", { name: right }).click();
    await expect(library.editor.getByLabel(/^Title/)).toHaveValue(right);
    await expect(library.editor.getByText("Draft", { exact: true })).toBeVisible();
    const asked = library.editor.getByRole("textbox", { name: /^Way to ask, / });
    await expect(asked.last()).toHaveValue(question);
  });

  await test.step("tried, it is the draft that gets it right and not what is published", async () => {
    await library.console.getByRole("textbox", { name: "A customer’s question" }).fill(question);
    await expect(library.console.getByRole("button", { name: new RegExp(`^${right}`) }).first()).toBeVisible();
    await expect(library.console.getByText(rightWords)).toBeVisible();
    await library.console.getByRole("radio", { name: "Published" }).click();
    await expect(library.console.getByText(rightWords)).toBeHidden();
    await library.console.getByRole("radio", { name: "Draft" }).click();
    await expect(library.console.getByText(rightWords)).toBeVisible();
    await look(admin, "library-tried");
  });

  await test.step("the past shows what it changes", async () => {
    const dialog = await library.looksBeforePublishing();
    const row = dialog.getByRole("row", { name: new RegExp(question) });
    await expect(row).toContainText(right);
    await expect(row).toContainText("Better");
    await look(admin, "library-publish");
    await dialog.getByRole("radio", { name: /^Changes/ }).click();
    await expect(dialog.getByText(`added: ${question}`)).toBeVisible();
    await look(admin, "library-publish-changes");
  });

  await test.step("published, the open chat has it at once", async () => {
    await library.publishes("Who signs for a parcel");
    await ann.say(question);
    await ann.sees(rightWords);
    await library.openTab("Unanswered");
    await expect(library.list.getByText("Nothing is left unanswered")).toBeVisible();
  });

  await test.step("what was learned can be looked at and revoked", async () => {
    await library.openTab("Learned");
    await library.list.getByRole("button", { name: question }).first().click();
    await look(admin, "library-learned");
    await admin.getByRole("button", { name: "Revoke", exact: true }).click();
    await expect(admin.getByText(/^Revoked: the matcher no longer counts it/).first()).toBeVisible();
  });

  await test.step("the version is rolled back with one press and a word", async () => {
    const versions = await library.opensVersions();
    await expect(versions.getByText("Who signs for a parcel")).toBeVisible();
    await look(admin, "library-versions");
    await versions.getByRole("button", { name: "Back to before the first version" }).click();
    await admin.getByRole("button", { name: "Bring it back" }).click();
    await expect(admin.getByText(/^As before the first version/).first()).toBeVisible();
    const before = await replies();
    await ann.say(question);
    await expect.poll(replies).toBe(before + 1);
    await expect(ann.log.getByText(rightWords)).toHaveCount(1);
  });
});

test("what is written survives a reload, and pictures, buttons and follow-ups reach the customer", async ({
  people,
}) => {
  const [ann, admin] = await Promise.all([people.customer(), people.staff("priya", "/admin/answers")]);
  const library = new LibraryPage(admin);
  await library.list.getByRole("button", { name: "New", exact: true }).click();
  await library.editor.getByLabel(/^Title/).fill("A lamp in the window");
  await library.editor.getByRole("textbox", { name: "Answer", exact: true }).fill("Ours looks like this one.");
  await expect
    .poll(() => admin.evaluate(() => localStorage.getItem("answerline:draft:entry:new")))
    .toContain("looks like this one");
  await admin.reload();
  await expect(library.editor.getByLabel(/^Title/)).toHaveValue("A lamp in the window");
  await expect(library.editor.getByText("Not saved")).toBeVisible();
  const add = library.editor.getByRole("textbox", { name: /^Add another way to ask/ });
  await add.fill("what does the window lamp look like");
  await add.press("Enter");
  const [chooser] = await Promise.all([
    admin.waitForEvent("filechooser"),
    library.editor.getByRole("button", { name: "Add pictures" }).click(),
  ]);
  await chooser.setFiles(await lampPicture());
  await expect(library.editor.getByRole("img", { name: "Picture 1" })).toBeVisible();
  await library.editor.getByRole("button", { name: "Add a button" }).click();
  await library.editor.getByLabel("Words on button 1").fill("What does it cost?");
  await library.editor.getByRole("button", { name: "Add a follow-up" }).click();
  await admin.getByRole("combobox", { name: "Answer to follow this one" }).fill("Delivery times by country");
  await admin.getByRole("option", { name: /^Delivery times by country/ }).click();
  await library.saves();
  await look(admin, "library-entry");
  await library.publishesAll();
  await ann.say("what does the window lamp look like");
  await ann.sees("Ours looks like this one.");
  await expect(ann.log.getByRole("button", { name: "What does it cost?" })).toBeVisible();
  await expect(ann.log.getByRole("button", { name: "Delivery times by country" })).toBeVisible();
});

test("many at once: picked, switched off, taken back", async ({ people }) => {
  const library = new LibraryPage(await people.staff("priya", "/admin/answers"));
  const { page } = library;
  await library.list.getByLabel("Search answers and questions").fill("Delivery times by country");
  const row = library.list.getByRole("button", { name: /^Delivery times by country/ });
  await row.focus();
  await page.keyboard.press("x");
  const bar = page.getByRole("region", { name: "Picked answers" });
  await expect(bar.getByText("1 picked")).toBeVisible();
  await look(page, "library-picked");
  await bar.getByRole("button", { name: "More acts" }).click();
  await page.getByRole("menuitem", { name: "Switch off" }).click();
  await expect(row).toContainText("Draft");
  await page.getByRole("button", { name: "Undo" }).first().click();
  await expect(row).not.toContainText("Draft");
});

test("on a phone, in Chinese", async ({ people }) => {
  const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, locale: "zh-CN" };
  const page = await (await people.context("priya", phone)).newPage();
  await page.goto("/admin/answers");
  await page.getByLabel("邮箱").fill(personOf("priya").email);
  await page.getByLabel("密码", { exact: true }).fill(passwordOf("priya"));
  await page.getByRole("button", { name: "登录" }).click();
  await page.waitForURL((url) => url.pathname === "/admin/answers");
  const fits = () => page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth);
  await expect(page.locator("[data-entry]").first()).toBeVisible();
  expect(await fits()).toBe(true);
  await look(page, "library-zh-list");
  await page.locator("[data-entry]").first().click();
  await page.getByLabel(/^标题/).fill("换一个标题");
  await page.getByRole("button", { name: /^保存/ }).click();
  await expect(page.getByRole("button", { name: "发布…" })).toBeVisible();
  expect(await fits()).toBe(true);
  await look(page, "library-zh-entry");
  await page.getByRole("button", { name: "发布…" }).click();
  await expect(page.getByRole("dialog", { name: /^发布/ })).toBeVisible();
  await expect(page.getByRole("dialog").getByRole("progressbar")).toBeHidden({ timeout: 60_000 });
  expect(await fits()).toBe(true);
  await look(page, "library-zh-publish");
});
