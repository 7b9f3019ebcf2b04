import { seeded } from "../../routing/random-shop.ts";
import type { EventDraft } from "../../runtime/dispatcher.ts";
import type { Database } from "../../store/database.ts";
import { addPerson, newCustomer, type ChatShop } from "../chat-shop.ts";
import { realAgent, realCustomer } from "../real-clients.ts";
import { check, type Findings } from "./check.ts";
import { createKilledServer } from "./killed-server.ts";
import { liveAsCustomer, workAsAgent, type Work } from "./people.ts";
import type { KillPoint } from "./server-process.ts";

export interface KillReport {
  kills: number;
  killedAt: Record<string, number>;
  acknowledged: number;
  acknowledgedActs: number;
  retries: number;
  refused: Record<string, number>;
  conversations: number;
  startMaxMs: number;
  /** From the process listening again to the first acknowledgement after it. */
  healMaxMs: number;
  seed: number;
  findings: Findings;
}

type Plan = { point: KillPoint; type: EventDraft["type"] | null } | { point: "anywhere"; type: null };

/** In the middle of sends, accepts, closes, offers; before and after the commit. The first three stand for all of them. */
const plans: Plan[] = [
  { point: "append:afterCommit", type: null },
  { point: "decide:afterCommit", type: "offer:accepted" },
  { point: "decide:beforeCommit", type: "conversation:closed" },
  { point: "append:beforeCommit", type: null },
  { point: "decide:afterCommit", type: "handoff:requested" },
  { point: "decide:beforeCommit", type: "offer:accepted" },
  { point: "anywhere", type: null },
  { point: "decide:afterCommit", type: "conversation:closed" },
  { point: "decide:beforeCommit", type: "handoff:requested" },
  { point: "decide:afterCommit", type: "turn:changed" },
  { point: "decide:afterCommit", type: "offer:declined" },
];

const CUSTOMERS = 6;
/** Acknowledgements after which a server is killed that has not met its point. */
const AT_LATEST = 150;
const DRAIN_MS = 90_000;

/** Kills a real server this many times under real clients, lets everything come to rest, and looks. */
export async function runKills(options: {
  database: Database;
  databaseUrl: string;
  shop: ChatShop;
  kills: number;
  seed?: number;
}): Promise<KillReport> {
  const { database, shop, kills, seed = 20_261 } = options;
  const server = await createKilledServer(options.databaseUrl, shop.siteId);
  const random = seeded(seed);
  let heard: (() => void) | null = null;
  const work: Work = {
    acknowledged: [],
    refused: {},
    retries: 0,
    refusedAfterRetry: [],
    isDraining: false,
    acting: new Set(),
    random,
    onAcknowledged: () => heard?.(),
  };
  const people = [shop.lin, shop.mia, await addPerson(database.main, "Ben", ["agent"], shop.teams.front)];
  const agents = people.map((person) => realAgent(server.url, person));
  const customers = await Promise.all(
    Array.from({ length: CUSTOMERS }, async () =>
      realCustomer(server.url, await newCustomer(database.main, shop.siteId)),
    ),
  );
  const pages = [...agents, ...customers];
  const killedAt: Record<string, number> = {};
  const healsMs: number[] = [];
  try {
    await server.start();
    for (const page of pages) page.start();
    for (const agent of agents) workAsAgent(agent, work);
    for (const [at, customer] of customers.entries()) liveAsCustomer(customer, `customer-${at}`, work);
    for (let kill = 0; kill < kills; kill += 1) {
      const plan = plans[kill % plans.length] as Plan;
      const name = await dieAt(plan);
      killedAt[name] = (killedAt[name] ?? 0) + 1;
      await server.start();
      // Half of the people look at their page now; the others' pages come back by themselves.
      for (const page of pages) if (random() < 0.5) page.client.nudge();
    }
    const [healed] = await Promise.all([firstAcknowledgement(), drain()]);
    healsMs.push(healed);
    const findings = await check(database, () => server.look(), work, customers, agents);
    const { rows } = await database.main.query<{ n: number }>("SELECT count(*)::int AS n FROM conversations");
    return {
      kills,
      killedAt,
      seed,
      findings,
      acknowledged: work.acknowledged.filter(({ item }) => item !== null).length,
      acknowledgedActs: work.acknowledged.filter(({ item }) => item === null).length,
      retries: work.retries,
      refused: work.refused,
      conversations: rows[0]?.n ?? 0,
      startMaxMs: Math.max(...server.startsMs),
      healMaxMs: Math.max(...healsMs),
    };
  } finally {
    for (const page of pages) page.stop();
    server.kill();
    await server.gone();
  }

  /** Lets people work, then kills: at the point of the plan, or after so many acknowledgements. Answers with where it was. */
  async function dieAt(plan: Plan): Promise<string> {
    const began = performance.now();
    let count = 0;
    const atLatest = plan.point === "anywhere" ? 20 + Math.floor(random() * 60) : AT_LATEST;
    heard = () => {
      count += 1;
      if (count === 1) healsMs.push(Math.round(performance.now() - began));
      if (count === atLatest) server.kill();
    };
    if (plan.point !== "anywhere")
      server.arm({
        ...plan,
        after: plan.type === null ? 10 + Math.floor(random() * 30) : 1 + Math.floor(random() * 3),
      });
    const how = await server.gone();
    heard = null;
    if (how !== "SIGKILL") throw new Error(`the server ended by itself (${how})`);
    if (count >= atLatest) return "anywhere";
    return plan.type === null ? plan.point : `${plan.point} ${plan.type}`;
  }

  function firstAcknowledgement(): Promise<number> {
    const began = performance.now();
    return new Promise((resolve) => {
      heard = () => resolve(Math.round(performance.now() - began));
    });
  }

  /** Nobody begins anything new; what is open is served and closed. */
  async function drain(): Promise<void> {
    work.isDraining = true;
    for (const page of pages) page.client.nudge();
    while (work.acting.size > 0) await Promise.all(work.acting);
    await Promise.all(
      customers.map((page) =>
        page.until(
          `${page.customer.customerId} is done`,
          () =>
            page.outbox.entries().length === 0 &&
            page.thread()?.conversations.every(({ state }) => state === "closed" || state === "library"),
          DRAIN_MS,
        ),
      ),
    );
    await Promise.all(
      agents.map((page) =>
        page.until(
          `${page.person.name}'s desk is empty`,
          () =>
            page.desk()?.conversations.length === 0 &&
            page.desk()?.offers.length === 0 &&
            page.desk()?.load === 0 &&
            page.outbox.entries().length === 0,
          DRAIN_MS,
        ),
      ),
    );
    await Promise.all(customers.map((page) => page.until("the library has answered", () => hasAnswer(page), DRAIN_MS)));
    // Who was served may be rating just now.
    while (work.acting.size > 0) await Promise.all(work.acting);
  }
}

/** Nothing of theirs to the library is without a reply. */
function hasAnswer(page: ReturnType<typeof realCustomer>): boolean {
  const chapter = page.thread()?.conversations.at(-1);
  return chapter?.state !== "library" || page.items().at(-1)?.author.kind !== "customer";
}
