import { expect, shopFor, test } from "../fixtures/test.ts";

// A shop of its own: a seat that is kept for a minute would be missing in whatever comes after it.
shopFor({
  hasPast: false,
  capacities: { lin: 2 },
  intervals: { creditBoundMs: 0, roundRestMs: 500 },
  teams: { "delivery-returns": { rules: { wrapUpMs: 60_000 } } },
});

test("after a close the seat is kept for the notes, and free with them", async ({ people }) => {
  const [ann, ben, cleo, lin] = await Promise.all([
    people.customer({}, "Ann"),
    people.customer({}, "Ben"),
    people.customer({}, "Cleo"),
    people.agent("lin"),
  ]);
  await ann.insistsOnPerson("nine spoons and one of them a liar");
  await lin.accepts("nine spoons and one of them a liar");
  await ben.insistsOnPerson("this candle burns upwards only");
  await lin.accepts("this candle burns upwards only");
  await cleo.insistsOnPerson("the wallpaper whispers recipes");
  await cleo.isAt("You are next in line");
  await lin.row("this candle burns upwards only").click();
  await lin.closes("Candles");

  const notes = lin.strips.getByRole("form", { name: /what came of it\?$/ });
  await expect(notes).toBeVisible();
  await expect(notes.getByLabel("Category")).toHaveValue("Candles");
  await expect(lin.offers).toHaveCount(0);
  await notes.getByLabel("Category").fill("Candles, upwards");
  await notes.getByRole("radio", { name: "Not solved" }).click();
  await lin.page.keyboard.press("Alt+u");
  await expect(notes).toBeHidden();
  await lin.accepts("the wallpaper whispers recipes");
  await lin.page.getByRole("tab", { name: "Closed" }).click();
  await expect(lin.page.getByText(/Not solved · Candles, upwards/)).toBeVisible();
});
