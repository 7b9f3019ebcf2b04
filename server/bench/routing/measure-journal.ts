import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { assertInvariants } from "#server/routing/invariants.ts";
import { loadCopy } from "#server/runtime/routing-copy.ts";
import { verifyRouting } from "#server/runtime/verify.ts";
import { startChild, type Child } from "../messages/child.ts";
import { quantile } from "../metrics.ts";
import { startFamilyMeter } from "../swarm/family-cpu.ts";
import { startDurableDatabase, type DurableDatabase } from "../swarm/durable-database.ts";
import { crowdedState } from "./crowded-state.ts";
import { joined, type Journaled, medians, spentPercent } from "./journal-figures.ts";
import type { JournalOrder, JournalReport, JournalResult } from "./orders.ts";
import { addNewcomers, seedShop } from "./seed-shop.ts";
import { type Conversation, type CrowdedShop, crowdedShop, type ShopSize } from "./shop-size.ts";
import { prepareClaims, skipLockedPerSecond } from "./skip-locked.ts";

export interface JournalOptions {
  rounds: number;
  seconds: number;
  /** Commands under way at once, over all processes. */
  outstanding: number;
  connections: number;
  isExplaining: boolean;
  /** A folder that gets a profile of the first process. */
  profile: string | null;
  say(line: string): void;
}

type Node = Child<JournalOrder, JournalReport>;

export interface JournalFigures {
  one: Journaled;
  two: Journaled;
  skipLockedPerSecond: number;
  refused: number;
  lostAfterKill: number;
  isSameAfterKill: boolean;
  othersCpuPercent: number | null;
  /** Share of the time of one process by statement, and `elsewhere`, in percent; the largest first. */
  spentPercent: Record<string, number>;
}

/** More hand-offs than one process has ever decided in a second. */
const NEWCOMERS_PER_SECOND = 6_000;
const KILL_AFTER_MS = 1_500;

/** Whole decisions through dispatcher and journal by one process and by two, beside claims with SKIP LOCKED, in turns. */
export async function measureJournal(size: ShopSize, options: JournalOptions): Promise<JournalFigures> {
  const shop = crowdedShop(size);
  const durable = await startDurableDatabase();
  const nodes: Node[] = [];
  try {
    options.say(`${size.waiting} waiting: seeding`);
    const state = crowdedState(shop, Date.now() - 3_600_000);
    const siteId = await seedShop(durable.database, shop, state);
    await prepareClaims(durable.database.main);
    await durable.database.main.query("VACUUM ANALYZE");
    for (const at of [0, 1]) {
      const isProfiled = at === 0 && options.profile !== null;
      const node: Node = startChild(
        "../routing/journal-process.ts",
        isProfiled ? ["--cpu-prof", `--cpu-prof-dir=${options.profile}`] : [],
      );
      nodes.push(node);
      await node.ask({ kind: "open", databaseUrl: durable.url, nodeEpoch: shop.epoch }, "opened");
    }
    const crew = new Crew(durable, shop, siteId, nodes, options);
    return await crew.measure();
  } finally {
    for (const node of nodes) await node.stop();
    await durable.stop();
  }
}

class Crew {
  private readonly teams: { crowded: string[]; roomy: string[] };
  private readonly durable: DurableDatabase;
  private readonly siteId: string;
  private readonly nodes: readonly Node[];
  private readonly options: JournalOptions;
  /** Chats that a chain of this run begins with. */
  private readonly handedOut = new Set<string>();

  constructor(
    durable: DurableDatabase,
    shop: CrowdedShop,
    siteId: string,
    nodes: readonly Node[],
    options: JournalOptions,
  ) {
    this.durable = durable;
    this.siteId = siteId;
    this.nodes = nodes;
    this.options = options;
    const idsOf = (isCrowded: boolean) => shop.teams.filter((team) => team.isCrowded === isCrowded).map(({ id }) => id);
    this.teams = { crowded: idsOf(true), roomy: idsOf(false) };
  }

  async measure(): Promise<JournalFigures> {
    const { rounds, seconds, connections, say } = this.options;
    const claim = () => skipLockedPerSecond(this.durable.url, { connections, seconds });
    await this.work([0], Math.min(2, seconds));
    await this.work([1], Math.min(2, seconds));
    const others = startFamilyMeter([this.durable.postmaster]);
    const one: JournalResult[][] = [];
    const two: JournalResult[][] = [];
    const claimed: number[] = [];
    for (let round = 1; round <= rounds; round += 1) {
      one.push(await this.work([0], seconds));
      two.push(await this.work([0, 1], seconds));
      claimed.push(await claim());
      const told = [one, two].map((taken) => Math.round(joined(taken.at(-1) ?? []).perSecond));
      say(`round ${round}: ${told[0]} decisions/s, by two ${told[1]}, claims ${Math.round(claimed.at(-1) ?? 0)}`);
    }
    const othersCpuPercent = others();
    const killed = await this.killOne();
    return {
      one: medians(one.map(joined)),
      two: medians(two.map(joined)),
      skipLockedPerSecond: quantile(claimed, 0.5),
      refused: [...one, ...two].flat().reduce((sum, { refused }) => sum + refused, 0),
      ...killed,
      othersCpuPercent,
      spentPercent: spentPercent(one.flat()),
    };
  }

