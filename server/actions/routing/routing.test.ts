import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { agentCommands } from "../../contract/index.ts";
import {
  shopIntervalsSchema,
  type TeamRulesSettings,
  teamRulesSchema,
  timetableSchema,
} from "../../contract/routing-rules.ts";
import { createCustomer, openConversation } from "../../store/customers.ts";
import type { CustomerPrincipal, StaffPrincipal } from "../app.ts";
import { setVip } from "../customer/set-vip.ts";
import { requestHandoff } from "../handoff/request-handoff.ts";
import { addStaff, createTestApp, refusal, type TestApp } from "../person/test-app.ts";
import { listPeople } from "../person/list-people.ts";
import { savePerson } from "../person/save-person.ts";
import { getSettings } from "../settings/get-settings.ts";
import { saveSettings } from "../settings/save-settings.ts";
import { removeTeam } from "../team/remove-team.ts";
import { saveTeam } from "../team/save-team.ts";
import { syncStaffToEngine } from "../team/sync-engine.ts";
import { readRouting } from "./read-routing.ts";
import { saveShopRouting } from "./save-shop-routing.ts";
import { saveTeamRouting } from "./save-team-routing.ts";

let test: TestApp;
let ada: StaffPrincipal;
let lin: StaffPrincipal;
const nodeEpoch = randomUUID();

beforeAll(async () => {
  test = await createTestApp();
  Object.assign(test.app, { customerPresence: () => [nodeEpoch], placeOf: () => null });
  ada = await addStaff(test.app, "Ada", ["admin"]);
  lin = await addStaff(test.app, "Lin", ["agent"]);
});
afterAll(() => test.close());

const addTeam = async (name: string, more: object = {}): Promise<string> => {
  const input = {
    clientId: randomUUID(),
    id: null,
    name,
    languages: [],
    isDefault: false,
    memberIds: [lin.staffId],
    isAutoAccept: false,
    offerMs: 20_000,
    maxWaiting: null,
    ...more,
  };
  return (await saveTeam(test.app, ada, input as never)).id;
};
const teamOf = async (id: string) => {
  const team = (await readRouting(test.app, ada)).teams.find((each) => each.id === id);
  if (team === undefined) throw new Error("no such team");
  return team;
};
const inEngine = (id: string) => {
  const team = test.app.dispatcher.state.teams.get(id);
  if (team === undefined) throw new Error("the engine does not know the team");
  return team;
};
async function save(teamId: string, change: Partial<TeamRulesSettings>, more: object = {}) {
  const { rules, timetable } = await teamOf(teamId);
  const input = { clientId: randomUUID(), teamId, rules: { ...rules, ...change }, timetable, ...more };
  return saveTeamRouting(test.app, ada, agentCommands["routing:save-team"].input.parse(input) as never);
}
const journal = async () =>
  (await test.app.database.main.query<{ n: number }>("SELECT count(*)::int AS n FROM journal")).rows[0]?.n;

