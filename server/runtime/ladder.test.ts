/** The reminder ladder (D1) on a real database: logs, desks and supervisors of a holder who does not answer. */
import { v7 as uuidv7 } from "uuid";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Notice } from "../routing/outcome.ts";
import { DEFAULT_SETTINGS } from "../routing/state.ts";
import { NO_LADDER, type TeamRules } from "../routing/team-rules.ts";
import { createMessageLog, type MessageLog } from "../store/message-log.ts";
import { createTestDatabase, type TestDatabase } from "../testing/database.ts";
import { expectConsistent, expectSameEverywhere } from "../testing/consistency.ts";
import { tickNext, tickUntil, untilPast } from "../testing/passing-time.ts";
import { agentSend, customerSend } from "../testing/send-builder.ts";
import { buildShop, type Shop } from "../testing/shop-builder.ts";
import { handOff, keptLogger, openShop, startTestNode, type TestNode } from "../testing/test-node.ts";
import { tellLostTurns } from "./recovery.ts";

let made: TestDatabase;
let node: TestNode;
let shop: Shop;
let log: MessageLog;
let sue: string;

/** Between two rungs: long enough for what a test does in between. */
const RUNG_MS = 60;
const ladder = {
  agentMs: RUNG_MS,
  customerMs: 2 * RUNG_MS,
  supervisorMs: 3 * RUNG_MS,
  reofferMs: 4 * RUNG_MS,
  unresponsiveMs: 5 * RUNG_MS,
  maxHops: 2,
};

const setTeam = (rules: Partial<TeamRules>) => {
  const [team] = shop.teams;
  return node.dispatcher.dispatch({
    type: "team:changed",
    team: { id: team?.id ?? "", agentIds: team?.agentIds ?? [], ladder, ...rules },
  });
};

beforeEach(async () => {
  made = await createTestDatabase();
  node = await startTestNode(made.url);
  shop = await buildShop(node.database.main, { agentsPerTeam: 3, customers: 2 });
  sue = uuidv7();
  await node.database.main.query(
    `INSERT INTO staff (id, email, name, roles, password_hash) VALUES ($1, 'sue@shop.example', 'Sue', '{supervisor}', '')`,
    [sue],
  );
  await openShop(node, shop);
  log = createMessageLog(node.database.hot);
  await node.dispatcher.dispatch({
    type: "settings:changed",
    settings: { ...DEFAULT_SETTINGS, quietWarnMs: null, quietCloseMs: null, isConnectAckNeeded: false },
  });
  await setTeam({});
});
afterEach(async () => {
  await node.stop();
  await made.drop();
});

const customer = (at = 0) => shop.customers[at] as Shop["customers"][number];
const sql = () => node.database.main;
const chat = (at = 0) => node.dispatcher.state.conversations.get(customer(at).conversationId);
const itemsOf = async (kind: string, at = 0) =>
  (
    await sql().query<{ data: Record<string, unknown>; public_seq: number | null }>(
      "SELECT data, public_seq FROM items WHERE conversation_id = $1 AND kind = $2 ORDER BY seq",
      [customer(at).conversationId, kind],
    )
  ).rows;
const accept = async () => {
  const [offer] = node.dispatcher.state.offers.values();
  await node.dispatcher.dispatch({ type: "offer:accepted", offerId: offer?.id ?? "", agentId: offer?.agentId ?? "" });
  return offer?.agentId ?? "";
};
/** Sends, and tells the engine when the turn moved, as the message actions do. */
const say = async (send: Parameters<MessageLog["append"]>[0]) => {
  const { head, isTurnChanged, turnSeq } = await log.append(send);
  if (isTurnChanged && (head.turn === "agent" || head.turn === "customer"))
    await node.dispatcher.dispatch({
      type: "turn:changed",
      conversationId: head.id,
      turn: head.turn,
      logSeq: turnSeq,
      since: head.turn_since.getTime(),
    });
};
/** A chat whose holder owes the first word. */
const owedChat = async () => {
  await log.append(customerSend(customer()));
  await handOff(node, shop, customer());
  const holder = await accept();
  await sql().query(`UPDATE conversations SET turn_since = turn_since - interval '2 seconds'`);
  await tellLostTurns(node.database, node.dispatcher, keptLogger().log);
  return holder;
};
const steps = (notices: readonly Notice[]) =>
  notices.flatMap((notice) => (notice.type === "ladder:step" ? [notice.step] : []));
const isStep = (step: string) => (notice: Notice) => notice.type === "ladder:step" && notice.step === step;
const told = (name: string) => node.told.flatMap((each) => (each.kind === "event" && each.name === name ? [each] : []));
const deskKinds = async (staffId: string) =>
  (
    await sql().query<{ change: { kind: string; step?: string; notResponding?: { why: string } | null } }>(
      "SELECT change FROM desk_items WHERE staff_id = $1 ORDER BY seq",
      [staffId],
    )
  ).rows.map(({ change }) => change);
