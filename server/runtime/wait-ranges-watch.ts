import type { Notice } from "../routing/outcome.ts";
import { entryPlace, offerableAhead, seats } from "../routing/queries.ts";
import type { EntryRow, RoutingState } from "../routing/state.ts";
import { noEvidence, passed, withAnswer, withComing, withEnd, withLeaving } from "../rules/wait-range-pace.ts";
import {
  forecastWait,
  isAsked,
  isHeld,
  outlookOf,
  rangeOf,
  type WaitForecast,
  type WaitModel,
  type WaitOutlook,
  type WaitRange,
  type WaitStanding,
  waitModelOf,
  withOutcome,
} from "../rules/wait-range.ts";

/** What was said of an entry at a time. */
export interface Foretold {
  readonly entryId: string;
  readonly teamId: string;
  readonly at: number;
  /** Place in line, from 1. */
  readonly position: number;
  readonly forecast: WaitForecast;
  readonly range: WaitRange;
}

/** Of the last ranges that were told first, how many held; whoever left the line is in neither number. */
export interface RangesHeld {
  readonly held: number;
  readonly count: number;
}

interface Team {
  model: WaitModel;
  /** Chats, and entries in line, when last looked at. */
  served: number;
  waiting: number;
  outlook: { at: number; outlook: WaitOutlook } | null;
  isHeld: boolean[];
}

const JUDGED = 200;
/** An outlook is good for so long, or until somebody was served: entries that come together need no other. */
const OUTLOOK_MS = 1_000;

/**
 * Learns the pace of every team from the engine's notices, foretells, and judges what was foretold. Reads no clock and
 * writes nothing: the simulation runs the same.
 */
export class WaitWatch {
  private teams = new Map<string, Team>();
  private teamOfChat = new Map<string, string>();
  private readonly askedAt = new Map<string, number>();
  /** What was first said of those in line. */
  private readonly first = new Map<string, Foretold>();
  private readonly onJudged: (foretold: Foretold, actualMs: number) => void;

  constructor(onJudged: (foretold: Foretold, actualMs: number) => void = () => undefined) {
    this.onJudged = onJudged;
  }

  /** Takes in what was decided. @returns what is said first of those who came into a line and are in it still */
  hear(state: RoutingState, notices: readonly Notice[], at: number): Foretold[] {
    const came: string[] = [];
    const touched = new Set<string>();
    for (const notice of notices) {
      const teamId = this.note(state, notice, at);
      if (teamId !== null) touched.add(teamId);
      if (notice.type === "entry:queued") came.push(notice.entryId);
    }
    for (const teamId of touched) this.team(teamId, at).waiting = state.index.teams.get(teamId)?.waiting.size ?? 0;
    return came.flatMap((entryId) => {
      const entry = state.entries.get(entryId);
      if (entry === undefined) return [];
      // Where agents choose, nobody is asked: whoever could take it is as good as asked.
      if (isAsked(standingOf(state, entry, at))) this.asked(entryId, at);
      const said = this.say(state, entry, at);
      if (said !== null) this.first.set(entryId, said);
      return said ?? [];
    });
  }

  /** What can be said of an entry now; null while too little is known. */
  say(state: RoutingState, entry: EntryRow, at: number): Foretold | null {
    const outlook = this.outlook(entry.teamId, at);
    const forecast = forecastWait(outlook, standingOf(state, entry, at));
    if (forecast === null) return null;
    const { id: entryId, teamId } = entry;
    const position = entryPlace(state, entry) + 1;
    return { entryId, teamId, at, position, forecast, range: rangeOf(outlook, forecast) };
  }

  heldOf(teamId: string): RangesHeld {
    const judged = this.teams.get(teamId)?.isHeld ?? [];
    return { held: judged.filter(Boolean).length, count: judged.length };
  }

  // What happens one by one; a past that is read and notices say it alike.

