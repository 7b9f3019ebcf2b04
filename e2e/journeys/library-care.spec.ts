import { readFile } from "node:fs/promises";
import { look } from "../fixtures/looks.ts";
import { importFile } from "../fixtures/library-file.ts";
import { LibraryPage } from "../fixtures/library-page.ts";
import { expect, shopFor, test } from "../fixtures/test.ts";

shopFor();

const delivery = "Delivery times by country";

test("what customers ask and say shows while the tabs are open; a dismissal can be undone", async ({ people }) => {
  const [ann, ben, admin] = await Promise.all([
    people.customer({}, "Ann"),
    people.customer({}, "Ben"),
    people.staff("priya", "/admin/answers"),
  ]);
  const library = new LibraryPage(admin);
  const question = "do zebras sleep in wardrobes";
  const row = library.list.getByRole("button", { name: new RegExp(question) });
  await test.step("an unanswered question", async () => {
    await library.openTab("Unanswered");
    await expect(library.list.getByText("Nothing is left unanswered")).toBeVisible();
    await ann.say(question);
    await expect(ann.log.getByText("I don’t have a good answer to this.")).toBeVisible();
    await expect(row).toBeVisible();
  });
  await test.step("dismissed, and back again", async () => {
    await row.click();
    await admin.getByRole("button", { name: "Dismiss", exact: true }).click();
    await expect(library.list.getByText("Nothing is left unanswered")).toBeVisible();
    await admin.getByRole("button", { name: "Undo" }).first().click();
    await expect(row).toBeVisible();
  });
  await test.step("what was learned of a helpful answer", async () => {
    await library.openTab("Learned");
    await ben.say("how long is delivery to portugal");
    await ben.log.getByRole("button", { name: "Helpful", exact: true }).last().click();
    await expect(library.list.getByRole("button", { name: /how long is delivery to portugal/ })).toBeVisible();
  });
});

test("of several drafts only the chosen ones are tried and published", async ({ people, shop }) => {
  const library = new LibraryPage(await people.staff("priya", "/admin/answers"));
  const { page } = library;
  await library.adds({ title: "Goes out", body: "This one goes.", questions: ["does this one go out"] });
  await library.adds({ title: "Stays back", body: "This one stays.", questions: ["does this one stay back"] });
  const dialog = await library.looksBeforePublishing();
  await dialog.getByRole("radio", { name: /^Changes/ }).click();
  await dialog.getByRole("checkbox", { name: "Publish “Stays back”" }).click();
  await expect(dialog.getByText("1 of 2 go into this version")).toBeVisible();
  await look(page, "library-publish-choice");
  await dialog.getByRole("radio", { name: /^Past questions/ }).click();
  await expect(dialog.getByText(/^Tried before the last edit or choice/)).toBeVisible();
  await dialog.getByRole("button", { name: "Try again" }).click();
  await expect(dialog.getByText(/^Tried before the last edit or choice/)).toBeHidden({ timeout: 60_000 });
  await library.publishes();
  const { rows } = await shop.sql.query<{ title: string }>(
    "SELECT title FROM answers WHERE title IN ('Goes out', 'Stays back')",
  );
  expect(rows).toEqual([{ title: "Goes out" }]);
  await library.list.getByLabel("Search answers and questions").fill("Stays back");
  await expect(library.list.getByRole("button", { name: /^Stays back/ })).toContainText("New");
});

test("the console asks as the kind of customer that is chosen", async ({ people }) => {
  const library = new LibraryPage(await people.staff("priya", "/admin/answers"));
  await library.adds({ title: "Yard", body: "Gate four, please.", questions: ["where do I unload"] });
  await library.editor.getByLabel("Kind of asker").fill("courier");
  await library.saves();
  await library.console.getByRole("textbox", { name: "A customer’s question" }).fill("where do I unload");
  await expect(library.console.getByText("Gate four, please.")).toBeHidden();
  await library.console.getByLabel("Asked by").selectOption({ label: "Courier" });
  await expect(library.console.getByText("Gate four, please.")).toBeVisible();
  await look(library.page, "library-try-courier");
});

