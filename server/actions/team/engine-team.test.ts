import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  ladderSteps,
  offHoursSchema,
  strategySchema,
  type TeamRulesSettings,
  teamRulesSchema,
} from "../../contract/routing-rules.ts";
import { emptyRows, rebuild } from "../../routing/rows.ts";
import { step } from "../../routing/step.ts";
import { storedOf } from "../../rules/routing-defaults.ts";
import { routingDefaults } from "../routing/routing-view.ts";
import { engineTeam } from "./engine-team.ts";

/** Every length and number of the rules at its least, its most, or off. */
const rules: fc.Arbitrary<unknown> = fc
  .record({
    numbers: fc.array(fc.constantFrom("least", "most", "off", "default"), { minLength: 40, maxLength: 40 }),
    strategy: fc.constantFrom(...strategySchema.options),
    offHours: fc.constantFrom(...offHoursSchema.options),
    hasOverflow: fc.boolean(),
    hasQuiet: fc.boolean(),
    flags: fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }),
  })
  .map(({ numbers, strategy, offHours, hasOverflow, hasQuiet, flags }) => {
    let next = 0;
    const pick = (least: number, most: number, usual: number | null, canBeOff: boolean) => {
      const how = numbers[next++ % numbers.length];
      return how === "least" ? least : how === "most" ? most : how === "off" && canBeOff ? null : usual;
    };
    const [auto, language, skill, full, nobody, closed] = flags;
    return {
      ...routingDefaults.rules,
      strategy,
      offHours,
      isAutoAccept: auto,
      isLanguageMatched: language,
      isSkillMatched: skill,
      offerMs: pick(5_000, 300_000, 20_000, false),
      maxWaiting: pick(0, 100_000, 5, true),
      preferMs: pick(1_000, 600_000, 15_000, false),
      chatWeight: pick(0.05, 10, 1, true),
      memberCapacity: pick(0.05, 100, 3, true),
      skillLevel: pick(1, 5, 3, false),
      needsMs: pick(1_000, 86_400_000, 60_000, true),
      vipCreditMs: pick(0, 3_600_000, 60_000, false),
      longWaitMs: pick(10_000, 86_400_000, 300_000, true),
      wrapUpMs: pick(5_000, 3_600_000, 60_000, true),
      lapsesAllowed: pick(1, 20, 2, true),
      ladder: {
        ...Object.fromEntries(
          ladderSteps.map((name, place) => [name, pick(5_000 + place, 80_000_000 + place, 60_000 * (place + 1), true)]),
        ),
        maxHops: pick(0, 20, 3, false),
      },
      quiet: hasQuiet
        ? { warnMs: pick(10_000, 60_000, 30_000, true), closeMs: pick(61_000, 172_800_000, 90_000, true) }
        : null,
      overflow: hasOverflow
        ? {
            toTeamId: null,
            afterMs: pick(10_000, 86_400_000, 60_000, true),
            whenFull: full,
            whenNobody: nobody,
            whenClosed: closed,
          }
        : null,
    };
  });

describe("a team in the engine's words", () => {
  it("R51: what the contract lets an admin set, the engine takes", () => {
    let taken = 0;
    fc.assert(
      fc.property(rules, (given) => {
        const parsed = teamRulesSchema.safeParse(given);
        if (!parsed.success) return;
        const state = rebuild(emptyRows());
        const team = engineTeam({ id: "t1", agentIds: [], ...storedOf(parsed.data) }, null);
        const result = step(state, { type: "team:changed", id: "e1", at: 1_800_000_000_000, team });
        if (!result.ok) throw new Error(result.code);
        taken += 1;
        const { lastAgentMs: _, ...wanted }: TeamRulesSettings = parsed.data;
        expect(state.teams.get("t1")).toMatchObject(wanted);
      }),
      { numRuns: 400, seed: 5 },
    );
    // Ladders that do not rise are refused by the contract; most are sound.
    expect(taken).toBeGreaterThan(50);
  });
});
