import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { addStaff, createTestApp, refusal, type TestApp } from "../person/test-app.ts";
import type { StaffPrincipal } from "../app.ts";
import { replayCommands } from "../../contract/replay-commands.ts";
import { cancelReplay, getReplay, listReplayDays, startReplay } from "./replay-day.ts";
import { replayJobsOf } from "./replay-jobs-of.ts";

let test: TestApp;
let ada: StaffPrincipal;
let bob: StaffPrincipal;

beforeAll(async () => {
  test = await createTestApp();
  ada = await addStaff(test.app, "Ada", ["admin"]);
  bob = await addStaff(test.app, "Bob", ["supervisor"]);
  // The engine's first decision: an agent.
  await addStaff(test.app, "Lin", ["agent"]);
});
afterAll(async () => {
  await replayJobsOf(test.app).stop();
  await test.close();
});

const today = (): string => new Date().toISOString().slice(0, 10);
const once = () => ({ clientId: randomUUID() });
const order = (more: object = {}) =>
  replayCommands["routing:replay"].input.parse({ ...once(), day: today(), timeZone: "UTC", changes: [], ...more });

it("only supervisors and admins may, and a zone that nobody knows is no zone", () => {
  for (const { permission } of Object.values(replayCommands)) expect(permission).toBe("supervisor");
  expect(replayCommands["routing:replay-days"].input.safeParse({ timeZone: "Nowhere/At-all" }).success).toBe(false);
  expect(replayCommands["routing:replay"].input.safeParse({ ...order(), day: "yesterday" }).success).toBe(false);
});

it("today is listed, replayed and found as it was; asked again the same job answers", async () => {
  const { days } = await listReplayDays(test.app, ada, { timeZone: "UTC" });
  expect(days).toMatchObject([{ state: "ready" }]);
  const asked = order({ day: days[0]?.day });
  const { jobId } = await startReplay(test.app, ada, asked);
  expect(await startReplay(test.app, ada, asked)).toEqual({ jobId });
  // Each takes a core: one at a time.
  expect(await refusal(startReplay(test.app, bob, order()))).toBe("slow_down");
  expect(await refusal(getReplay(test.app, bob, { id: jobId }))).toBe("not_found");
  await replayJobsOf(test.app).settled();
  const job = replayCommands["routing:replay-job"].output.parse(await getReplay(test.app, ada, { id: jobId }));
  expect(job).toMatchObject({ state: "done", share: 1, result: { replay: { differing: 0 }, changed: null } });
}, 60_000);

it("a change of what there is, is taken; of what there is not, refused with its path", async () => {
  const [agentId] = [...test.app.dispatcher.state.agents.keys()];
  const changes = [
    { path: ["agent", agentId ?? "", "capacity"], value: 9 },
    { path: ["agent", randomUUID(), "capacity"], value: 9 },
  ];
  const { jobId } = await startReplay(test.app, bob, order({ changes }));
  await replayJobsOf(test.app).settled();
  expect(await getReplay(test.app, bob, { id: jobId })).toMatchObject({
    state: "failed",
    faults: [{ path: "changes.1", message: "unknown_path" }],
  });
}, 60_000);

it("cancelled it is over; nobody ends what is another's", async () => {
  const { jobId } = await startReplay(test.app, ada, order());
  expect(await refusal(cancelReplay(test.app, bob, { ...once(), id: jobId }))).toBe("not_found");
  expect(await cancelReplay(test.app, ada, { ...once(), id: jobId })).toMatchObject({
    state: "cancelled",
    result: null,
  });
  expect(await getReplay(test.app, ada, { id: jobId })).toMatchObject({ state: "cancelled" });
}, 60_000);
