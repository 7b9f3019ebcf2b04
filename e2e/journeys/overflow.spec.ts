import { shopFor, test } from "../fixtures/test.ts";

shopFor({
  hasPast: false,
  intervals: { graceAgentMs: 1_000, graceCustomerMs: 60_000, creditBoundMs: 0 },
  capacities: { lin: 1, mei: 1 },
  teams: {
    "delivery-returns": { rules: { overflow: { to: "chinese", afterMs: 3_000, whenNobody: true } } },
  },
});

test("who waits for longer than the team allows is moved to another line, and told so", async ({ people }) => {
  const [ann, ben, cleo, mei] = await Promise.all([
    people.customer({}, "Ann"),
    people.customer({}, "Ben"),
    people.customer({}, "Cleo"),
    people.agent("mei"),
  ]);
  await ann.insistsOnPerson("the compass prefers the south");
  await mei.accepts("the compass prefers the south");
  // Lin serves the other team as well, so its line can be served.
  const lin = await people.agent("lin");
  await cleo.insistsOnPerson("the globe is flat on Sundays");
  await lin.accepts("the globe is flat on Sundays");
  await ben.insistsOnPerson("a cloud follows the cat");
  await ben.isAt("You are next in line");

  await ben.sees(/^You are now in line for 中文客服, at your place/);
  await ben.isAt("You are next in line");
  await lin.closes("Globes");
  await lin.accepts("a cloud follows the cat");
  await ben.isWith("Lin Hartmann");
  await lin.sees(/: the other team could not take it$/);
});
