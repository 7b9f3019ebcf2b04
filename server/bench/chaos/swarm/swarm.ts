/** Everybody of a run: opened, set to work at a pace, disturbed, and brought to rest. */
import { seeded } from "#server/routing/random-shop.ts";
import type { SwarmHandles } from "../world/faults.ts";
import type { World } from "../world/world.ts";
import { createAgent, type SwarmAgent } from "./agent.ts";
import { createCustomer, type SwarmCustomer } from "./customer.ts";
import { Ledger } from "./ledger.ts";
import { watchOutages, type Outages } from "./outages.ts";
import type { Person, Stage } from "./person.ts";
import { createSupervisor, type SwarmSupervisor } from "./supervisor.ts";

const TICK_MS = 20;
/** Everybody looks at their page at least this often, for what they mean to do after a while. */
const LOOK_MS = 250;
/** What could not be said during an outage is made up for, up to this long. */
const CATCH_UP_S = 8;

export interface Swarm {
  ledger: Ledger;
  customers: readonly SwarmCustomer[];
  agents: readonly SwarmAgent[];
  supervisor: SwarmSupervisor;
  people: readonly Person[];
  handles: SwarmHandles;
  outages: Outages;
  /** Opens every page; resolves when all are whole. */
  open(): Promise<void>;
  /** `work`: writes at the pace and reacts; `hush`: nobody does anything; `drain`: what is open is brought to its end. */
  set(mode: "work" | "hush" | "drain"): void;
  stop(): Promise<void>;
}

export interface SwarmOptions {
  world: World;
  seed: number;
  /** Messages a second, of all together. */
  rate: number;
}

export async function createSwarm({ world, seed, rate }: SwarmOptions): Promise<Swarm> {
  const { shop } = world;
  const ledger = new Ledger();
  const outages = watchOutages(world);
  const stage: Stage = { ledger, isDraining: false, canServeSince: outages.canServeSince };
  const random = seeded(seed);
  let seeds = seed;
  const own = () => seeded((seeds += 7_919));
  const [customers, agents, supervisorLink] = await Promise.all([
    Promise.all(
      world.customers.map(async (customer, at) => {
        const name = `customer-${at}`;
        const link = await world.openLink(name);
        return createCustomer({ customer, name, link, stage, random: own(), knownQuestions: shop.knownQuestions });
      }),
    ),
    Promise.all(
      shop.agents.map(async (person) => {
        const link = await world.openLink(`agent-${person.name}`);
        return createAgent({ person, colleagues: shop.agents, teams: shop.teams, link, stage, random: own() });
      }),
    ),
    world.openLink("supervisor"),
  ]);
  const supervisor = createSupervisor({ person: shop.supervisor, link: supervisorLink, stage, random: own() });
  const people: Person[] = [...customers, ...agents, supervisor];
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  let mode: "work" | "hush" | "drain" = "hush";
  let budget = 0;
  let tickedAt = performance.now();
  let lookedAt = 0;

  const timer = setInterval(() => {
    const now = performance.now();
    const elapsedMs = now - tickedAt;
    tickedAt = now;
    if (mode === "hush") return;
    const isLook = now - lookedAt >= LOOK_MS;
    if (isLook) lookedAt = now;
    for (const person of people) {
      if (!person.isChanged && !isLook) continue;
      person.isChanged = false;
      person.step(now);
    }
    if (mode !== "work") return;
    budget = Math.min(budget + (rate * elapsedMs) / 1_000, rate * CATCH_UP_S);
    for (let tries = 0; budget >= 1 && tries < 40; tries += 1)
      budget -= (random() < 0.5 ? pick(agents) : pick(customers)).speak();
  }, TICK_MS);

  const pause = (ms: number) => new Promise<void>((resolve) => void setTimeout(resolve, ms));
  const some = <T extends Person>(list: readonly T[], share: number): T[] =>
    list.filter((person) => person.isOpen && random() < share);

  const handles: SwarmHandles = {
    links: people.map(({ link }) => link),
    async reloadSomeMidSend() {
      const chosen = [...some(customers, 0.25), ...some(agents, 0.25)];
      for (const person of chosen) person.burst();
      // Some before the first word has left, some with one on its way, some between two.
      await Promise.all(
        chosen.map(async (person) => {
          await pause(random() * 40);
          person.reload();
        }),
      );
    },
    async killSomeAgentBrowsers() {
      const chosen = some(agents, 0.25);
      for (const agent of chosen) {
        agent.burst();
        agent.link.cut();
        agent.close(Number.POSITIVE_INFINITY);
      }
      await Promise.all(
        chosen.map(async (agent) => {
          // Most are back within the grace of 45 s, the others find their chats with colleagues.
          await pause(random() < 0.7 ? 3_000 + random() * 9_000 : 48_000);
          agent.link.mend();
          agent.open();
        }),
      );
    },
  };

  return {
    ledger,
    customers,
    agents,
    supervisor,
    people,
    handles,
    outages,
    async open() {
      for (const person of people) {
        person.open();
        // As people come, not as a wall.
        await pause(2);
      }
      for (const until = performance.now() + 30_000; performance.now() < until; await pause(50))
        if (people.every((person) => person.isWhole())) return;
      throw new Error(`${people.filter((person) => !person.isWhole()).length} pages never opened`);
    },
    set(next) {
      mode = next;
      stage.isDraining = next === "drain";
      tickedAt = performance.now();
    },
    async stop() {
      clearInterval(timer);
      outages.stop();
      for (const person of people) person.end();
      await Promise.all(people.map(({ link }) => link.close()));
    },
  };
}
