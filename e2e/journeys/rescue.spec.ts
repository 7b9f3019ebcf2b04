import { BoardPage } from "../fixtures/board-page.ts";
import { look } from "../fixtures/looks.ts";
import { expect, shopFor, test } from "../fixtures/test.ts";

shopFor({
  hasPast: false,
  capacities: { lin: 1, mei: 1, lihua: 1 },
  intervals: { graceAgentMs: 1_000, graceCustomerMs: 60_000, creditBoundMs: 0 },
});

test("a supervisor's rescue: past the order, into another line, back in line, a state forced; each explained", async ({
  people,
}) => {
  const [ann, ben, cleo, lin, sofia] = await Promise.all([
    people.customer({}, "Ann"),
    people.customer({}, "Ben"),
    people.customer({}, "Cleo"),
    people.agent("lin"),
    people.staff("sofia", "/dashboard"),
  ]);
  const board = new BoardPage(sofia);
  await board.isLive();
  await ann.insistsOnPerson("the ladder refuses to be climbed");
  await lin.accepts("the ladder refuses to be climbed");
  await ben.insistsOnPerson("a choir lives in the letterbox");
  await cleo.insistsOnPerson("the carpet changed its mind");
  await ben.isAt("You are next in line");
  await cleo.isAt("You are 2nd in line");

  await test.step("the board says who is next, and that nobody can be asked", async () => {
    await expect(sofia.getByRole("table", { name: "Teams" }).getByText("nobody can be asked").first()).toBeVisible();
  });

  await test.step("past the order: the second in line is given to somebody at once", async () => {
    const mei = await people.agent("mei", { isAvailable: false });
    await mei.choose("Lunch");
    await board
      .waitingAt(2)
      .getByRole("button", { name: /^Assign / })
      .click();
    const dialog = sofia.getByRole("dialog", { name: /^Who takes / });
    await expect(dialog.getByText(/^One customer stands before /)).toBeVisible();
    await dialog.getByRole("button", { name: /Mei Tanaka/ }).click();
    await cleo.isWith("Mei Tanaka");
    await ben.isAt("You are next in line");
    await mei.row("the carpet changed its mind").click();
    await mei.sees("the carpet changed its mind");
    await mei.page.keyboard.press("Alt+y");
    await expect(mei.page.getByText(/^Given by a supervisor, past the order of the line/)).toBeVisible();
    await mei.page.keyboard.press("Escape");
  });

  await test.step("into another team's line, at the place it has", async () => {
    // Lin is of that team as well: its line can be served.
    await board
      .waitingAt(1)
      .getByRole("button", { name: /^More for / })
      .click();
    await sofia.getByRole("menuitem", { name: "Move to another team’s line…" }).click();
    await sofia
      .getByRole("dialog", { name: /^Into which line / })
      .getByRole("button", { name: /中文客服/ })
      .click();
    await ben.sees(/^You are now in line for 中文客服/);
  });

  const who = await lin.openName();
  await test.step("a chat goes back in line, and the state of its agent is forced", async () => {
    await board.setsAgent("Lin Hartmann", "Busy, Break");
    await expect(lin.availability).toHaveAccessibleName(/Break/);
    await board.from("All conversations", who, "Put back in line…");
    await sofia.getByRole("button", { name: "Put back" }).click();
    await ann.isAt("You are next in line");
    await expect(sofia.getByRole("row", { name: /Lin Hartmann/ }).getByText("Busy, Break")).toBeVisible();
  });

  await test.step("every decision is told in words, with everybody of that moment", async () => {
    await board.from("All conversations", who, "How it was decided");
    const drawer = sofia.getByRole("dialog", { name: /^How it was decided/ });
    await expect(drawer.getByRole("heading", { name: "Offered to Lin Hartmann" })).toBeVisible();
    await drawer.getByRole("button", { name: "Show everybody" }).first().click();
    await expect(drawer.getByRole("table", { name: /^The whole team at that moment/ })).toBeVisible();
    await look(sofia, "decisions");
  });
});
