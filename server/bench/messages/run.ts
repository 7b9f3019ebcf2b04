/**
 * `npm run bench -- messages`: what a message costs on its whole way, beside a bare Socket.IO relay in the same minute.
 * Rounds alternate (relay, product, relay, product …) and medians are told.
 */
import { parseArgs } from "node:util";
import { CONTRACT_VERSION } from "#server/contract/version.ts";
import { quantile } from "../metrics.ts";
import { startOthersMeter } from "../others-cpu.ts";
import { startChild, type Child } from "./child.ts";
import { openBenchDatabase, type BenchDatabase } from "./database.ts";
import type { LoadOrder, LoadReport, LoadResult, Pair, ServerOrder, ServerReport, Target } from "./orders.ts";

/** The least share of the relay's messages per second that is no defect (issue 3). */
const LEAST_RATIO = 0.45;
const PACED_PER_SECOND = 1_000;

type Server = Child<ServerOrder, ServerReport>;
type Load = Child<LoadOrder, LoadReport>;

interface Options {
  rounds: number;
  seconds: number;
  pacedSeconds: number;
  pairs: number;
  stored: number;
  clients: number;
  folder: string | null;
  /** A folder that gets a profile of the server process. */
  profile: string | null;
}

interface Round {
  perSecond: number;
  serverUs: number;
  databaseUs: number | null;
  clientUs: number;
  ackMs: number[];
  deliveryMs: number[];
}

function optionsOf(argv: string[]): Options | null {
  const { values } = parseArgs({
    args: argv,
    options: {
      rounds: { type: "string", default: "3" },
      seconds: { type: "string", default: "6" },
      "paced-seconds": { type: "string", default: "5" },
      pairs: { type: "string", default: "200" },
      stored: { type: "string", default: "1000000" },
      clients: { type: "string", default: "1" },
      folder: { type: "string" },
      profile: { type: "string" },
    },
  });
  const options = {
    rounds: Number(values.rounds),
    seconds: Number(values.seconds),
    pacedSeconds: Number(values["paced-seconds"]),
    pairs: Number(values.pairs),
    stored: Number(values.stored),
    clients: Number(values.clients),
  };
  if (Object.values(options).some((value) => !(value > 0))) return null;
  return { ...options, folder: values.folder ?? null, profile: values.profile ?? null };
}

/** @returns the exit code: 1 when the product is slower than it may be, 2 when the arguments are wrong */
export async function runMessagesBench(argv: string[]): Promise<number> {
  const options = optionsOf(argv);
  if (options === null) {
    process.stderr.write(
      "Usage: npm run bench -- messages [--rounds N] [--seconds N] [--paced-seconds N] [--pairs N] [--stored N] [--clients N] [--folder DIR] [--profile DIR]\n",
    );
    return 2;
  }
  const database = await openBenchDatabase({ ...options, storedMessages: options.stored, say });
  try {
    const line = await measure(options, database);
    process.stdout.write(`${JSON.stringify(line)}\n`);
    if (line.ratio >= LEAST_RATIO) return 0;
    say(`the ratio ${line.ratio} is below ${LEAST_RATIO}`);
    return 1;
  } finally {
    await database.stop();
  }
}

async function measure(options: Options, database: BenchDatabase) {
  const relay: Server = startChild("../relay.mjs");
  const relayPort = (await relay.next("listening")).port;
  const product: Server = startChild(
    "product-process.ts",
    options.profile === null ? [] : ["--cpu-prof", `--cpu-prof-dir=${options.profile}`],
  );
  const { port } = await product.ask({ kind: "open", databaseUrl: database.url, siteId: database.siteId }, "listening");
  const loads: Load[] = Array.from({ length: options.clients }, () => startChild("load-process.ts"));
  const servers: Record<Target, Server> = { relay, product };
  const children = [relay, product, ...loads];
  try {
    await connectAll(loads, "relay", relayPairs(relayPort, options.pairs));
    await connectAll(loads, "product", productPairs(port, database));
    say("giving every conversation to its agent");
    await product.ask({ kind: "serve", teamId: database.teamId, pairs: database.pairs }, "serving");

    const around = (target: Target, order: LoadOrder): Promise<Round> =>
      takeRound(servers[target], loads, target === "product" ? database : null, order);
    const closed: Record<Target, Round[]> = { relay: [], product: [] };
    const paced: Record<Target, Round[]> = { relay: [], product: [] };
    for (const target of ["relay", "product"] as const) await around(target, { kind: "closed", target, seconds: 3 });
    const others = startOthersMeter();
    const startedAt = performance.now();
    let oursUs = 0;
    for (let round = 1; round <= options.rounds; round += 1) {
      for (const target of ["relay", "product"] as const) {
        const fast = await around(target, { kind: "closed", target, seconds: options.seconds });
        closed[target].push(fast);
        const perSecond = PACED_PER_SECOND / loads.length;
        const calm = await around(target, { kind: "paced", target, seconds: options.pacedSeconds, perSecond });
        paced[target].push(calm);
        oursUs += spentUs(fast, options.seconds) + spentUs(calm, options.pacedSeconds);
        say(`round ${round}, ${target}: ${Math.round(fast.perSecond)} messages/s`);
      }
    }
    const elapsedMs = performance.now() - startedAt;
    const othersCpuPercent = Math.max(0, Math.round(others() - oursUs / 10 / elapsedMs));
    return lineOf(options, database, closed, paced, othersCpuPercent);
  } finally {
    for (const child of children) await child.stop();
  }
}

