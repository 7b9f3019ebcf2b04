/** What agents say of their own time, and what the line does by itself, on a real database. */
import { v7 as uuidv7 } from "uuid";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Notice } from "../routing/outcome.ts";
import { DEFAULT_SETTINGS, type SettingsRow } from "../routing/state.ts";
import type { TeamRules } from "../routing/team-rules.ts";
import { decisionEntries } from "./decision-entries.ts";
import { createMessageLog, type MessageLog } from "../store/message-log.ts";
import { reasonsOf } from "../store/routing-reasons.ts";
import { createTestDatabase, type TestDatabase } from "../testing/database.ts";
import { expectConsistent, expectSameEverywhere } from "../testing/consistency.ts";
import { tickUntil } from "../testing/passing-time.ts";
import { agentSend, customerSend } from "../testing/send-builder.ts";
import { buildShop, type Shop } from "../testing/shop-builder.ts";
import { handOff, openShop, startTestNode, type TestNode } from "../testing/test-node.ts";

let made: TestDatabase;
let node: TestNode;
let shop: Shop;
let log: MessageLog;
let sue: string;

const set = (settings: Partial<SettingsRow> = {}) =>
  node.dispatcher.dispatch({
    type: "settings:changed",
    settings: { ...DEFAULT_SETTINGS, quietWarnMs: null, quietCloseMs: null, isConnectAckNeeded: false, ...settings },
  });
const setTeam = (rules: Partial<TeamRules>, at = 0) =>
  node.dispatcher.dispatch({
    type: "team:changed",
    team: { id: shop.teams[at]?.id ?? "", agentIds: shop.teams[at]?.agentIds ?? [], ...rules },
  });

beforeEach(async () => {
  made = await createTestDatabase();
  node = await startTestNode(made.url);
  shop = await buildShop(node.database.main, { agentsPerTeam: 2, teams: 2, customers: 3 });
  sue = uuidv7();
  await node.database.main.query(
    `INSERT INTO staff (id, email, name, roles, password_hash) VALUES ($1, 'sue@shop.example', 'Sue', '{supervisor}', '')`,
    [sue],
  );
  await openShop(node, shop);
  log = createMessageLog(node.database.hot);
  await set();
});
afterEach(async () => {
  await node.stop();
  await made.drop();
});

const sql = () => node.database.main;
const customer = (at = 0) => shop.customers[at] as Shop["customers"][number];
const team = (at = 0) => shop.teams[at] as Shop["teams"][number];
const chat = (at = 0) => node.dispatcher.state.conversations.get(customer(at).conversationId);
const agentRow = (id: string) => node.dispatcher.state.agents.get(id);
const items = async (at = 0) =>
  (
    await sql().query<{ kind: string; data: Record<string, unknown>; public_seq: number | null }>(
      "SELECT kind, data, public_seq FROM items WHERE conversation_id = $1 ORDER BY seq",
      [customer(at).conversationId],
    )
  ).rows;
const itemsOf = async (kind: string, at = 0) => (await items(at)).filter((item) => item.kind === kind);
const offerFor = (at = 0) =>
  [...node.dispatcher.state.offers.values()].find(
    ({ conversationId }) => conversationId === customer(at).conversationId,
  );
const accept = async (at = 0) => {
  const offer = offerFor(at);
  await node.dispatcher.dispatch({ type: "offer:accepted", offerId: offer?.id ?? "", agentId: offer?.agentId ?? "" });
  return offer?.agentId ?? "";
};
const served = async (at = 0) => {
  await handOff(node, shop, customer(at));
  return accept(at);
};
const be = (agentId: string, availability: "available" | "busy" | "offline", more: object = {}) =>
  node.dispatcher.dispatch({ type: "availability:set", agentId, availability, busyReason: null, byId: null, ...more });
const deskChanges = async (staffId: string) =>
  (
    await sql().query<{ change: Record<string, unknown> & { kind: string } }>(
      "SELECT change FROM desk_items WHERE staff_id = $1 ORDER BY seq",
      [staffId],
    )
  ).rows.map(({ change }) => change);
const told = (name: string) => node.told.flatMap((each) => (each.kind === "event" && each.name === name ? [each] : []));
const isType = (type: Notice["type"]) => (notice: Notice) => notice.type === type;
const requests = async () =>
  (await sql().query("SELECT state, text, is_automatic FROM service_requests ORDER BY number")).rows;
