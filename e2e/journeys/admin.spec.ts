import { LibraryPage } from "../fixtures/library-page.ts";
import { expect, shopFor, test } from "../fixtures/test.ts";

const CUT_WITHIN_MS = 5_000;

shopFor();

test("what an admin changes holds at once, in a chat that is open already", async ({ people }) => {
  const [ann, admin] = await Promise.all([people.customer(), people.staff("priya", "/admin/answers")]);
  const library = new LibraryPage(admin);
  const question = "do you sell hammocks for cats";
  await ann.say(question);
  await expect(ann.log.getByText(/^(I don’t have a good answer to this\.|Not sure I understood)/)).toBeVisible();

  await test.step("an answer is added, and published", async () => {
    await library.adds({
      title: "Cat hammocks",
      category: "Products",
      body: "Yes: the **Siesta** hangs below any table and costs €39.",
      questions: [question],
    });
    await library.publishesAll();
    await ann.say(question);
    await ann.sees(/hangs below any table/);
  });

  await test.step("switched off, it is not given any more", async () => {
    await library.editor.getByRole("switch", { name: "In use" }).click();
    await library.saves();
    await library.publishesAll();
    await ann.say("Do you sell hammocks for cats?");
    await expect(ann.log.getByText(/^(I don’t have a good answer to this\.|Not sure I understood)/)).toHaveCount(2);
    await expect(ann.log.getByText(/hangs below any table/)).toHaveCount(1);
  });

  await test.step("the shop's name and greeting", async () => {
    await admin.getByRole("link", { name: "Settings" }).click();
    const name = admin.getByRole("region", { name: "Shop", exact: true }).getByLabel("Name");
    await name.fill("Fennel, Oak & Daughters");
    await admin.getByRole("button", { name: /^Save/ }).click();
    await expect(admin.getByText("Saved, in use now").first()).toBeVisible();
    const ben = await people.customer({}, "Ben");
    await expect(ben.root.getByRole("heading", { name: "Fennel, Oak & Daughters" })).toBeVisible();
  });
});

test("somebody who is disabled is out within seconds, and can come back", async ({ people }) => {
  const [admin, amadou] = await Promise.all([people.staff("priya", "/admin/people"), people.agent("amadou")]);
  const act = async (choice: string) => {
    await admin.getByRole("button", { name: "Actions for Amadou Diallo" }).click();
    await admin.getByRole("menuitem", { name: choice }).click();
  };
  await act("Disable…");
  await admin.getByRole("button", { name: "Disable", exact: true }).click();
  await expect(amadou.page.getByLabel("E-mail")).toBeVisible({ timeout: CUT_WITHIN_MS });
  await expect(admin.getByRole("row", { name: /Amadou Diallo/ })).toContainText("Disabled");
  await act("Enable");
  await expect(admin.getByRole("row", { name: /Amadou Diallo/ })).not.toContainText("Disabled");
});

test("the demo goes with one act, and who did it stays", async ({ people }) => {
  const [ann, lin, admin] = await Promise.all([
    people.customer(),
    people.agent("lin"),
    people.staff("priya", "/admin/settings"),
  ]);
  await ann.say("How long is delivery to Portugal?");
  await ann.sees(/leave our workshop the same day/);
  await admin.getByRole("button", { name: "Remove the demo…" }).click();
  await admin.getByRole("button", { name: "Remove the demo", exact: true }).click();
  await expect(admin.getByText(/^The demo is gone/)).toBeVisible();
  await expect(lin.page.getByLabel("E-mail")).toBeVisible({ timeout: CUT_WITHIN_MS });
  await ann.say("How long is delivery to Portugal?");
  await expect(ann.log.getByText("I don’t have a good answer to this.")).toBeVisible();
  await admin.getByRole("link", { name: "People and teams" }).click();
  await expect(admin.getByRole("row", { name: /Priya Raghunathan/ })).toBeVisible();
  await expect(admin.getByRole("row", { name: /Hartmann/ })).toHaveCount(0);
});
