/**
 * `npm run simulate -- --replay`: a recorded day run again from its inputs, on the product's database, which is only read.
 * One JSON line says whether every assignment came out as it did; with `--change` what the change makes of the day.
 */
import { parseArgs } from "node:util";
import { refusalOf } from "#server/contract/errors.ts";
import { readStretch, replayDays, type Stretch, stretchOfDay, stretchOfNumbers } from "#server/runtime/replayed-day.ts";
import { namesOfRouting, openHistory } from "#server/store/journal-history.ts";
import { reachDatabase } from "#server/start/reach-database.ts";
import type { ReplayChange } from "./replay-changes.ts";
import { figuresOf, resimulate } from "./replay-day.ts";
import type { ReplayFigures } from "./replay-tally.ts";

const USAGE = `Usage: npm run simulate -- --replay [--day YYYY-MM-DD [--time-zone ZONE] | --from N --to N] [--change 'path=value' …] [--seed N]
  --day      the newest when left out; by the clock of --time-zone (this machine's when left out)
  --from     instead of a day: numbers of the journal
  --change   what is otherwise: settings.FIELD, team.NAME.FIELD, team.NAME.extraAgents, agent.NAME.capacity,
             agent.NAME.isRemoved, thresholds.base|fixed|rise|fall; NAME is a name or an id, value JSON or a word
`;

const print = (line: Record<string, unknown>): void => void process.stdout.write(`${JSON.stringify(line)}\n`);

type Named = readonly { of: "team" | "agent"; id: string; name: string }[];

/** `team.Front desk.maxWaiting=3`; null when it has no path or no value. A name may hold dots. */
export function parseChange(text: string, names: Named): ReplayChange | null {
  const at = text.indexOf("=");
  if (at < 0) return null;
  const [of, ...rest] = text.slice(0, at).trim().split(".");
  const value = valueOf(text.slice(at + 1).trim());
  if (of !== "team" && of !== "agent") return rest.length === 0 ? null : { path: [of ?? "", ...rest], value };
  for (let taken = rest.length - 1; taken > 0; taken -= 1) {
    const name = rest.slice(0, taken).join(".");
    const found = names.find((each) => each.of === of && (each.id === name || each.name === name));
    if (found !== undefined) return { path: [of, found.id, ...rest.slice(taken)], value };
  }
  return rest.length < 2 ? null : { path: [of, ...rest], value };
}

function valueOf(text: string): ReplayChange["value"] {
  try {
    const value: unknown = JSON.parse(text);
    const isPlain = value === null || ["number", "boolean", "string"].includes(typeof value) || Array.isArray(value);
    return isPlain ? (value as ReplayChange["value"]) : text;
  } catch {
    return text;
  }
}

function optionsOf(argv: string[]) {
  const { values } = parseArgs({
    args: argv,
    options: {
      replay: { type: "boolean" },
      day: { type: "string" },
      "time-zone": { type: "string", default: Intl.DateTimeFormat().resolvedOptions().timeZone },
      from: { type: "string" },
      to: { type: "string" },
      change: { type: "string", multiple: true, default: [] },
      seed: { type: "string", default: "1" },
      help: { type: "boolean", default: false },
    },
  });
  const { day, from, to, seed } = values;
  const isNumber = (text: string | undefined): boolean => text === undefined || /^\d+$/.test(text);
  const isDay = day === undefined || (/^\d{4}-\d{2}-\d{2}$/.test(day) && from === undefined && to === undefined);
  const areBoth = (from === undefined) === (to === undefined);
  if (values.help || !isDay || !areBoth || ![from, to, seed].every(isNumber)) return null;
  const numbers = from === undefined ? null : { from: Number(from), to: Number(to) };
  return { day, numbers, timeZone: values["time-zone"], changes: values.change, seed: Number(seed) };
}
type Options = NonNullable<ReturnType<typeof optionsOf>>;

/** @returns the exit code: 1 when something came out otherwise without a change, 2 when it could not look */
export async function runReplay(argv: string[]): Promise<number> {
  const options = optionsOf(argv);
  if (options === null) {
    process.stderr.write(USAGE);
    return 2;
  }
  const { url, leave } = await reachDatabase();
  const pool = openHistory(url, () => undefined);
  try {
    return await replay(pool, options);
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal === null) throw error;
    const issues = (refusal.issues ?? []).map(({ path, message }) => `${path}: ${message}`);
    process.stderr.write(`${refusal.code} ${issues.join(", ")}\n`);
    return 2;
  } finally {
    await pool.end();
    await leave();
  }
}

async function replay(pool: ReturnType<typeof openHistory>, options: Options): Promise<number> {
  const names = options.changes.length === 0 ? [] : await namesOfRouting(pool);
  const changes = options.changes.map((text) => parseChange(text, names));
  if (changes.some((change) => change === null)) {
    process.stderr.write(USAGE);
    return 2;
  }
  const made = changes.filter((change) => change !== null);
  const begun = performance.now();
  const { stretch, day } = await stretchOf(pool, options);
  const { record, replayed } = await readStretch(pool, stretch, made);
  const { from, to } = stretch;
  const ms = Math.round(performance.now() - begun);
  print({ simulate: "replay", day, from, to, changes: options.changes, ...replayed, ms });
  if (made.length === 0) return replayed.differingDecisions > 0 && replayed.otherRules === 0 ? 1 : 0;
  const { seed } = options;
  printFigures("real", figuresOf(record));
  printFigures("modelled", resimulate(record, [], { seed }), seed);
  printFigures("changed", resimulate(record, made, { seed }), seed);
  return 0;
}

async function stretchOf(
  pool: ReturnType<typeof openHistory>,
  { day, numbers, timeZone }: Options,
): Promise<{ stretch: Stretch; day: string | null }> {
  if (numbers !== null) return { stretch: await stretchOfNumbers(pool, numbers.from, numbers.to), day: null };
  const wanted = day ?? (await replayDays(pool, timeZone)).find(({ state }) => state === "ready")?.day ?? "1970-01-01";
  return { stretch: await stretchOfDay(pool, wanted, timeZone), day: wanted };
}

function printFigures(world: string, { agents, ...figures }: ReplayFigures, seed?: number): void {
  const rounded = Object.fromEntries(
    Object.entries(figures).map(([key, value]) => [key, value === null ? null : Math.round(10 * value) / 10]),
  );
  print({ simulate: "replay", world, ...(seed === undefined ? {} : { seed }), agents: agents.length, ...rounded });
}