/** Processor time of the processes we measure, in one round. */
const spentUs = (round: Round, seconds: number): number =>
  (round.serverUs + (round.databaseUs ?? 0) + round.clientUs) * round.perSecond * seconds;

async function takeRound(
  server: Server,
  loads: readonly Load[],
  database: BenchDatabase | null,
  order: LoadOrder,
): Promise<Round> {
  const databaseBefore = (await database?.cpuUs()) ?? null;
  const serverBefore = (await server.ask({ kind: "cpu" }, "cpu")).us;
  const reports = await Promise.all(loads.map((load) => load.ask(order, "done")));
  const serverAfter = (await server.ask({ kind: "cpu" }, "cpu")).us;
  const databaseAfter = (await database?.cpuUs()) ?? null;
  const results: LoadResult[] = reports.map(({ result }) => result);
  const messages = results.reduce((sum, each) => sum + each.messages, 0);
  return {
    perSecond: results.reduce((sum, each) => sum + (1_000 * each.messages) / each.elapsedMs, 0),
    serverUs: (serverAfter - serverBefore) / messages,
    databaseUs: databaseBefore === null || databaseAfter === null ? null : (databaseAfter - databaseBefore) / messages,
    clientUs: results.reduce((sum, each) => sum + each.cpuUs, 0) / messages,
    ackMs: results.flatMap((each) => each.ackMs),
    deliveryMs: results.flatMap((each) => each.deliveryMs),
  };
}

async function connectAll(loads: readonly Load[], target: Target, pairs: readonly Pair[]): Promise<void> {
  const share = Math.ceil(pairs.length / loads.length);
  await Promise.all(
    loads.map((load, at) =>
      load.ask({ kind: "connect", target, pairs: pairs.slice(at * share, (at + 1) * share) }, "connected"),
    ),
  );
}

function relayPairs(port: number, count: number): Pair[] {
  const url = `http://127.0.0.1:${port}/`;
  return Array.from(
    { length: count },
    (_, at): Pair => ({
      conversationId: null,
      sides: [
        { url, auth: { room: `a${at}`, peer: `b${at}` }, headers: {} },
        { url, auth: { room: `b${at}`, peer: `a${at}` }, headers: {} },
      ],
    }),
  );
}

function productPairs(port: number, { pairs }: BenchDatabase): Pair[] {
  const url = `http://127.0.0.1:${port}`;
  return pairs.map(({ cookie, token, conversationId }) => ({
    conversationId,
    sides: [
      { url: `${url}/agent`, auth: { version: CONTRACT_VERSION }, headers: { cookie } },
      { url: `${url}/customer`, auth: { version: CONTRACT_VERSION, token }, headers: {} },
    ],
  }));
}

function lineOf(
  options: Options,
  database: BenchDatabase,
  closed: Record<Target, Round[]>,
  paced: Record<Target, Round[]>,
  othersCpuPercent: number,
) {
  const median = (rounds: readonly Round[], read: (round: Round) => number): number => quantile(rounds.map(read), 0.5);
  const relayPerSecond = Math.round(median(closed.relay, (round) => round.perSecond));
  const productPerSecond = Math.round(median(closed.product, (round) => round.perSecond));
  const ms = (rounds: readonly Round[], what: "ackMs" | "deliveryMs", share: number): number =>
    rounded(
      median(rounds, (round) => quantile(round[what], share)),
      2,
    );
  const us = (read: (round: Round) => number, rounds = closed.product): number => rounded(median(rounds, read), 1);
  return {
    bench: "messages",
    pairs: options.pairs,
    storedMessages: database.storedMessages,
    relayPerSecond,
    productPerSecond,
    // Of rounds beside each other: a neighbour who comes and goes weighs on both.
    ratio: rounded(
      quantile(
        closed.product.map((round, at) => round.perSecond / (closed.relay[at]?.perSecond ?? Number.NaN)),
        0.5,
      ),
      3,
    ),
    cpuUsPerMessage: us((round) => round.serverUs),
    databaseCpuUsPerMessage: us((round) => round.databaseUs ?? Number.NaN),
    clientCpuUsPerMessage: us((round) => round.clientUs),
    relayCpuUsPerMessage: us((round) => round.serverUs, closed.relay),
    relayClientCpuUsPerMessage: us((round) => round.clientUs, closed.relay),
    relayDeliveryP99Ms: ms(paced.relay, "deliveryMs", 0.99),
    ackP50Ms: ms(paced.product, "ackMs", 0.5),
    ackP99Ms: ms(paced.product, "ackMs", 0.99),
    deliveryP50Ms: ms(paced.product, "deliveryMs", 0.5),
    deliveryP99Ms: ms(paced.product, "deliveryMs", 0.99),
    // Nothing here is drawn by lot.
    seed: 1,
    othersCpuPercent,
  };
}

const rounded = (value: number, digits: number): number => Math.round(value * 10 ** digits) / 10 ** digits;

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
