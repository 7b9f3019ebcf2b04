import { BoardPage } from "../fixtures/board-page.ts";
import { expect, shopFor, test } from "../fixtures/test.ts";

shopFor({ hasPast: false, capacities: { lin: 1, mei: 1 }, intervals: { graceAgentMs: 1_000, graceCustomerMs: 1_000 } });

test("a supervisor assigns who waits, ends what is stuck, and sets a forgotten agent busy", async ({ people }) => {
  const [ann, ben, lin, mei, sofia] = await Promise.all([
    people.customer({}, "Ann"),
    people.customer({}, "Ben"),
    people.agent("lin"),
    people.agent("mei", { isAvailable: false }),
    people.staff("sofia", "/dashboard"),
  ]);
  await mei.choose("Lunch");
  const board = new BoardPage(sofia);
  await board.isLive();
  const [first, second] = ["a violin grew out of the carpet", "my teapot hums an opera"] as const;
  await ann.insistsOnPerson(first);
  await lin.accepts(first);
  await ben.insistsOnPerson(second);
  await ben.isAt("You are next in line");

  await test.step("who waits goes to somebody by hand", async () => {
    await board.attention.getByRole("button", { name: /^Assign Visitor/ }).click();
    await sofia
      .getByRole("dialog", { name: /^Who takes / })
      .getByRole("button", { name: /Mei Tanaka/ })
      .click();
    await ben.isWith("Mei Tanaka");
    await mei.row(second).click();
    await mei.says("Which opera?");
    await ben.sees("Which opera?");
  });

  await test.step("a chat is read and annotated, then ended for a reason", async () => {
    const who = (
      await lin.page
        .getByRole("heading", { level: 2, name: /^Visitor/ })
        .first()
        .innerText()
    ).trim();
    await board.from("All conversations", who, "Read the conversation");
    const drawer = sofia.getByRole("dialog", { name: who });
    await expect(drawer.getByText(first)).toBeVisible();
    await drawer.getByRole("textbox").fill("I end this one, Lin.");
    await drawer.getByRole("textbox").press("Enter");
    await lin.sees("I end this one, Lin.");
    await sofia.keyboard.press("Escape");
    await board.from("All conversations", who, "End the conversation…");
    await sofia.getByRole("button", { name: "End it" }).click();
    await ann.sees(/^Our team closed this chat/);
    await expect(ann.page.getByText("I end this one")).toHaveCount(0);
  });

  await test.step("a forgotten agent is set busy", async () => {
    await board.setsAgent("Lin Hartmann", "Busy, Break");
    await expect(lin.availability).toHaveAccessibleName(/Break/);
    await expect(sofia.getByRole("row", { name: /Lin Hartmann/ }).getByText("Busy, Break")).toBeVisible();
  });
});