const say = async (send: Parameters<MessageLog["append"]>[0]) => {
  const { head, isTurnChanged, turnSeq } = await log.append(send);
  if (isTurnChanged && (head.turn === "agent" || head.turn === "customer"))
    await node.dispatcher.dispatch({ type: "turn:changed", conversationId: head.id, turn: head.turn, logSeq: turnSeq });
};
const allSame = async () => {
  await expectSameEverywhere(node.database, node.dispatcher.state);
  await expectConsistent(sql(), node.dispatcher.state);
};

describe("who leaves in n minutes", () => {
  it("hands over their chats one by one; those nobody took are back in line at their place when they go", async () => {
    const lin = await served(0);
    const mia = team().agentIds.find((id) => id !== lin) ?? "";
    await be(mia, "busy");
    expect(await served(1)).toBe(lin);
    await be(mia, "available");
    const place = [...node.dispatcher.state.assignments.values()].find(
      ({ conversationId }) => conversationId === customer(1).conversationId,
    );
    await node.dispatcher.dispatch({ type: "leaving:set", agentId: lin, inMs: 400, byId: null });
    expect((await deskChanges(lin)).at(-1)).toMatchObject({ kind: "state", leavingAt: agentRow(lin)?.leavingAt });
    // One by one: one of the two stands for the taking.
    const offered = [...node.dispatcher.state.offers.values()];
    expect(offered).toMatchObject([{ kind: "reoffer", agentId: mia, fromAgentId: lin }]);
    const first = shop.customers.findIndex(({ conversationId }) => conversationId === offered[0]?.conversationId);
    expect(await accept(first)).toBe(mia);
    expect((await itemsOf("unassigned", first)).at(-1)?.data).toMatchObject({ reason: "reoffered" });
    await allSame();
    const second = first === 0 ? 1 : 0;
    await tickUntil(node, isType("availability:changed"));
    expect(agentRow(lin)).toMatchObject({ availability: "offline", leavingAt: null });
    expect((await itemsOf("unassigned", second)).at(-1)?.data).toMatchObject({ reason: "agent_leaving" });
    expect((await itemsOf("queued", second)).at(-1)?.data).toMatchObject({ isAgain: true, why: "agent_leaving" });
    expect(await deskChanges(lin)).toContainEqual(
      expect.objectContaining({ kind: "conversation_gone", why: "agent_leaving" }),
    );
    if (second === 1) expect([...node.dispatcher.state.entries.values()]).toMatchObject([{ key: place?.entryKey }]);
    await allSame();
  });
});

describe("what an agent promised", () => {
  it("stops the quiet clock, reminds the desk when it is due, and is kept by an answer", async () => {
    await set({ quietCloseMs: 60_000 });
    await log.append(customerSend(customer()));
    const lin = await served(0);
    await say(agentSend(customer().conversationId, lin, { text: "I will look." }));
    expect(chat()?.quietCloseAt).not.toBeNull();
    const until = node.dispatcher.state.meta.at + 300;
    await node.dispatcher.dispatch({
      type: "promise:made",
      conversationId: customer().conversationId,
      agentId: lin,
      until,
    });
    expect(chat()).toMatchObject({ promisedAt: until, quietCloseAt: null });
    await tickUntil(node, isType("promise:due"));
    expect((await itemsOf("promise")).map(({ data, public_seq }) => [data.until, data.isDue, public_seq])).toEqual([
      [until, false, null],
      [until, true, null],
    ]);
    expect(await deskChanges(lin)).toContainEqual({
      kind: "reminder",
      conversationId: customer().conversationId,
      owedSince: until,
      step: "promise",
    });
    expect(chat()?.promisedAt).toBeNull();
    expect(chat()?.quietCloseAt).not.toBeNull();
    await allSame();
  });
});

describe("the notes after a close", () => {
  it("keep the seat, and what came of it is stored when they end", async () => {
    await setTeam({ wrapUpMs: 60_000 });
    const lin = await served(0);
    const { conversationId } = customer();
    await node.dispatcher.dispatch(
      { type: "conversation:closed", conversationId, by: "agent", byId: lin },
      { facts: { outcome: { isSolved: true, category: null } } },
    );
    const [kept] = agentRow(lin)?.wrapUps ?? [];
    expect(kept).toMatchObject({ conversationId });
    expect((await deskChanges(lin)).at(-1)).toMatchObject({
      kind: "state",
      load: 1,
      wrapUps: [{ conversationId, customerName: null, until: kept?.until }],
    });
    await node.dispatcher.dispatch(
      { type: "wrap-up:ended", agentId: lin, conversationId },
      { facts: { outcome: { isSolved: false, category: "delivery" } } },
    );
    expect((await deskChanges(lin)).at(-1)).toMatchObject({ kind: "state", load: 0, wrapUps: [] });
    const row = await sql().query("SELECT state, outcome FROM conversations WHERE id = $1", [conversationId]);
    expect(row.rows).toEqual([{ state: "closed", outcome: { isSolved: false, category: "delivery" } }]);
    expect((await itemsOf("outcome")).map(({ data, public_seq }) => [data.category, public_seq])).toEqual([
      ["delivery", null],
    ]);
    await allSame();
  });

  it("end by themselves", async () => {
    await setTeam({ wrapUpMs: 1 });
    const lin = await served(0);
    await node.dispatcher.dispatch({
      type: "conversation:closed",
      conversationId: customer().conversationId,
      by: "agent",
      byId: lin,
    });
    await tickUntil(node, isType("wrap-up:ended"));
    expect((await deskChanges(lin)).at(-1)).toMatchObject({ kind: "state", load: 0, wrapUps: [] });
    expect(await itemsOf("outcome")).toEqual([]);
    await allSame();
  });
});

