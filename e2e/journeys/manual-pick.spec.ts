import { expect, shopFor, test } from "../fixtures/test.ts";

shopFor({
  hasPast: false,
  intervals: { graceAgentMs: 1_000, creditBoundMs: 0 },
  teams: { "delivery-returns": { rules: { strategy: "manual" } } },
});

test("where agents choose they take from the line, and the slower one is told", async ({ people }) => {
  const [ann, ben, lin, mei] = await Promise.all([
    people.customer({}, "Ann"),
    people.customer({}, "Ben"),
    people.agent("lin"),
    people.agent("mei"),
  ]);
  await ann.insistsOnPerson("the umbrella predicts the past");
  await ben.insistsOnPerson("a staircase with one step too few");
  for (const desk of [lin, mei]) {
    await desk.page.getByRole("tab", { name: /^Waiting/ }).click();
    await expect(desk.page.getByRole("button", { name: /^Take Visitor/ })).toHaveCount(2);
    await expect(desk.offers).toHaveCount(0);
  }

  await test.step("two take the same one: one has it, the other is told", async () => {
    const take = [lin, mei].map((desk) => desk.page.getByRole("button", { name: /^Take Visitor/ }).first());
    await Promise.all(take.map((button) => button.click()));
    await ann.sees(/ is now with you/);
    const told = /A colleague was faster/;
    await expect
      .poll(async () =>
        (await Promise.all([lin, mei].map((desk) => desk.page.getByText(told).count()))).reduce((a, b) => a + b),
      )
      .toBe(1);
  });

  await test.step("and the next one is left for whoever takes it", async () => {
    await mei.page.getByRole("tab", { name: /^Waiting/ }).click();
    await expect(mei.page.getByRole("button", { name: /^Take Visitor/ })).toHaveCount(1);
    await mei.page.getByRole("button", { name: /^Take Visitor/ }).click();
    await ben.isWith("Mei Tanaka");
  });
});
