import { degreeOf } from "./calibration.ts";
import { documentOf } from "./corpus.ts";
import { withoutCourtesies } from "./courtesy.ts";
import { featuresOf } from "./features.ts";
import { mindLearned } from "./learned-degrees.ts";
import { ownersOf } from "./library-index.ts";
import type { Candidate, Model } from "./model.ts";
import { type Reading, read } from "./scorer.ts";
import { gatesFor, type Meeting, meetingsOf } from "./system-gates.ts";
import { exactKey, READ_LIMIT } from "./text.ts";

export interface MatchOptions {
  /** Candidates wanted at most. */
  readonly limit?: number;
}

export interface Match {
  /** By falling degree; empty when nothing in the text is known to the library. */
  readonly candidates: readonly Candidate[];
  /** The text is, word for word, a question of the first candidate. */
  readonly isExact: boolean;
  /** False for an empty text, emoji and signs: nobody asked anything in words. */
  readonly hasWords: boolean;
  /** Share of the text, weighed by rarity, that occurs in the library: 0 to 1. */
  readonly knownShare: number;
}

const USUAL_LIMIT = 5;
/** Ranked beyond the limit, in case entries among the first are no longer published. */
const SPARE = 5;
const EXACT_DEGREE = 0.97;

/**
 * Which entries answer this text, and how sure that is. Any string is welcome: hostile, empty, endless. A question behind a
 * greeting or before thanks is matched without them where that makes it surer.
 */
export function match(model: Model, text: string, { limit = USUAL_LIMIT }: MatchOptions = {}): Match {
  const whole = matchOnce(model, text, limit);
  if (whole.isExact) return whole;
  const asked = withoutCourtesies(text, model.library.system);
  if (asked === null) return whole;
  const bare = matchOnce(model, asked, limit);
  const isSurer = (bare.candidates[0]?.degree ?? 0) > (whole.candidates[0]?.degree ?? 0);
  // A greeting is no answer to what stands behind it, however sure that it is a greeting.
  const isGreeted = isCourtesy(whole.candidates[0]) && !isCourtesy(bare.candidates[0]);
  return isSurer || isGreeted ? { ...bare, isExact: false } : whole;
}

function isCourtesy(candidate: Candidate | undefined): boolean {
  return candidate?.kind === "greeting" || candidate?.kind === "thanks";
}

function matchOnce(model: Model, text: string, limit: number): Match {
  const { scorer, vocabularies } = model;
  const features = featuresOf(text);
  const meetings = meetingsOf(model, text);
  const reading = scorer
    ? read(
        scorer,
        scorer.views.map((view, at) => documentOf(features, vocabularies[at]!, view)),
        limit + SPARE,
        gatesFor(model, meetings),
      )
    : { ranked: [], evidence: new Float64Array(), knownShare: 0 };
  const owners = ownersOf(model.library, exactKey(text));
  // Past the limit nothing was read, so nothing is known about it: the degree counts for the share that was.
  const readShare = Math.min(1, READ_LIMIT / Math.max(1, text.trim().length));
  const scored = raiseWhole(candidatesOf(model, reading, readShare), meetings, readShare);
  const candidates = owners.length > 0 ? preferOwners(model, scored, owners) : mindLearned(model, scored, text);
  candidates.sort((a, b) => b.degree - a.degree || b.score - a.score || (a.answerId < b.answerId ? -1 : 1));
  return {
    candidates: candidates.slice(0, limit),
    isExact: owners.length > 0,
    hasWords: features.words > 0,
    knownShare: reading.knownShare,
  };
}

/**
 * Gives each entry read a degree. The first has the calibrated one; what it leaves is split by probability, less what
 * belongs to the case that no entry is right.
 */
function candidatesOf({ answerIds, library, calibration }: Model, reading: Reading, readShare: number): Candidate[] {
  const [first, ...others] = reading.ranked;
  if (!first || first.probability <= 0) return [];
  const degree = degreeOf(calibration, reading.evidence);
  const within = Math.min(
    degree / Math.max(1e-9, first.probability),
    (1 - degree) / Math.max(1e-9, 1 - first.probability),
  );
  const all = [
    { ...first, degree },
    ...others.map((other) => ({ ...other, degree: Math.min(degree, other.probability * within) })),
  ];
  return all.flatMap(({ entry, probability, degree: own }) => {
    const answerId = answerIds[entry]!;
    const kind = library.kinds.get(answerId);
    return kind ? [{ answerId, kind, degree: own * readShare, score: probability }] : [];
  });
}

/** Gives the system entries that the text is, nearly word for word, the degree they have at least. */
function raiseWhole(scored: Candidate[], meetings: readonly Meeting[], readShare: number): Candidate[] {
  const whole = meetings.filter(({ floor }) => floor > 0).sort((a, b) => b.floor - a.floor)[0];
  if (!whole) return scored;
  const { id, kind } = whole.entry;
  const known = scored.find(({ answerId }) => answerId === id);
  const degree = Math.max(known?.degree ?? 0, whole.floor * readShare);
  const others = scored.filter(({ answerId }) => answerId !== id);
  const claimed = others.reduce((sum, other) => sum + other.degree, 0);
  const share = Math.min(1, (1 - degree) / Math.max(1e-9, claimed));
  return [
    { answerId: id, kind, degree, score: known?.score ?? 0 },
    ...others.map((other) => ({ ...other, degree: other.degree * share })),
  ];
}

/** Puts the entries first that own the question word for word; several owners share the certainty. */
function preferOwners({ library }: Model, scored: readonly Candidate[], owners: readonly string[]): Candidate[] {
  const owned = owners.map((answerId) => {
    const known = scored.find((candidate) => candidate.answerId === answerId);
    const degree = Math.max(EXACT_DEGREE / owners.length, owners.length === 1 ? (known?.degree ?? 0) : 0);
    return { answerId, kind: library.kinds.get(answerId)!, degree, score: known?.score ?? 0 };
  });
  const left = 1 - owned.reduce((sum, { degree }) => sum + degree, 0);
  const others = scored.filter(({ answerId }) => !owners.includes(answerId));
  const claimed = others.reduce((sum, { degree }) => sum + degree, 0);
  const share = claimed > left ? left / claimed : 1;
  return [...owned, ...others.map((other) => ({ ...other, degree: other.degree * share }))];
}
