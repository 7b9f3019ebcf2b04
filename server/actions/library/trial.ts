import { setImmediate as nextTurn } from "node:timers/promises";
import { collisions } from "../../answers/collisions.ts";
import type { InputOf, OutputOf } from "../../contract/command.ts";
import { RefusedError } from "../../contract/errors.ts";
import type { AgentCommands } from "../../contract/index.ts";
import type { CollisionView } from "../../contract/library-views.ts";
import type { TrialResult, TrialRow } from "../../contract/library-job-views.ts";
import type { Drafted } from "../../runtime/draft-library.ts";
import type { JobRun } from "../../runtime/library-jobs.ts";
import { thresholdsNow } from "../../runtime/thresholds.ts";
import { askedBefore, type AskedBefore } from "../../store/asked-history.ts";
import { once } from "../../store/command-log.ts";
import { inTransaction } from "../../store/database.ts";
import { questionKey } from "../../store/library-content.ts";
import { diffDrafts } from "../../store/library-diff.ts";
import { chosenDrafts, type DraftChoice } from "../../store/library-drafts.ts";
import { learnedInForce } from "../../store/library-learned.ts";
import { commandKey, type App, type StaffPrincipal } from "../app.ts";
import { changeOf, verdictOf, type Known, type Outcome } from "./judge-trial.ts";
import { toCollision } from "./collision-view.ts";
import { whatIsSaid } from "./what-is-said.ts";

/** Past questions tried at most. */
const MOST_TRIED = 2_000;
const MOST_ROWS = 300;
const MOST_COLLISIONS = 100;
/** Changed entries looked at for collisions. */
const MOST_CHECKED = 500;
/** The main thread works so long at a stretch. */
const SLICE_MS = 5;
/** Share of the whole that training is said to be. */
const TRAINING_SHARE = 0.6;

/** Trains the drafts and tries them on what customers asked. */
export async function startTrial(
  app: App,
  me: StaffPrincipal,
  input: InputOf<AgentCommands["library:trial"]>,
): Promise<OutputOf<AgentCommands["library:trial"]>> {
  return inTransaction(app.database.main, (sql) =>
    once(sql, commandKey(me, "library:trial", input), async () => {
      const jobId = await app.jobs.start(
        { kind: "trial", staffId: me.staffId, byName: me.name, about: { days: input.days } },
        async (run) => ({ result: await tryDrafts(app, run, input) }),
      );
      if (jobId === null) throw new RefusedError("slow_down", { retryAfterMs: 5_000 });
      return { jobId };
    }),
  );
}

interface Group {
  text: string;
  count: number;
  teamId: string | null;
  askerKind: string | null;
  known: Known;
}

async function tryDrafts(app: App, run: JobRun, input: { days: number; ids: DraftChoice }): Promise<TrialResult> {
  run.progress(0.02);
  const { asked, found } = await askedBefore(app.database.main, app.siteId, input.days, MOST_TRIED);
  const ids = await chosenDrafts(app.database.main, app.siteId, input.ids);
  const { print } = await diffDrafts(app.database.main, app.siteId, ids, null, 1);
  const trained = await app.drafts.train(ids, run.signal);
  if (trained === null) throw new Error("the trial was ended");
  run.progress(TRAINING_SHARE);
  const groups = await groupAsked(app, asked, trained);
  const rows: TrialRow[] = [];
  let isAt = performance.now();
  for (const [at, group] of groups.entries()) {
    rows.push(tryOne(app, trained, group));
    if (performance.now() - isAt < SLICE_MS) continue;
    run.progress(TRAINING_SHARE + (0.9 - TRAINING_SHARE) * (at / groups.length));
    await nextTurn();
    run.signal.throwIfAborted();
    isAt = performance.now();
  }
  const clashes = await collisionsOf(app, run, trained, ids);
  return { ...summary(rows), days: input.days, found, collisions: clashes, trainMs: trained.trainMs, print };
}