  came(teamId: string, creditMs: number, at: number): void {
    this.learn(teamId, at, (evidence) => withComing(evidence, creditMs));
  }
  asked(entryId: string, at: number): void {
    if (!this.askedAt.has(entryId)) this.askedAt.set(entryId, at);
  }
  told(foretold: Foretold): void {
    this.first.set(foretold.entryId, foretold);
  }
  left(teamId: string, entryId: string, at: number): void {
    this.learn(teamId, at, withLeaving);
    this.forget(entryId);
  }
  /** Assigned. */
  answered(teamId: string, entryId: string, at: number): void {
    // Whoever is assigned unasked has waited for no answer.
    this.learn(teamId, at, (evidence) => withAnswer(evidence, at - (this.askedAt.get(entryId) ?? at)));
    this.team(teamId, at).outlook = null;
    const foretold = this.first.get(entryId);
    if (foretold !== undefined) {
      const team = this.team(teamId, at);
      const actualMs = at - foretold.at;
      team.model = withOutcome(team.model, foretold.forecast, foretold.range, actualMs);
      team.isHeld = [...team.isHeld.slice(1 - JUDGED), isHeld(foretold.range, actualMs)];
      this.onJudged(foretold, actualMs);
    }
    this.forget(entryId);
  }
  chatBegan(teamId: string, at: number): void {
    this.team(teamId, at).served += 1;
  }
  chatEnded(teamId: string, at: number, isSeatFree: boolean): void {
    const team = this.team(teamId, at);
    team.served = Math.max(0, team.served - 1);
    if (isSeatFree) this.learn(teamId, at, withEnd);
  }
  /** Chats and lines as they are, after a past was read or a copy was loaded anew. */
  settle(state: RoutingState, at: number): void {
    for (const teamId of this.teams.keys()) this.team(teamId, at).served = 0;
    this.teamOfChat = new Map([...state.assignments.values()].map(({ id, teamId }) => [id, teamId]));
    for (const teamId of this.teamOfChat.values()) this.team(teamId, at).served += 1;
    for (const [teamId, team] of this.teams) team.waiting = state.index.teams.get(teamId)?.waiting.size ?? 0;
    for (const entryId of new Set([...this.first.keys(), ...this.askedAt.keys()]))
      if (!state.entries.has(entryId)) this.forget(entryId);
  }

  private note(state: RoutingState, notice: Notice, at: number): string | null {
    switch (notice.type) {
      case "entry:queued":
        this.came(notice.teamId, notice.creditMs, at);
        return notice.teamId;
      case "offer:made": {
        const entryId = notice.kind === "queue" ? state.index.entryOf.get(notice.conversationId) : undefined;
        if (entryId !== undefined) this.asked(entryId, at);
        return null;
      }
      case "entry:ended":
        if (notice.how === "assigned") this.answered(notice.teamId, notice.entryId, at);
        else this.left(notice.teamId, notice.entryId, at);
        return notice.teamId;
      case "assignment:started":
        this.teamOfChat.set(notice.assignmentId, notice.teamId);
        this.chatBegan(notice.teamId, at);
        return notice.teamId;
      case "assignment:ended": {
        const teamId = this.teamOfChat.get(notice.assignmentId);
        this.teamOfChat.delete(notice.assignmentId);
        if (teamId !== undefined) this.chatEnded(teamId, at, notice.how !== "agent_lost");
        return teamId ?? null;
      }
      default:
        return null;
    }
  }

  private forget(entryId: string): void {
    this.askedAt.delete(entryId);
    this.first.delete(entryId);
  }

  private learn(teamId: string, at: number, next: (evidence: WaitModel["evidence"]) => WaitModel["evidence"]): void {
    const team = this.team(teamId, at);
    team.model = { ...team.model, evidence: next(team.model.evidence) };
  }

  private outlook(teamId: string, at: number): WaitOutlook {
    const team = this.team(teamId, at);
    if (team.outlook === null || Math.abs(at - team.outlook.at) >= OUTLOOK_MS)
      team.outlook = { at, outlook: outlookOf(team.model, at) };
    return team.outlook.outlook;
  }

  /** The team, with its time counted until now. */
  private team(id: string, at: number): Team {
    let team = this.teams.get(id);
    if (team === undefined) {
      team = { model: waitModelOf(noEvidence(at)), served: 0, waiting: 0, outlook: null, isHeld: [] };
      this.teams.set(id, team);
    }
    const evidence = passed(team.model.evidence, at, team);
    if (evidence !== team.model.evidence) team.model = { ...team.model, evidence };
    return team;
  }
}

function standingOf(state: RoutingState, entry: EntryRow, at: number): WaitStanding {
  const { free, total } = seats(state, entry.teamId);
  return {
    ahead: offerableAhead(state, entry),
    freeSeats: free,
    seats: total,
    isOffered: entry.state === "offered",
    ageMs: at - entry.key,
  };
}
