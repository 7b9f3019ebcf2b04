import { expect, shopFor, test } from "../fixtures/test.ts";

shopFor({
  hasPast: false,
  offerMs: 4_000,
  intervals: { graceAgentMs: 2_000, roundRestMs: 500 },
  teams: { "delivery-returns": { rules: { lapsesAllowed: 1 } } },
});

test("who lets an offer lapse is told why nothing comes, and is back with one key", async ({ people }) => {
  const [ann, lin] = await Promise.all([people.customer(), people.agent("lin")]);
  await ann.insistsOnPerson("the mirror is always late");
  await expect(lin.strips.getByText(/because offers to you ran out unanswered/)).toBeVisible();
  await expect(lin.availability).toHaveAccessibleName(/Not responding/);
  await expect(lin.offers).toHaveCount(0);
  await lin.page.keyboard.press("Alt+v");
  await expect(lin.offers).toHaveCount(1);
  await lin.page.keyboard.press("Alt+a");
  await ann.isWith("Lin Hartmann");
});
