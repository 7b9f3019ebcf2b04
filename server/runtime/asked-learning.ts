import { setImmediate as nextTurn } from "node:timers/promises";
import { isDatabaseAway, inTransaction, type Database, type Sql } from "../store/database.ts";
import type { Logger } from "../logging.ts";
import { feedbackOf } from "../rules/feedback.ts";
import type { LearnedBase } from "../rules/learned-base.ts";
import { basesOfTeam, NOTHING_HEARD_OF_TEAM, withHeardOfTeam } from "../rules/learned-team.ts";
import { heardQuestions, noteLeft } from "../store/asked-questions.ts";
import { learnedBasesOf, lockLearning, type StoredBase, storeBases } from "../store/learned-bases.ts";

const LOOK_MS = 5_000;
/** Questions a team learns from: older ones count for next to nothing. */
const MOST_HEARD = 1_000;
/** Questions learned from before others get a turn. */
const AT_ONCE = 10;
/** Whoever read an answer and said nothing for so long was content, or went. */
const QUIET_MS = 3_600_000;
/** A rule of before is not read: the next look learns anew. */
const hasShape = (base: StoredBase) => Number.isFinite(base.single) && Number.isFinite(base.count);

export interface Learner {
  /** What was learned of a team and category; of the team where nothing was of the category; null where nothing was at all. */
  baseOf(teamId: string | null, category: string | null): LearnedBase | null;
  /** Everything learned of a team, the whole first. */
  basesOf(teamId: string): StoredBase[];
  /** Learns what was heard since, and takes in what other nodes learned. */
  look(): Promise<void>;
  start(): void;
  stop(): void;
}

/** The bases as the recorded questions make them: the same rows give the same bases, on every node and at any time. */
export async function replayTeam(sql: Sql, teamId: string, base: number): Promise<Map<string, LearnedBase>> {
  let evidence = NOTHING_HEARD_OF_TEAM;
  let done = 0;
  for (const row of await heardQuestions(sql, teamId, MOST_HEARD)) {
    const feedback = feedbackOf(row);
    if (feedback === null) continue;
    evidence = withHeardOfTeam(evidence, { ...row, feedback }, base);
    done += 1;
    if (done % AT_ONCE === 0) await nextTurn();
  }
  return basesOfTeam(evidence, base);
}

/** Keeps the learned bases: any node learns, one at a time per team, from the rows alone. */
export function createLearner(options: {
  database: Database;
  siteId: string;
  /** The site's own single base. */
  base(): number;
  log: Logger;
}): Learner {
  const { database, siteId, log } = options;
  let known = new Map<string, StoredBase>();
  let timer: NodeJS.Timeout | null = null;
  let under: Promise<void> | null = null;
  let learnedFor: number | null = null;
  let isStopped = false;

  async function read(): Promise<ReadonlySet<string>> {
    const { bases, isBehind } = await learnedBasesOf(database.main, siteId);
    known = new Map(bases.filter(hasShape).map((base) => [keyOf(base.teamId, base.category), base]));
    return isBehind;
  }

  async function learn(): Promise<void> {
    await noteLeft(database.main, QUIET_MS);
    const base = options.base();
    let behind = await read();
    // Another base is another cost: everything is weighed anew.
    if (learnedFor !== null && learnedFor !== base) behind = new Set([...known.values()].map((each) => each.teamId));
    learnedFor = base;
    for (const teamId of behind)
      await inTransaction(database.main, async (sql) => {
        await lockLearning(sql, teamId);
        await storeBases(sql, siteId, teamId, await replayTeam(sql, teamId, base));
      });
    if (behind.size > 0) await read();
  }

  const look = (): Promise<void> => {
    under ??= learn().finally(() => {
      under = null;
    });
    return under;
  };

  return {
    look,
    baseOf: (teamId, category) =>
      teamId === null ? null : (known.get(keyOf(teamId, category ?? "")) ?? known.get(keyOf(teamId, "")) ?? null),
    basesOf: (teamId) => [...known.values()].filter((base) => base.teamId === teamId),
    start() {
      timer = setInterval(() => {
        void look().catch((error: unknown) => {
          // What is under way when the database is closed is done again after the next start.
          if (!isStopped && !isDatabaseAway(error)) log.warn({ err: error }, "the thresholds could not learn");
        });
      }, LOOK_MS);
      timer.unref();
    },
    stop() {
      isStopped = true;
      if (timer !== null) clearInterval(timer);
      timer = null;
    },
  };
}

const keyOf = (teamId: string, category: string): string => `${teamId} ${category}`;