describe("a team's rules", () => {
  it("are the product's until somebody edits them, and the engine goes by them", async () => {
    const id = await addTeam("Plain");
    const { rules, timetable, isOpen, members } = await teamOf(id);
    expect(rules).toMatchObject({
      strategy: "balanced",
      lapsesAllowed: 2,
      wrapUpMs: null,
      needsMs: 60_000,
      longWaitMs: 300_000,
    });
    expect(rules.ladder).toEqual({
      agentMs: 60_000,
      customerMs: 120_000,
      supervisorMs: 180_000,
      reofferMs: 240_000,
      unresponsiveMs: 300_000,
      maxHops: 3,
    });
    expect([timetable, isOpen, members.map(({ name }) => name)]).toEqual([null, true, ["Lin"]]);
    const { lastAgentMs: _, ...known } = rules;
    expect(inEngine(id)).toMatchObject({ ...known, hours: null });
  });

  it("are stored, reach the engine, and a repeat changes nothing", async () => {
    const id = await addTeam("Edited");
    const clientId = randomUUID();
    const change = {
      strategy: "last_agent" as const,
      maxWaiting: 7,
      vipCreditMs: 60_000,
      wrapUpMs: 30_000,
      quiet: { warnMs: 60_000, closeMs: null },
    };
    await save(id, change, { clientId });
    expect(inEngine(id)).toMatchObject(change);
    const before = await journal();
    await save(id, change, { clientId });
    expect(await journal()).toBe(before);
    expect(await refusal(save(id, { ...change, maxWaiting: 8 }, { clientId }))).toBe("conflict");
  });

  it("share what the team's form sets: one truth", async () => {
    const id = await addTeam("Shared", { offerMs: 15_000 });
    expect((await teamOf(id)).rules.offerMs).toBe(15_000);
    await save(id, { offerMs: 45_000, isAutoAccept: true, strategy: "round_robin" });
    const team = (await listPeople(test.app, ada)).teams.find((each) => each.id === id);
    expect(team).toMatchObject({ offerMs: 45_000, isAutoAccept: true });
    const { clientId: _, ...input } = { clientId: "", ...team };
    await saveTeam(test.app, ada, { clientId: randomUUID(), ...input, offerMs: 50_000 } as never);
    expect((await teamOf(id)).rules).toMatchObject({ offerMs: 50_000, strategy: "round_robin" });
    expect(inEngine(id)).toMatchObject({ offerMs: 50_000, strategy: "round_robin" });
  });

  it("refuse an overflow to itself, in a circle, or to no team; a removed team's work goes to the message box", async () => {
    const [a, b, c] = [await addTeam("A"), await addTeam("B"), await addTeam("C")];
    const to = (toTeamId: string) => ({
      overflow: { toTeamId: toTeamId as never, afterMs: 60_000, whenFull: true, whenNobody: true, whenClosed: true },
    });
    const fault = async (promise: Promise<unknown>) =>
      promise.then(
        () => null,
        (error: { refusal?: unknown }) => error.refusal,
      );
    const at = (message: string) => ({ code: "invalid", issues: [{ path: "rules.overflow.toTeamId", message }] });
    await save(a, to(b));
    await save(b, to(c));
    expect(inEngine(a).overflow).toMatchObject({ toTeamId: b, whenFull: true });
    expect(await fault(save(a, to(a)))).toEqual(at("self"));
    expect(await fault(save(c, to(a)))).toEqual(at("circle"));
    expect(await fault(save(c, to(randomUUID())))).toEqual(at("unknown_team"));
    expect((await teamOf(c)).rules.overflow).toBeNull();
    await removeTeam(test.app, ada, { clientId: randomUUID(), id: c as never });
    expect((await teamOf(b)).rules.overflow).toMatchObject({ toTeamId: null, afterMs: 60_000 });
    expect(inEngine(b).overflow).toMatchObject({ toTeamId: null });
    const gone = { clientId: randomUUID(), teamId: c as never, rules: inForce(), timetable: null };
    expect(await refusal(saveTeamRouting(test.app, ada, gone))).toBe("not_found");
  });

  const inForce = (): TeamRulesSettings => ({ ...defaults.rules });
  let defaults: Awaited<ReturnType<typeof readRouting>>["defaults"];
  beforeAll(async () => {
    ({ defaults } = await readRouting(test.app, ada));
  });

  it.each([
    [
      "a step that does not come after the one before",
      { ladder: { customerMs: 60_000 } },
      "ladder.customerMs",
      "must_rise",
    ],
    ["a close before its reminder", { quiet: { warnMs: 60_000, closeMs: 60_000 } }, "quiet.closeMs", "order"],
    ["work handed on outside hours to nobody", { offHours: "overflow" }, "offHours", "nowhere"],
    ["an offer of no length", { offerMs: 1 }, "offerMs", /5000/],
    ["a weight of nothing", { chatWeight: 0 }, "chatWeight", /0\.05/],
    ["a strategy nobody knows", { strategy: "lucky" }, "strategy", /balanced/],
    ["a rule nobody knows", { bonus: 1 }, "", /bonus/],
  ])("refuse %s at its field", (_what, change, path, message) => {
    const rules = {
      ...inForce(),
      ...change,
      ladder: { ...inForce().ladder, ...("ladder" in change ? change.ladder : {}) },
    };
    const parsed = teamRulesSchema.safeParse(rules);
    const issues = parsed.error?.issues.map((issue) => [issue.path.join("."), issue.message]);
    expect(issues).toEqual([[path, typeof message === "string" ? message : expect.stringMatching(message)]]);
  });

  it.each([
    ["no zone", { timeZone: "Europe/Atlantis" }, "timeZone", "time_zone"],
    ["a span of nothing", { week: week([{ from: "09:00", to: "09:00" }]) }, "week.0.0", "empty_span"],
    [
      "spans that overlap",
      {
        week: week([
          { from: "09:00", to: "12:00" },
          { from: "11:30", to: "13:00" },
        ]),
      },
      "week.0.1",
      "overlap",
    ],
    [
      "a date that is none",
      { holidays: [{ date: "2026-02-30", name: "X", spans: [] }] },
      "holidays.0.date",
      "no_such_date",
    ],
    [
      "one date twice",
      { holidays: [1, 2].map(() => ({ date: "2026-05-01", name: "May Day", spans: [] })) },
      "holidays.1.date",
      "date_twice",
    ],
  ])("hours refuse %s at its field", (_what, change, path, message) => {
    const parsed = timetableSchema.safeParse({ timeZone: "UTC", week: week([]), holidays: [], ...change });
    expect(parsed.error?.issues.map((issue) => [issue.path.join("."), issue.message])).toEqual([[path, message]]);
  });
});