describe("who does not respond", () => {
  it("is told why and asked for nothing, and is back with one key", async () => {
    await setTeam({ lapsesAllowed: 1, offerMs: 1 });
    await set({ roundRestMs: 1 });
    const [lin = "", mia = ""] = team().agentIds;
    await be(mia, "busy");
    await handOff(node, shop, customer());
    await tickUntil(node, isType("agent:responding"));
    const marked = (await deskChanges(lin)).at(-1);
    expect(marked).toMatchObject({ kind: "state", availability: "available", notResponding: { why: "lapsed" } });
    await node.dispatcher.dispatch({ type: "agent:returned", agentId: lin });
    expect((await deskChanges(lin)).filter(({ kind }) => kind === "state").at(-1)).toMatchObject({
      notResponding: null,
    });
    if (offerFor() === undefined) await tickUntil(node, isType("offer:made"));
    expect(offerFor()?.agentId).toBe(lin);
    await allSame();
  });

  it("who is busy until a time is back by themselves", async () => {
    const [lin = ""] = team().agentIds;
    await be(lin, "busy", { until: node.dispatcher.state.meta.at + 150 });
    expect((await deskChanges(lin)).at(-1)).toMatchObject({
      availability: "busy",
      availabilityUntil: expect.any(Number),
    });
    await tickUntil(node, isType("availability:changed"));
    expect((await deskChanges(lin)).at(-1)).toMatchObject({ availability: "available", availabilityUntil: null });
  });

  it("who was away by themselves is back with their next activity, and never out of what they chose", async () => {
    const [lin = "", mia = ""] = team().agentIds;
    await be(lin, "busy", { isAutomatic: true });
    expect(agentRow(lin)).toMatchObject({ availability: "busy", isAwayByItself: true });
    await be(lin, "available", { isAutomatic: true });
    expect(agentRow(lin)).toMatchObject({ availability: "available", isAwayByItself: false });
    await be(mia, "busy");
    await be(mia, "available", { isAutomatic: true });
    expect(agentRow(mia)).toMatchObject({ availability: "busy" });
  });
});