  private async orderFor(
    seconds: number,
    share: number,
    file: string | null,
  ): Promise<Extract<JournalOrder, { kind: "work" }>> {
    const count = Math.ceil(NEWCOMERS_PER_SECOND * seconds * share);
    const newcomers = (teamIds: string[], part: number): Promise<Conversation[]> =>
      addNewcomers(this.durable.database.main, this.siteId, teamIds, Math.ceil(count * part));
    const outstanding = Math.round(this.options.outstanding * share);
    return {
      kind: "work",
      seconds,
      outstanding,
      // Whose chat another run has closed in the meantime: only fresh ones are handed out.
      chats: await this.liveChats(outstanding),
      crowded: await newcomers(this.teams.crowded, 0.8),
      roomy: await newcomers(this.teams.roomy, 0.4),
      acknowledgedFile: file,
      isExplaining: this.options.isExplaining,
    };
  }

  /** Acknowledged chats of the crowded teams that are still served, each handed out once. */
  private async liveChats(count: number) {
    const { rows } = await this.durable.database.main.query<{ conversationId: string; agentId: string }>(
      `SELECT conversation_id AS "conversationId", agent_id AS "agentId" FROM assignments
        WHERE ended_at IS NULL AND connect_deadline_at IS NULL AND team_id = ANY ($1::uuid[]) ORDER BY started_at, id LIMIT $2`,
      [this.teams.crowded, this.options.outstanding],
    );
    const fresh = rows.filter(({ conversationId }) => !this.handedOut.has(conversationId)).slice(0, count);
    for (const { conversationId } of fresh) this.handedOut.add(conversationId);
    return fresh;
  }

  private async work(which: readonly number[], seconds: number): Promise<JournalResult[]> {
    this.handedOut.clear();
    const orders: Extract<JournalOrder, { kind: "work" }>[] = [];
    for (const _ of which) orders.push(await this.orderFor(seconds, 1 / which.length, null));
    await Promise.all(this.nodes.map((node) => node.ask({ kind: "catchUp" }, "caughtUp")));
    await this.durable.database.main.query("CHECKPOINT");
    const reports = await Promise.all(
      which.map((at, place) => {
        const [node, order] = [this.nodes[at], orders[place]];
        if (node === undefined || order === undefined) throw new Error("no such process");
        return node.ask(order, "worked");
      }),
    );
    return reports.map(({ result }) => result);
  }

  /** Both work, one is killed: everything it acknowledged must be there, and rows and journal must agree. */
  private async killOne(): Promise<{ lostAfterKill: number; isSameAfterKill: boolean }> {
    const folder = mkdtempSync(join(tmpdir(), "answerline-acknowledged-"));
    try {
      const file = join(folder, "client-ids");
      const seconds = 3;
      this.handedOut.clear();
      const orders = [await this.orderFor(seconds, 0.5, null), await this.orderFor(seconds, 0.5, file)];
      const [stays, goes] = this.nodes;
      if (stays === undefined || goes === undefined || orders[0] === undefined || orders[1] === undefined)
        throw new Error("two processes are needed");
      await Promise.all(this.nodes.map((node) => node.ask({ kind: "catchUp" }, "caughtUp")));
      const going = goes.ask(orders[1], "worked").catch(() => undefined);
      const staying = stays.ask(orders[0], "worked");
      await new Promise<void>((resolve) => setTimeout(resolve, KILL_AFTER_MS));
      process.kill(goes.pid, "SIGKILL");
      await going;
      await staying;
      const sql = this.durable.database.main;
      const told = readFileSync(file, "utf8").split("\n").filter(Boolean);
      const { rows } = await sql.query<{ count: number }>(
        "SELECT count(*)::int AS count FROM command_log WHERE client_id = ANY ($1::uuid[])",
        [told],
      );
      const verified = await verifyRouting(sql);
      assertInvariants(await loadCopy(sql), false);
      this.options.say(`killed one after ${told.length} acknowledged commands: ${rows[0]?.count} are stored`);
      for (const line of verified.differences) this.options.say(line);
      return { lostAfterKill: told.length - (rows[0]?.count ?? 0), isSameAfterKill: verified.isSame };
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
}