const allSame = async () => {
  await expectSameEverywhere(node.database, node.dispatcher.state);
  await expectConsistent(sql(), node.dispatcher.state);
};

describe("a holder who does not answer", () => {
  it("is reminded, the customer told, the supervisor called, the chat offered on, and the holder asked for nothing", async () => {
    const holder = await owedChat();
    // Who is asked does not answer either: nothing but time moves it.
    const notices = await tickUntil(node, isStep("unresponsive"));
    expect(steps(notices)).toEqual(["agent", "customer", "supervisor", "reoffer", "unresponsive"]);
    expect((await itemsOf("reminder")).map(({ data, public_seq }) => [data.step, data.ladderStep, public_seq])).toEqual(
      [
        ["agent", 1, null],
        ["customer", 2, null],
        ["supervisor", 3, null],
        ["reoffer", 4, null],
        ["unresponsive", 5, null],
      ],
    );
    const lines = (await itemsOf("message")).filter(({ data }) => data.auto === "still_waiting");
    expect(lines).toEqual([{ data: expect.anything(), public_seq: expect.any(Number) }]);
    expect((await deskKinds(holder)).flatMap(({ kind, step }) => (kind === "reminder" ? [step] : []))).toEqual(
      steps(notices),
    );
    expect((await deskKinds(holder)).at(-1)).toMatchObject({ kind: "state", notResponding: { why: "unanswered" } });
    expect(told("agent:alerted")).toMatchObject([
      { room: `staff:${sue}`, data: { step: "supervisor", agentId: holder } },
      { room: `staff:${sue}`, data: { step: "unresponsive", agentId: holder } },
    ]);
    // The first agent keeps the chat until another accepts.
    expect(chat()).toMatchObject({ assigneeId: holder, reoffer: { why: "unanswered" } });
    const [offer] = node.dispatcher.state.offers.values();
    expect(offer).toMatchObject({ kind: "reoffer", fromAgentId: holder });
    await allSame();
    const other = await accept();
    expect(other).not.toBe(holder);
    expect(chat()).toMatchObject({ assigneeId: other, reoffer: null, hops: 1, ladderStep: 0 });
    expect((await itemsOf("unassigned")).at(-1)?.data).toMatchObject({ agentId: holder, reason: "reoffered" });
    expect(await deskKinds(holder)).toContainEqual(
      expect.objectContaining({ kind: "conversation_gone", why: "reoffered" }),
    );
    await allSame();
  });

  it("with a dead agent at every hop nobody waits beyond the bound: it ends with the supervisors", async () => {
    await setTeam({ ladder: { ...ladder, unresponsiveMs: null } });
    await owedChat();
    const owedSince = chat()?.turnSince ?? 0;
    const seen: Notice[] = [];
    for (let hop = 0; hop < 2; hop += 1) {
      seen.push(...(await tickUntil(node, isStep("reoffer"))));
      await accept();
      expect(chat()).toMatchObject({ hops: hop + 1, turnSince: owedSince });
    }
    seen.push(...(await tickUntil(node, isStep("hops_spent"))));
    expect(steps(seen)).toEqual([
      ...["agent", "customer", "supervisor", "reoffer"],
      ...["agent", "customer", "supervisor", "reoffer"],
      ...["agent", "customer", "supervisor", "hops_spent"],
    ]);
    expect(seen.every((notice) => notice.type !== "ladder:step" || notice.owedSince === owedSince)).toBe(true);
    expect(told("agent:alerted").map(({ data }) => (data as { step: string }).step)).toEqual([
      "supervisor",
      "supervisor",
      "supervisor",
      "hops_spent",
    ]);
    expect(chat()?.ladderAt).toBeNull();
    await allSame();
  });

  it("with nobody else there the supervisors are told so", async () => {
    await setTeam({ ladder: { ...ladder, unresponsiveMs: null } });
    const holder = await owedChat();
    for (const agentId of shop.agentIds.filter((id) => id !== holder))
      await node.dispatcher.dispatch({
        type: "availability:set",
        agentId,
        availability: "offline",
        busyReason: null,
        byId: null,
      });
    const notices = await tickUntil(node, isStep("nobody"));
    expect(steps(notices)).toEqual(["agent", "customer", "supervisor", "reoffer", "nobody"]);
    expect(told("agent:alerted").map(({ data }) => (data as { step: string }).step)).toContain("nobody");
    await allSame();
  });

  it("with everybody dead each is asked once, and then the supervisors are called", async () => {
    const holder = await owedChat();
    await setTeam({ offerMs: 5, ladder: { ...ladder, unresponsiveMs: null } });
    const notices = await tickUntil(node, isStep("nobody"));
    const asked = notices.flatMap((notice) => (notice.type === "offer:made" ? [notice.agentId] : []));
    expect(asked.toSorted()).toEqual(shop.agentIds.filter((id) => id !== holder).toSorted());
    expect(chat()).toMatchObject({ assigneeId: holder, reoffer: { isNobodyTold: true } });
    expect(told("agent:alerted").map(({ data }) => (data as { step: string }).step)).toEqual(["supervisor", "nobody"]);
    await allSame();
  });

  it("who answers after all keeps the chat: the offer is withdrawn and the ladder begins anew with the next word", async () => {
    const holder = await owedChat();
    await tickUntil(node, isStep("reoffer"));
    expect(node.dispatcher.state.offers.size).toBe(1);
    await say(agentSend(customer().conversationId, holder));
    expect(node.dispatcher.state.offers.size).toBe(0);
    expect(chat()).toMatchObject({
      assigneeId: holder,
      turn: "customer",
      reoffer: null,
      ladderStep: 0,
      ladderAt: null,
    });
    await say(customerSend(customer(), { text: "And the second one?" }));
    expect(steps(await tickUntil(node, isStep("agent")))).toEqual(["agent"]);
    await allSame();
  });

  it("is counted from when the customer's word was stored, however late that is told", async () => {
    await owedChat();
    const stored = await sql().query<{ turn_since: Date }>("SELECT turn_since FROM conversations WHERE id = $1", [
      customer().conversationId,
    ]);
    expect(chat()?.turnSince).toBe(stored.rows[0]?.turn_since.getTime());
    expect(chat()?.turnSince).toBeLessThan(node.dispatcher.state.meta.at - 1_500);
    await tickUntil(node, isStep("agent"));
    expect((await itemsOf("reminder"))[0]?.data.owedSince).toBe(chat()?.turnSince);
  });

  it("who answered is not reminded, though the engine has not heard of it", async () => {
    const holder = await owedChat();
    await log.append(agentSend(customer().conversationId, holder));
    const notices = await tickNext(node);
    expect(notices).toEqual([expect.objectContaining({ type: "automatic:lapsed" })]);
    expect(await itemsOf("reminder")).toEqual([]);
  });
});