function week(monday: { from: string; to: string }[]) {
  return [monday, [], [], [], [], [], []];
}

describe("a team's hours", () => {
  const closed = { timeZone: "Asia/Shanghai", week: week([]), holidays: [] };
  const open = { ...closed, week: closed.week.map(() => [{ from: "00:00", to: "24:00" }]) };

  it("are told to the engine once, a fortnight ahead, and again only when they change", async () => {
    const id = await addTeam("Hours");
    const working = { ...closed, week: closed.week.map(() => [{ from: "09:00", to: "17:30" }]) };
    const saved = await save(id, {}, { timetable: working });
    const { hours } = inEngine(id);
    expect(hours?.turnsAt).toHaveLength(28);
    expect([saved.isOpen, saved.nextTurnAt]).toEqual([hours?.isOpen, hours?.turnsAt[0]]);
    const before = await journal();
    await syncStaffToEngine(test.app);
    await save(id, { wrapUpMs: 10_000 });
    expect(await journal()).toBe((before ?? 0) + 1);
    expect(inEngine(id).hours).toEqual(hours);
    await save(id, {}, { timetable: null });
    expect(inEngine(id).hours).toBeNull();
  });

  it("outside them a hand-off is refused with the next opening, unless another team is open", async () => {
    const other = await createTestApp();
    try {
      Object.assign(other.app, { customerPresence: () => [nodeEpoch], placeOf: () => null });
      const boss = await addStaff(other.app, "Boss", ["admin", "agent"]);
      const columns = {
        isAutoAccept: false,
        offerMs: 20_000,
        maxWaiting: null,
        languages: [],
        memberIds: [boss.staffId],
      };
      const add = async (name: string, isDefault: boolean) =>
        (await saveTeam(other.app, boss, { clientId: randomUUID(), id: null, name, isDefault, ...columns } as never))
          .id;
      const main = await add("Main", true);
      await other.app.dispatcher.dispatch({
        type: "person:arrived",
        person: "agent",
        agentId: boss.staffId,
        nodeEpoch,
      });
      await other.app.dispatcher.dispatch({
        type: "availability:set",
        agentId: boss.staffId,
        availability: "available",
        busyReason: null,
        byId: null,
      });
      const { rules } = (await readRouting(other.app, boss)).defaults;
      const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
      const holidays = [{ date: tomorrow, name: "Fair", spans: [{ from: "10:00", to: "11:00" }] }];
      const shut = {
        clientId: randomUUID(),
        teamId: main as never,
        rules,
        timetable: { ...closed, timeZone: "UTC", holidays },
      };
      await saveTeamRouting(other.app, boss, shut);
      const ask = async () => {
        const identity = await createCustomer(other.app.database.main, other.app.siteId, "en");
        const me: CustomerPrincipal = { kind: "customer", ...identity };
        return requestHandoff(other.app, me, { clientId: randomUUID(), conversationId: null });
      };
      const refused = await ask().catch((error: { refusal: unknown }) => error.refusal);
      expect(refused).toEqual({ code: "team_closed", opensAt: Date.parse(`${tomorrow}T10:00Z`) });
      // Closed, but its line goes on.
      await saveTeamRouting(other.app, boss, {
        ...shut,
        clientId: randomUUID(),
        rules: { ...rules, offHours: "queue" },
      });
      expect((await ask()).conversation.state).toBe("waiting");
      // Another one is open: that one.
      await saveTeamRouting(other.app, boss, { ...shut, clientId: randomUUID() });
      const second = await add("Second", false);
      const { conversation } = await ask();
      expect(other.app.dispatcher.state.conversations.get(conversation.id)?.teamId).toBe(second);
      await saveTeamRouting(other.app, boss, { ...shut, clientId: randomUUID(), timetable: open as never });
      const back = await ask();
      expect(other.app.dispatcher.state.conversations.get(back.conversation.id)?.teamId).toBe(main);
    } finally {
      await other.close();
    }
  });
});

