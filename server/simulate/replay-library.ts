import { seats } from "#server/routing/queries.ts";
import type { ThresholdsRow } from "#server/routing/state.ts";
import {
  DEFAULT_THRESHOLD_SETTINGS,
  type ThresholdCode,
  type Thresholds,
  type ThresholdSettings,
  thresholdsFor,
} from "#server/rules/hand-off-thresholds.ts";
import { isThresholdMove } from "#server/rules/threshold-move.ts";
import { streamNamed } from "./draws.ts";
import type { ThresholdChange } from "./replay-changes.ts";
import type { AskedQuestion, DayRecord, Visit } from "./replay-record.ts";
import { EPOCH, type Shop } from "./shop.ts";

const TAKES = 51;
/** The product looks every second; the thresholds move over some twenty. */
const LOOK_MS = 5_000;
/** Between a reply with a prompt and the line, where the record does not say. */
const USUAL_DELAY_MS = 20_000;

export interface LibraryOptions {
  shop: Shop;
  record: DayRecord;
  change: ThresholdChange;
  seed: number;
  isWithPerson(conversationId: string): boolean;
  handOff(visit: Visit): void;
}

/**
 * The library's part of a day that is run again: each recorded reply is tested against the thresholds as they stand now.
 * Where that leads to what it led to on the day, what followed is as it was; who is offered a person only now takes it as
 * often as others did, and who no longer is asks for one as often as those who were not offered.
 */
export class ReplayLibrary {
  private readonly options: LibraryOptions;
  private readonly settings: ThresholdSettings;
  private readonly damped = new Map<string, Thresholds & { at: number; code: ThresholdCode }>();
  /** As announced on the day, by team, in order; the first may be what the day began with. */
  private readonly recorded = new Map<string, ThresholdsRow[]>();
  private readonly place = new Map<string, number>();
  /** Conversations that went another way than on the day: what was recorded of them later does not happen. */
  private readonly gone = new Set<string>();
  private readonly takeUp: number;
  private readonly askAnyway: number;
  private readonly delayMs: number;
  private readonly lowest = new Map<string, number>();

  constructor(options: LibraryOptions) {
    this.options = options;
    const { record, change } = options;
    this.settings = {
      ...DEFAULT_THRESHOLD_SETTINGS,
      ...(change.rise === null ? {} : { rise: change.rise }),
      ...(change.fall === null ? {} : { fall: change.fall }),
    };
    for (const { id, thresholds } of record.start.teams) if (thresholds !== null) this.recorded.set(id, [thresholds]);
    for (const { teamId, row } of record.thresholds)
      this.recorded.set(teamId, [...(this.recorded.get(teamId) ?? []), row]);
    const { questions, visits } = record;
    this.takeUp = shareOf(
      questions.filter(({ isPersonOffered }) => isPersonOffered),
      0.5,
    );
    this.askAnyway = shareOf(
      questions.filter(({ isPersonOffered }) => !isPersonOffered),
      0.1,
    );
    this.delayMs = usualDelay(questions, visits);
  }

  /** Plans every question of the day and the looks at the seats. */
  start(): void {
    const { shop, record } = this.options;
    if (record.questions.length === 0 && this.recorded.size === 0) return;
    for (const [at, question] of record.questions.entries())
      shop.at(question.askedAt, () => this.ask(question, `${question.conversationId} ${at}`));
    this.look();
  }

  /** Whether what was recorded of this conversation still happens. */
  mayCome({ conversationId }: Visit): boolean {
    return !this.gone.has(conversationId);
  }

  private ask(question: AskedQuestion, name: string): void {
    const { conversationId, degree, isPersonOffered } = question;
    const { shop, seed, isWithPerson } = this.options;
    if (this.gone.has(conversationId) || isWithPerson(conversationId)) return;
    this.lowest.set(conversationId, Math.min(degree, this.lowest.get(conversationId) ?? 1));
    const then = { single: question.single, mean: question.meanThreshold };
    const isOfferedNow = this.isBelow(question, this.thresholdsNow(question));
    // Something else than the thresholds decided, or nothing is different: as it was.
    if (this.isBelow(question, then) !== isPersonOffered || isOfferedNow === isPersonOffered) return;
    const drawn = streamNamed(seed, TAKES, name)();
    if (!isOfferedNow) {
      if (question.isHandedOff && drawn >= this.askAnyway) this.gone.add(conversationId);
      return;
    }
    if (question.isHandedOff || drawn >= this.takeUp) return;
    this.gone.add(conversationId);
    shop.after(this.delayMs, () => this.options.handOff(this.newVisit(question)));
  }

