import { expect, shopFor, test } from "../fixtures/test.ts";

/** Closed but for one minute of the night, wherever the test runs: open yesterday and tomorrow, not now. */
const week = Array.from({ length: 7 }, () => [{ from: "03:00", to: "03:01" }]);

shopFor({
  hasPast: false,
  intervals: { graceAgentMs: 1_000 },
  teams: { "delivery-returns": { timetable: { timeZone: "Europe/Lisbon", week, holidays: [] } } },
});

test("out of hours: the library answers as ever, a person is for later, and the customer is told when", async ({
  people,
}) => {
  const [ann, sofia] = await Promise.all([
    people.customer(),
    people.staff("sofia", "/dashboard"),
    // Somebody is at the desk all the same: the hours count, not the chairs.
    people.agent("lin"),
  ]);
  await expect(sofia.getByRole("table", { name: "Teams" }).getByText("closed", { exact: true })).toBeVisible();

  // Trap: business-hours text sent while the bot is handling.
  await ann.say("How long is delivery to Portugal?");
  await ann.sees(/leave our workshop the same day/);
  await expect(ann.root.getByText(/closed/)).toHaveCount(0);

  await ann.root.getByRole("button", { name: "Talk to a person" }).click();
  const form = ann.root.getByRole("form", { name: "Leave a message" });
  await expect(form.getByText(/^We are closed at the moment and open again (today|tomorrow) at 03:00\./)).toBeVisible();
  await form.getByLabel(/^Your message/).fill("Please tell me tomorrow.");
  await form.getByRole("button", { name: "Send the message" }).click();
  await ann.sees(/^Message no\. \d+ is stored$/);
});