describe("the shop's rules", () => {
  it("are stored and reach the engine; settings that are none of them leave them alone", async () => {
    const { shop } = await readRouting(test.app, ada);
    const intervals = { ...shop.intervals, quietWarnMs: null, creditBoundMs: 60_000, placeKeptMs: 60_000 };
    const weights = { chat: 1, request: 0.25, consult: 0.75 };
    await saveShopRouting(test.app, ada, { clientId: randomUUID(), intervals, weights });
    const { site, busyReasons, handOff } = await getSettings(test.app, ada);
    await saveSettings(test.app, ada, {
      clientId: randomUUID(),
      name: site.name,
      greeting: site.greeting,
      accentColor: site.accentColor,
      allowedOrigins: [],
      busyReasons,
      handOff,
    });
    expect((await readRouting(test.app, ada)).shop).toEqual({ intervals, weights });
    expect(test.app.dispatcher.state.settings).toMatchObject({
      quietWarnMs: null,
      creditBoundMs: 60_000,
      placeKeptMs: 60_000,
      weights,
    });
    expect("owedLimitMs" in test.app.dispatcher.state.settings).toBe(false);
    await saveShopRouting(test.app, ada, {
      clientId: randomUUID(),
      ...(await readRouting(test.app, ada)).defaults.shop,
    });
  });

  it("refuse a close before its reminder", async () => {
    const { intervals } = (await readRouting(test.app, ada)).defaults.shop;
    const parsed = shopIntervalsSchema.safeParse({ ...intervals, quietCloseMs: intervals.quietWarnMs });
    expect(parsed.error?.issues.map(({ path, message }) => [path, message])).toEqual([[["quietCloseMs"], "order"]]);
  });
});

describe("what somebody can serve", () => {
  it("is kept with the person, stays when it is left out, and reaches the engine", async () => {
    const input = {
      email: lin.email,
      name: "Lin",
      roles: ["agent" as const],
      teamIds: [],
      capacity: 4,
      id: lin.staffId as never,
    };
    const abilities = { languages: ["en", "zh", "en"], skills: { Billing: 4 } };
    const { person } = await savePerson(test.app, ada, { clientId: randomUUID(), ...input, ...abilities });
    expect(person).toMatchObject({ languages: ["en", "zh"], skills: { Billing: 4 } });
    expect(test.app.dispatcher.state.agents.get(lin.staffId)).toMatchObject({
      languages: ["en", "zh"],
      skills: { Billing: 4 },
    });
    await savePerson(test.app, ada, { clientId: randomUUID(), ...input });
    expect(test.app.dispatcher.state.agents.get(lin.staffId)?.skills).toEqual({ Billing: 4 });
  });
});