/** Same words are one question, with all that is known of them. */
async function groupAsked(app: App, asked: readonly AskedBefore[], { entries }: Drafted): Promise<Group[]> {
  const owners = new Map<string, string>();
  for (const entry of entries.values())
    for (const question of entry.questions) owners.set(questionKey(question), entry.id);
  const learned = new Map<string, { right: string | null; wrong: string[] }>();
  for (const { text, answerId, isRight } of await learnedInForce(app.database.main, app.siteId)) {
    const before = learned.get(questionKey(text)) ?? { right: null, wrong: [] };
    if (isRight) before.right = answerId;
    else before.wrong.push(answerId);
    learned.set(questionKey(text), before);
  }
  const rows = new Map<string, AskedBefore[]>();
  for (const row of asked) {
    const key = questionKey(row.text);
    const group = rows.get(key);
    if (group === undefined) rows.set(key, [row]);
    else group.push(row);
  }
  return [...rows].flatMap(([key, group]) => {
    const [newest] = group;
    if (newest === undefined) return [];
    const said = learned.get(key);
    const bySomebody = group.find(({ rightAnswerId }) => rightAnswerId !== null)?.rightAnswerId ?? null;
    const helped = group.find(({ isHelpful, say }) => isHelpful === true && say === "answer")?.answerId ?? null;
    const owner = owners.get(key) ?? null;
    const right: Known["right"] =
      bySomebody !== null
        ? { answerId: bySomebody, why: "right_answer" }
        : owner !== null
          ? { answerId: owner, why: "similar_question" }
          : helped !== null
            ? { answerId: helped, why: "helpful" }
            : said?.right != null
              ? { answerId: said.right, why: "learned" }
              : null;
    const wrong = new Set([
      ...group.flatMap(({ isHelpful, answerId, say }) =>
        isHelpful === false && say === "answer" && answerId !== null ? [answerId] : [],
      ),
      ...(said?.wrong ?? []),
    ]);
    const { text, teamId, askerKind } = newest;
    return [{ text, count: group.length, teamId, askerKind, known: { right, wrong } }];
  });
}

function tryOne(app: App, trained: Drafted, { text, count, teamId, askerKind, known }: Group): TrialRow {
  const { state } = app.dispatcher;
  const team = teamId !== null && state.teams.has(teamId) ? teamId : null;
  const who = {
    askerKind,
    thresholdsOf: (category: string | null) => thresholdsNow(state, team, app.baseOf(team, category)),
  };
  const outcomeOf = (result: ReturnType<typeof whatIsSaid>): Outcome => ({
    ...result.said,
    offeredIds: result.decision.candidateIds,
  });
  const published = outcomeOf(whatIsSaid(app.library, text, who));
  const draft = outcomeOf(whatIsSaid(trained, text, who));
  const change = changeOf(published, draft);
  const { offeredIds: _published, ...publishedSaid } = published;
  const { offeredIds: _draft, ...draftSaid } = draft;
  return { text, count, published: publishedSaid, draft: draftSaid, change, ...verdictOf(known, published, draft) };
}

const order = { worse: 0, better: 1, unknown: 2 };

function summary(rows: readonly TrialRow[]): Pick<TrialResult, "asked" | "counts" | "verdicts" | "rows"> {
  const sum = (test: (row: TrialRow) => boolean) => rows.filter(test).reduce((total, { count }) => total + count, 0);
  const isShown = ({ change, verdict }: TrialRow) => change !== "same" || verdict !== "unknown";
  return {
    asked: sum(() => true),
    counts: {
      same: sum(({ change }) => change === "same"),
      newly: sum(({ change }) => change === "newly"),
      different: sum(({ change }) => change === "different"),
      lost: sum(({ change }) => change === "lost"),
    },
    verdicts: {
      better: sum(({ verdict }) => verdict === "better"),
      worse: sum(({ verdict }) => verdict === "worse"),
      unknown: sum((row) => isShown(row) && row.verdict === "unknown"),
    },
    rows: rows
      .filter(isShown)
      .sort((a, b) => order[a.verdict] - order[b.verdict] || b.count - a.count)
      .slice(0, MOST_ROWS),
  };
}

/** Collisions of the drafts' questions with everybody else's, in slices. */
async function collisionsOf(
  app: App,
  run: JobRun,
  { model, entries }: Drafted,
  ids: readonly string[] | null,
): Promise<CollisionView[]> {
  const { changes } = await diffDrafts(app.database.main, app.siteId, ids, null, MOST_CHECKED);
  const questionsOf = (id: string) => entries.get(id)?.questions ?? [];
  const found: CollisionView[] = [];
  for (const [at, { answerId }] of changes.entries()) {
    const entry = entries.get(answerId);
    if (entry === undefined) continue;
    for (const question of entry.questions) {
      found.push(
        ...collisions(model, [{ ...entry, questions: [question] }], { questionsOf, most: 3 }).map((each) =>
          toCollision(each, entries),
        ),
      );
    }
    run.progress(0.9 + 0.1 * (at / changes.length));
    await nextTurn();
    run.signal.throwIfAborted();
  }
  return found.sort((a, b) => b.degree - a.degree).slice(0, MOST_COLLISIONS);
}
