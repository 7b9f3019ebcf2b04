import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { calibrate, degreeOf, type Trial } from "./calibration.ts";
import { EVIDENCE, LENGTH_PIECE } from "./evidence.ts";
import { createRandom } from "./random.ts";

function evidence(strength: number): Float64Array {
  return Float64Array.of(strength, strength, 3, 0.5, 0.4, 0.4, 1, 0.8, strength, 1.5);
}

describe("calibration", () => {
  it("says how often it is right", () => {
    const random = createRandom(5);
    const trials = Array.from({ length: 4_000 }, (): Trial => {
      const strength = 6 * random() - 3;
      return { evidence: evidence(strength), isRight: random() < 1 / (1 + Math.exp(-strength)), weight: 1 };
    });
    const calibration = calibrate(trials, 50);
    for (const strength of [-2, -1, 0, 1, 2])
      expect(degreeOf(calibration, evidence(strength))).toBeCloseTo(1 / (1 + Math.exp(-strength)), 1);
  });

  it("without trials is the usual one, and more modest with fewer entries", () => {
    const [many, few, one] = [50, 3, 1].map((entries) => degreeOf(calibrate([], entries), evidence(2)));
    expect(many).toBeGreaterThan(few!);
    expect(few).toBeGreaterThan(one!);
  });

  it("never lets more evidence lower the degree, whatever the trials", () => {
    const trial = fc.record({
      evidence: fc
        .array(fc.double({ min: -3, max: 3, noNaN: true }), { minLength: EVIDENCE, maxLength: EVIDENCE })
        .map((pieces) => Float64Array.from(pieces)),
      isRight: fc.boolean(),
      weight: fc.double({ min: 0.1, max: 2, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(trial, { maxLength: 60 }), fc.nat(LENGTH_PIECE - 1), (trials, piece) => {
        const calibration = calibrate(trials, 20);
        const more = evidence(1);
        more[piece]! += 1;
        expect(degreeOf(calibration, more)).toBeGreaterThanOrEqual(degreeOf(calibration, evidence(1)));
      }),
      { numRuns: 60 },
    );
  });
});