describe("a line that cannot keep somebody", () => {
  it("offers the message box after a long wait, once, and calls the supervisors", async () => {
    await setTeam({ longWaitMs: 1 });
    for (const id of team().agentIds) await be(id, "busy");
    await be(team().agentIds[0] ?? "", "available");
    await served(1);
    await served(2);
    await handOff(node, shop, customer());
    await tickUntil(node, isType("entry:long-wait"));
    const lines = (await itemsOf("message")).filter(({ data }) => data.auto === "long_wait");
    expect(lines).toMatchObject([{ public_seq: expect.any(Number) }]);
    expect(told("queue:alerted")).toMatchObject([
      { room: `staff:${sue}`, data: { conversationId: customer().conversationId, teamName: "Team 1" } },
    ]);
    await allSame();
  });

  it("moves them to another team, and says so to them and to staff", async () => {
    await setTeam({
      overflow: { toTeamId: team(1).id, afterMs: 1, whenFull: false, whenNobody: false, whenClosed: false },
    });
    for (const at of [0, 1]) for (const id of team(at).agentIds) await be(id, "busy");
    await be(team().agentIds[0] ?? "", "available");
    await served(1);
    await served(2);
    await handOff(node, shop, customer());
    await be(team(1).agentIds[0] ?? "", "available");
    await tickUntil(node, isType("entry:queued"));
    expect(await itemsOf("moved")).toMatchObject([
      { public_seq: null, data: { fromTeamName: "Team 1", toTeamName: "Team 2", why: "overflow" } },
    ]);
    expect((await itemsOf("queued")).map(({ data }) => [data.teamName, data.why])).toEqual([
      ["Team 1", "handoff"],
      ["Team 2", "overflow"],
    ]);
    expect(offerFor()?.agentId).toBe(team(1).agentIds[0]);
    await allSame();
  });

  it("to the message box: what was asked is kept there, and they are back with the library", async () => {
    await setTeam({ overflow: { toTeamId: null, afterMs: 1, whenFull: false, whenNobody: false, whenClosed: false } });
    for (const id of team().agentIds) await be(id, "busy");
    await be(team().agentIds[0] ?? "", "available");
    await served(1);
    await served(2);
    await log.append(customerSend(customer(), { text: "Do you ship to Iceland?" }));
    await handOff(node, shop, customer());
    await tickUntil(node, isType("conversation:ended"));
    expect(await requests()).toEqual([{ state: "stored", text: "Do you ship to Iceland?", is_automatic: true }]);
    expect((await items()).map(({ kind }) => kind)).toEqual(["message", "queued", "left_queue", "request"]);
    expect((await itemsOf("left_queue"))[0]?.data).toEqual({ reason: "diverted" });
    const row = await sql().query("SELECT state, turn FROM conversations WHERE id = $1", [customer().conversationId]);
    expect(row.rows).toEqual([{ state: "library", turn: "nobody" }]);
    await allSame();
  });

  it("a door that opens is told to staff and to pages of customers", async () => {
    const at = node.dispatcher.state.meta.at;
    await node.dispatcher.dispatch({
      type: "team:hours-planned",
      teamId: team().id,
      hours: { isOpen: false, turnsAt: [at + 200, at + 3_600_000] },
    });
    node.told.length = 0;
    await tickUntil(node, isType("team:hours-turned"));
    expect(told("hours:turned")).toMatchObject([
      { namespace: "/customer", data: { teamId: team().id, isOpen: true, nextTurnAt: at + 3_600_000 } },
    ]);
    expect(told("settings:changed")).toMatchObject([{ room: "staff", data: { what: "teams" } }]);
  });
});

describe("where agents choose", () => {
  it("of two who take the same one gets it, and nobody is asked", async () => {
    await setTeam({ strategy: "manual" });
    await handOff(node, shop, customer());
    expect(node.dispatcher.state.offers.size).toBe(0);
    const tries = await Promise.allSettled(
      team().agentIds.map((agentId) =>
        node.dispatcher.dispatch({ type: "entry:taken", conversationId: customer().conversationId, agentId }),
      ),
    );
    expect(tries.map(({ status }) => status)).toEqual(["fulfilled", "rejected"]);
    expect(tries[1]).toMatchObject({ reason: { code: "already_assigned" } });
    expect(chat()?.assigneeId).toBe(team().agentIds[0]);
    await allSame();
  });

  it("elsewhere nothing is taken", async () => {
    for (const id of team().agentIds) await be(id, "busy");
    await be(team().agentIds[0] ?? "", "available");
    await served(1);
    await served(2);
    await handOff(node, shop, customer());
    await expect(
      node.dispatcher.dispatch({
        type: "entry:taken",
        conversationId: customer().conversationId,
        agentId: team().agentIds[0] ?? "",
      }),
    ).rejects.toMatchObject({ code: "not_manual" });
  });
});

describe("why", () => {
  it("every reason is stored with its decision, in order, and names are read when they are asked for", async () => {
    const lin = await served(0);
    const stored = await reasonsOf(sql(), customer().conversationId);
    expect(stored.map(({ reason }) => reason.about)).toEqual(["offer", "assignment"]);
    const inJournal = await sql().query<{ seq: string; n: number }>(
      "SELECT seq, json_array_length(outcome->'reasons') AS n FROM journal WHERE json_array_length(outcome->'reasons') > 0 ORDER BY seq",
    );
    expect(stored.map(({ journalSeq, position }) => [journalSeq, position])).toEqual(
      inJournal.rows.flatMap(({ seq, n }) => Array.from({ length: n }, (_, position) => [Number(seq), position])),
    );
    const [offer] = await decisionEntries(sql(), stored);
    expect(offer).toMatchObject({ about: "offer", why: "next_in_service", chosen: { agentId: lin, load: 0 } });
    expect(Object.keys(offer?.names ?? {})).toEqual(expect.arrayContaining([lin, team().id]));
    const whole = JSON.stringify((await sql().query("SELECT * FROM routing_reasons")).rows);
    for (const name of Object.values(offer?.names ?? {})) expect(whole).not.toContain(name);
  });
});