test("what somebody else saved meanwhile is neither lost nor written over unseen", async ({ people }) => {
  const [mine, theirs] = await Promise.all(
    ["here", "there"].map(async () => new LibraryPage(await people.staff("priya", "/admin/answers"))),
  );
  if (mine === undefined || theirs === undefined) throw new Error("nobody is there");
  await Promise.all([mine.opens(delivery), theirs.opens(delivery)]);
  const category = (library: LibraryPage) => library.editor.getByLabel("Category");
  await category(mine).fill("Mine");
  await category(theirs).fill("Theirs");
  await theirs.saves();
  await expect(mine.editor.getByText("Priya Raghunathan has saved this answer while you were writing.")).toBeVisible();
  await expect(category(mine)).toHaveValue("Mine");
  await look(mine.page, "library-meanwhile");
  await mine.editor.getByRole("button", { name: "Put mine over" }).click();
  await expect(mine.editor.getByText("Not saved")).toBeHidden();
  // Nothing is being written there: it simply follows.
  await expect(category(theirs)).toHaveValue("Mine");
  await category(mine).fill("Mine again");
  await category(theirs).fill("Theirs again");
  await theirs.saves();
  await mine.editor.getByRole("button", { name: "Take theirs" }).click();
  await expect(category(mine)).toHaveValue("Theirs again");
});

test("without a network the words are kept, and saved once it is back", async ({ people }) => {
  people.expectFaults(/ERR_INTERNET_DISCONNECTED|WebSocket|Failed to load resource/);
  const library = new LibraryPage(await people.staff("priya", "/admin/answers"));
  const { page } = library;
  await library.opens(delivery);
  await page.context().setOffline(true);
  await library.editor.getByRole("textbox", { name: "Answer", exact: true }).fill("Written in a tunnel.");
  await expect(page.getByText("No network. What you type here is safe.").first()).toBeVisible({ timeout: 30_000 });
  await look(page, "library-offline");
  await page.context().setOffline(false);
  await expect(page.getByText("No network. What you type here is safe.")).toHaveCount(0, { timeout: 30_000 });
  await expect(library.editor.getByText("Not saved")).toBeVisible();
  await library.saves();
  await page.reload();
  await expect(library.editor.getByRole("textbox", { name: "Answer", exact: true })).toHaveValue(
    "Written in a tunnel.",
  );
});

test("an export of either kind comes back unchanged", async ({ people }) => {
  const library = new LibraryPage(await people.staff("priya", "/admin/answers"));
  const { page } = library;
  const files: Record<string, Buffer> = {};
  for (const format of ["CSV", "JSON"]) {
    await library.list.getByRole("button", { name: "Import and export" }).click();
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("menuitem", { name: `Export with drafts, ${format}` }).click(),
    ]);
    files[format] = await readFile(await download.path());
  }
  const importOf = (format: string, buffer: Buffer) =>
    library.imports({
      name: `answers.${format.toLowerCase()}`,
      mimeType: format === "CSV" ? "text/csv" : "application/json",
      buffer,
    });
  for (const [format, buffer] of Object.entries(files)) {
    const same = await importOf(format, buffer);
    await expect(same.getByText(/ rows read without an error/)).toBeVisible({ timeout: 60_000 });
    await expect(same.getByRole("button", { name: "Nothing to write" })).toBeVisible();
    await same.getByRole("button", { name: "Another file" }).click();
  }
  const csv = files.CSV?.toString() ?? "";
  expect(csv).toContain(`,${delivery},`);
  const other = await importOf("CSV", Buffer.from(csv.replace(`,${delivery},`, `,${delivery} of the world,`)));
  await expect(other.getByRole("button", { name: "Write 1 draft" })).toBeVisible({ timeout: 60_000 });
});

test("an import and a trial are cancelled, and nothing came of them", async ({ people, shop }) => {
  test.setTimeout(180_000);
  const library = new LibraryPage(await people.staff("priya", "/admin/answers"));
  const { page } = library;
  const drafts = async () =>
    Number((await shop.sql.query<{ count: string }>("SELECT count(*) FROM answer_drafts")).rows[0]?.count);
  const before = await drafts();
  const dialog = await library.imports(importFile(20_000, 0));
  await test.step("while it is read", async () => {
    await expect(dialog.getByText("Reading answers.csv")).toBeVisible();
    await dialog.getByRole("button", { name: "Cancel" }).click();
    await expect(dialog.getByText("Cancelled. Nothing was written.")).toBeVisible();
    expect(await drafts()).toBe(before);
  });
  await test.step("the trial of many drafts", async () => {
    await library.imports(importFile(3_000, 0));
    await dialog.getByRole("button", { name: "Write 3,000 drafts" }).click({ timeout: 60_000 });
    await expect(page.getByText("Written as drafts: 3,000 new, 0 changed").first()).toBeVisible({ timeout: 60_000 });
    await page.getByRole("button", { name: "See all" }).first().click();
    await library.publishing.getByRole("button", { name: "Cancel" }).click();
    await expect(library.publishing.getByText("The trial was cancelled. You can publish without it.")).toBeVisible();
    await expect(library.publishing.getByRole("progressbar")).toBeHidden();
    expect(await drafts()).toBe(before + 3_000);
  });
});
