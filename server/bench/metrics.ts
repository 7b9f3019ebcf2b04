/** One question asked in a benchmark: what came back, judged. */
export interface Judged {
  readonly isInScope: boolean;
  /** The first candidate is the right one (never so out of scope). */
  readonly isRight: boolean;
  readonly isInTop3: boolean;
  readonly degree: number;
}

/** Measures of one set, all in percent. */
export interface Measures {
  readonly top1: number;
  readonly top3: number;
  readonly okAuroc: number | null;
  readonly fpr95: number | null;
  readonly ansAuroc: number | null;
  readonly cov95: number;
  readonly ece: number;
}

/** Computes the measures described in the benchmark data's README. */
export function measure(judged: readonly Judged[]): Measures {
  const inside = judged.filter(({ isInScope }) => isInScope);
  const right = judged.filter(({ isRight }) => isRight).map(({ degree }) => degree);
  const outside = judged.filter(({ isInScope }) => !isInScope).map(({ degree }) => degree);
  const notRight = judged.filter(({ isRight }) => !isRight).map(({ degree }) => degree);
  return {
    top1: percent(right.length / inside.length),
    top3: percent(inside.filter(({ isInTop3 }) => isInTop3).length / inside.length),
    okAuroc: outside.length > 0 ? percent(auroc(right, outside)) : null,
    fpr95: outside.length > 0 ? percent(fpr95(right, outside)) : null,
    ansAuroc: notRight.length > 0 ? percent(auroc(right, notRight)) : null,
    cov95: percent(coverage95(judged) / inside.length),
    ece: percent(calibrationError(judged)),
  };
}

/** How often each question is asked when it is timed. */
const TIMES = 3;

/** The middle of three times, so that what else the machine did for a moment does not count, and what was found then. */
export function timed<Found>(run: () => Found): { ms: number; found: Found } {
  const all: { ms: number; found: Found }[] = [];
  for (let at = 0; at < TIMES; at += 1) {
    const startedAt = performance.now();
    const found = run();
    all.push({ ms: performance.now() - startedAt, found });
  }
  return all.sort((a, b) => a.ms - b.ms)[(TIMES - 1) / 2]!;
}

/** The value below which `share` of the sorted values lie (nearest rank). */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

function percent(share: number): number {
  return Math.round(share * 1_000) / 10;
}

/** Probability that a positive has the higher degree, ties half (Mann–Whitney). */
function auroc(positives: readonly number[], negatives: readonly number[]): number {
  const sorted = [...negatives].sort((a, b) => a - b);
  let sum = 0;
  for (const positive of positives)
    sum += (countBelow(sorted, positive, false) + countBelow(sorted, positive, true)) / 2;
  return sum / (positives.length * negatives.length);
}

function countBelow(sorted: readonly number[], value: number, isInclusive: boolean): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const found = sorted[middle]!;
    if (found < value || (isInclusive && found === value)) low = middle + 1;
    else high = middle;
  }
  return low;
}

function fpr95(right: readonly number[], outside: readonly number[]): number {
  const threshold = quantile(right, 0.05);
  return outside.filter((degree) => degree >= threshold).length / outside.length;
}

/** The most right answers given at any threshold where at most 5 % of all answers given are wrong. */
function coverage95(judged: readonly Judged[]): number {
  const sorted = [...judged].sort((a, b) => b.degree - a.degree);
  let right = 0;
  let best = 0;
  sorted.forEach((one, at) => {
    if (one.isRight) right += 1;
    const isBoundary = sorted[at + 1]?.degree !== one.degree;
    if (isBoundary && right >= 0.95 * (at + 1)) best = right;
  });
  return best;
}

/** Expected calibration error over 15 equal bins. */
function calibrationError(judged: readonly Judged[]): number {
  const bins = Array.from({ length: 15 }, () => ({ count: 0, degrees: 0, right: 0 }));
  for (const { degree, isRight } of judged) {
    const bin = bins[Math.min(14, Math.floor(degree * 15))]!;
    bin.count += 1;
    bin.degrees += degree;
    bin.right += isRight ? 1 : 0;
  }
  return bins.reduce((sum, bin) => sum + Math.abs(bin.degrees - bin.right), 0) / judged.length;
}
