/** How earlier waits fell around their centres, and the levels at which ranges are cut. */
export interface Correction {
  /** Newest last; in spreads of their forecasts. */
  readonly residuals: readonly number[];
  /** Of the lower and the upper end; 0.1 and 0.9 unless more or less was missed than that. */
  readonly lowLevel: number;
  readonly highLevel: number;
}

export const noCorrection: Correction = { residuals: [], lowLevel: 0.1, highLevel: 0.9 };

/** Residuals that are kept; each counts for less than the next by so much. */
const KEPT = 500;
const FADING = 0.995;
/** The bell curve that stands in for experience, as so many residuals. */
const PRIOR_WEIGHT = 8;
const PRIOR: readonly number[] = [-1.645, -1.036, -0.674, -0.385, -0.126, 0.126, 0.385, 0.674, 1.036, 1.645];
/** What may be missed at either end, and how fast the levels follow what was. */
const MISS = 0.1;
const FOLLOWING = 0.004;
const LOW_BOUNDS = { least: 0.02, most: 0.3 };

/** The correction after one more wait. */
export function correctedBy(
  before: Correction,
  { residual, isBelow, isAbove }: { residual: number; isBelow: boolean; isAbove: boolean },
): Correction {
  const low = before.lowLevel + FOLLOWING * (MISS - Number(isBelow));
  const highMiss = 1 - before.highLevel + FOLLOWING * (MISS - Number(isAbove));
  return {
    residuals: [...before.residuals.slice(1 - KEPT), residual],
    lowLevel: bounded(low),
    highLevel: 1 - bounded(highMiss),
  };
}

const bounded = (level: number): number => Math.min(LOW_BOUNDS.most, Math.max(LOW_BOUNDS.least, level));

/** The quantile of the residuals, newer ones counting for more, between neighbours in a straight line. */
export function quantileOf({ residuals }: Correction, level: number): number {
  const weighted = [
    ...PRIOR.map((value) => ({ value, weight: PRIOR_WEIGHT / PRIOR.length })),
    ...residuals.map((value, at) => ({ value, weight: FADING ** (residuals.length - 1 - at) })),
  ].sort((x, y) => x.value - y.value);
  const total = weighted.reduce((sum, { weight }) => sum + weight, 0);
  let below = 0;
  let before: { value: number; middle: number } | null = null;
  for (const { value, weight } of weighted) {
    const middle = (below + weight / 2) / total;
    if (middle >= level)
      return before === null
        ? value
        : before.value + ((value - before.value) * (level - before.middle)) / (middle - before.middle);
    before = { value, middle };
    below += weight;
  }
  return before?.value ?? 0;
}