  private newVisit({ conversationId, teamId }: AskedQuestion): Visit {
    const { shop, record } = this.options;
    const at = shop.now;
    const customerId =
      record.visits.find((visit) => visit.conversationId === conversationId)?.customerId ?? conversationId;
    return {
      conversationId,
      customerId,
      enteredAt: at,
      handoff: {
        type: "handoff:requested",
        id: `asked ${conversationId}`,
        at,
        conversationId,
        customerId,
        teamId: teamId ?? [...shop.state.teams.keys()].sort()[0] ?? "",
        degree: this.lowest.get(conversationId) ?? null,
        customerPresentOn: [EPOCH],
        turnSeq: 1,
        former: null,
        preferAgentId: null,
      },
      waitedMs: 0,
      left: null,
      stretches: [],
      isOpen: false,
      isQuiet: false,
    };
  }

  /** Whether the thresholds offer a person: as they stood then, or as they stand now. */
  private isBelow({ degree, mean }: AskedQuestion, thresholds: Thresholds): boolean {
    return degree < thresholds.single || (mean !== null && mean < thresholds.mean);
  }

  /** What this reply is tested against now: what it was, moved as its team's thresholds stand from where they stood. */
  private thresholdsNow({ teamId, single, meanThreshold }: AskedQuestion): Thresholds {
    const { shop, change, record } = this.options;
    if (change.fixed !== null)
      return { single: change.fixed, mean: change.fixed + record.site.mean - record.site.single };
    const now = teamId === null ? null : (shop.state.teams.get(teamId)?.thresholds ?? null);
    const then = teamId === null ? null : this.recordedNow(teamId);
    const shift = now === null || then === null ? this.baseShift() : now.single - then.single;
    return { single: single + shift, mean: meanThreshold + shift };
  }

  private baseShift(): number {
    const { change, record } = this.options;
    return change.base === null ? 0 : change.base - record.site.single;
  }

  private recordedNow(teamId: string): ThresholdsRow | null {
    const rows = this.recorded.get(teamId);
    if (rows === undefined) return null;
    let at = this.place.get(teamId) ?? 0;
    while (at + 1 < rows.length && rows[at + 1]!.at <= this.options.shop.now) at += 1;
    this.place.set(teamId, at);
    return rows[at] ?? null;
  }

  /** As the product's keeper does, with the bases as they were learned that day. */
  private look(): void {
    const { shop, record } = this.options;
    const shift = this.baseShift();
    for (const team of [...shop.state.teams.values()]) {
      const then = this.recordedNow(team.id);
      if (then === null) continue;
      const now = thresholdsFor({
        base: { single: then.baseSingle + shift, mean: then.baseMean + shift },
        seats: seats(shop.state, team.id),
        previous: this.damped.get(team.id) ?? { single: then.single + shift, mean: then.mean + shift, at: shop.now },
        at: shop.now,
        settings: this.settings,
      });
      this.damped.set(team.id, { single: now.single, mean: now.mean, at: shop.now, code: now.reason.code });
      const row: ThresholdsRow = {
        single: now.single,
        mean: now.mean,
        baseSingle: then.baseSingle + shift,
        baseMean: then.baseMean + shift,
        idleness: now.idleness,
        waiting: now.reason.waiting,
        reason: now.reason.code,
        at: shop.now,
      };
      if (isThresholdMove(team.thresholds, row))
        shop.tell({ type: "thresholds:moved", teamId: team.id, thresholds: row });
    }
    if (shop.now + LOOK_MS <= record.to) shop.after(LOOK_MS, () => this.look());
  }
}

/** Of these, who went to a person; the usual share where there is nobody to tell. */
function shareOf(questions: readonly AskedQuestion[], usual: number): number {
  if (questions.length === 0) return usual;
  return questions.filter(({ isHandedOff }) => isHandedOff).length / questions.length;
}

/** The median time from an offered person to the line. */
function usualDelay(questions: readonly AskedQuestion[], visits: readonly Visit[]): number {
  const enteredAt = new Map<string, number[]>();
  for (const { conversationId, enteredAt: at } of visits)
    enteredAt.set(conversationId, [...(enteredAt.get(conversationId) ?? []), at]);
  const delays = questions
    .filter(({ isPersonOffered, isHandedOff }) => isPersonOffered && isHandedOff)
    .flatMap(({ conversationId, askedAt }) => {
      const next = (enteredAt.get(conversationId) ?? []).find((at) => at >= askedAt);
      return next === undefined ? [] : [next - askedAt];
    })
    .sort((x, y) => x - y);
  return delays[Math.floor(delays.length / 2)] ?? USUAL_DELAY_MS;
}
