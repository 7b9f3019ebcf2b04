import { type Shifts, shiftsFor, VOICE } from "./learned.ts";
import type { Candidate, Model } from "./model.ts";
import { rarityIn } from "./model-rarity.ts";

/** Where an entry starts that only learned pairs speak for: one voice for the very same words lifts it to even odds. */
const UNSEEN_ODDS = -2;

/** Moves degrees by what was learned, and by what was written since the training, for texts like this; together at most 1. */
export function mindLearned(model: Model, scored: readonly Candidate[], text: string): Candidate[] {
  const shifts = shiftsOf(model, text);
  if (shifts.size === 0) return [...scored];
  const shifted = scored.map((candidate) => {
    const shift = shifts.get(candidate.answerId) ?? 0;
    return shift === 0 ? candidate : { ...candidate, degree: sigmoid(startOf(candidate.degree, shift) + shift) };
  });
  for (const [answerId, shift] of shifts) {
    const kind = model.library.kinds.get(answerId);
    if (!kind || shift <= 0 || scored.some((candidate) => candidate.answerId === answerId)) continue;
    shifted.push({ answerId, kind, degree: sigmoid(UNSEEN_ODDS + shift), score: 0 });
  }
  // Whoever was spoken for keeps the degree; the others share what is left.
  const isRaised = ({ answerId }: Candidate) => (shifts.get(answerId) ?? 0) > 0;
  const raised = sumOf(shifted.filter(isRaised));
  const others = sumOf(shifted) - raised;
  const left = Math.max(0, 1 - raised);
  return shifted.map((candidate) => ({
    ...candidate,
    degree:
      candidate.degree * (isRaised(candidate) ? 1 / Math.max(1, raised) : Math.min(1, left / Math.max(1e-9, others))),
  }));
}

function shiftsOf(model: Model, text: string): Shifts {
  const { learned, fresh } = model;
  const shifts = new Map<string, number>();
  if (!learned && !fresh) return shifts;
  const rarity = rarityIn(model);
  for (const source of [learned, fresh]) {
    if (!source) continue;
    for (const [answerId, shift] of shiftsFor(source, text, rarity)) {
      shifts.set(answerId, (shifts.get(answerId) ?? 0) + shift);
    }
  }
  return shifts;
}

function sumOf(candidates: readonly Candidate[]): number {
  return candidates.reduce((sum, { degree }) => sum + degree, 0);
}

/** The log-odds a shift starts from: the more is said for an entry, the less its own low degree holds it down. */
function startOf(degree: number, shift: number): number {
  const inner = Math.min(1 - 1e-6, Math.max(1e-6, degree));
  const odds = Math.log(inner / (1 - inner));
  return shift > 0 && odds < UNSEEN_ODDS ? odds + (UNSEEN_ODDS - odds) * Math.min(1, shift / VOICE) : odds;
}

function sigmoid(odds: number): number {
  return 1 / (1 + Math.exp(-odds));
}