describe("a hand-off", () => {
  it("brings language, topic, VIP and the last agent of the team", async () => {
    const sql = test.app.database.main;
    const id = await addTeam("Loyal", { isDefault: true });
    const { dispatcher } = test.app;
    await dispatcher.dispatch({ type: "person:arrived", person: "agent", agentId: lin.staffId, nodeEpoch });
    await dispatcher.dispatch({
      type: "availability:set",
      agentId: lin.staffId,
      availability: "available",
      busyReason: null,
      byId: null,
    });
    const identity = await createCustomer(sql, test.app.siteId, "zh");
    const me: CustomerPrincipal = { kind: "customer", ...identity };
    expect(
      await refusal(setVip(test.app, ada, { clientId: randomUUID(), customerId: randomUUID() as never, isVip: true })),
    ).toBe("not_found");
    await setVip(test.app, ada, { clientId: randomUUID(), customerId: me.customerId as never, isVip: true });
    const ask = async () => {
      const conversationId = await openConversation(sql, me);
      await sql.query(
        `INSERT INTO asked_questions (id, site_id, conversation_id, item_id, asked_at, text, category, say, degree, candidates,
            single_threshold, mean_threshold, threshold_reason, base_single, base_mean, free_seats, total_seats, waiting)
          VALUES (gen_random_uuid(), $1, $2, gen_random_uuid(), now(), 'x', 'Billing', 'answer', 0.4, '[]', 0.5, 0.5, 'normal', 0.5, 0.5, 1, 1, 0)`,
        [test.app.siteId, conversationId],
      );
      await requestHandoff(test.app, me, { clientId: randomUUID(), conversationId: conversationId as never });
      const found = await sql.query<{ event: Record<string, unknown> }>(
        `SELECT event FROM journal WHERE event->>'type' = 'handoff:requested' ORDER BY seq DESC LIMIT 1`,
      );
      return { conversationId, event: found.rows[0]?.event };
    };
    const first = await ask();
    expect(first.event).toMatchObject({
      teamId: id,
      language: "zh",
      skill: "Billing",
      isVip: true,
      preferAgentId: null,
    });
    const serve = async (conversationId: string) => {
      const offer = [...dispatcher.state.offers.values()].find((each) => each.conversationId === conversationId);
      await dispatcher.dispatch({ type: "offer:accepted", offerId: offer?.id ?? "", agentId: lin.staffId });
      await dispatcher.dispatch({ type: "connection:acknowledged", conversationId });
      await dispatcher.dispatch({ type: "conversation:closed", conversationId, by: "agent", byId: lin.staffId });
    };
    await serve(first.conversationId);
    const second = await ask();
    // Only where the team says so.
    expect(second.event).toMatchObject({ preferAgentId: null });
    await serve(second.conversationId);
    await save(id, { strategy: "last_agent" });
    const third = await ask();
    expect(third.event).toMatchObject({ preferAgentId: lin.staffId });
    // A place given up is remembered, as one lost is.
    await dispatcher.dispatch({ type: "queue:left", conversationId: third.conversationId, how: "cancelled" });
    await requestHandoff(test.app, me, { clientId: randomUUID(), conversationId: third.conversationId as never });
    const last = await sql.query<{ former: unknown }>(
      `SELECT event->'former' AS former FROM journal WHERE event->>'type' = 'handoff:requested' ORDER BY seq DESC LIMIT 1`,
    );
    expect(last.rows[0]?.former).toMatchObject({ creditMs: expect.any(Number), endedAt: expect.any(Number) });
    await serve(third.conversationId);
    await sql.query("UPDATE assignments SET ended_at = ended_at - interval '2 days'");
    expect((await ask()).event).toMatchObject({ preferAgentId: null });
  });
});