describe("a server that dies between two steps", () => {
  it("what is due next is done once after the start, and nothing twice", async () => {
    await owedChat();
    await tickUntil(node, isStep("agent"));
    const again = chat()?.ladderAt ?? 0;
    await node.stop();
    await untilPast(await reopen(), again);
    expect(steps(await tickNext(node))).toEqual(expect.arrayContaining(["customer"]));
    const found = (await itemsOf("reminder")).map(({ data }) => data.step);
    expect(found).toEqual([...new Set(found)]);
    expect(found.slice(0, 2)).toEqual(["agent", "customer"]);
    await allSame();
  });

  it.each(["beforeCommit", "afterCommit"] as const)("one that dies %s of a step has done it once", async (point) => {
    await owedChat();
    await untilPast(node, chat()?.ladderAt ?? 0);
    node.failpoints[point] = () => Promise.reject(new Error("planted"));
    const tick = node.dispatcher.dispatch({ type: "tick", turnSeqs: {} });
    if (point === "beforeCommit") await expect(tick).rejects.toThrow("planted");
    else await tick;
    const before = await itemsOf("reminder");
    expect(before.length > 0).toBe(point === "afterCommit");
    await node.stop();
    await reopen();
    if (point === "beforeCommit") await tickNext(node);
    const found = (await itemsOf("reminder")).map(({ data }) => data.step);
    expect(found.filter((step) => step === "agent")).toEqual(["agent"]);
    await allSame();
  });

  it("two servers that both look when it is due do it once", async () => {
    await owedChat();
    const second = await startTestNode(made.url);
    try {
      await untilPast(node, chat()?.ladderAt ?? 0);
      const both = await Promise.all(
        [node, second].map((each) => each.dispatcher.dispatch({ type: "tick", turnSeqs: {} })),
      );
      expect(both.flatMap(({ notices }) => steps(notices)).filter((step) => step === "agent")).toEqual(["agent"]);
      expect((await itemsOf("reminder")).filter(({ data }) => data.step === "agent")).toHaveLength(1);
    } finally {
      await second.stop();
    }
    await node.dispatcher.catchUp();
    await allSame();
  });
});

/** Another process on the same database. */
async function reopen(): Promise<TestNode> {
  node = await startTestNode(made.url);
  log = createMessageLog(node.database.hot);
  return node;
}

it("a team without a ladder reminds nobody", async () => {
  await setTeam({ ladder: NO_LADDER });
  await owedChat();
  expect(chat()).toMatchObject({ turn: "agent", ladderAt: null });
});
