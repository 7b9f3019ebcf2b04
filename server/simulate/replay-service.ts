import { exponential, streamNamed } from "./draws.ts";
import type { Stretch, Visit } from "./replay-record.ts";

const DONOR = 43;
const USUAL_EFFORT_MS = 270_000;

/** What serving each customer of a day takes: as it was, or somebody else's where nobody served them to the end. */
export class ReplayService {
  private readonly seed: number;
  /** Of those who were served to the end. */
  private readonly whole: readonly (readonly Stretch[])[];
  private readonly meanMs: number;

  constructor(visits: readonly Visit[], seed: number) {
    this.seed = seed;
    this.whole = visits
      .filter(({ stretches, isOpen, isQuiet }) => stretches.length > 0 && !isOpen && !isQuiet)
      .map(({ stretches }) => stretches);
    const efforts = this.whole.map((stretches) => stretches.reduce((sum, { effortMs }) => sum + effortMs, 0));
    this.meanMs =
      efforts.length === 0 ? USUAL_EFFORT_MS : efforts.reduce((sum, each) => sum + each, 0) / efforts.length;
  }

  of({ conversationId, stretches, isOpen, enteredAt }: Visit): readonly Stretch[] {
    if (stretches.length > 0 && !isOpen) return stretches;
    const random = streamNamed(this.seed, DONOR, `${conversationId} ${enteredAt}`);
    const last = stretches.at(-1);
    // Still with an agent when the day ended: for so much longer.
    if (last !== undefined)
      return [...stretches.slice(0, -1), { ...last, effortMs: last.effortMs + exponential(random, this.meanMs) }];
    const found = this.whole[Math.floor(random() * this.whole.length)];
    return found ?? [{ effortMs: exponential(random, this.meanMs), toTeamId: null, turns: [] }];
  }
}
