import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { routingDefaults } from "#server/actions/routing/routing-view.ts";
import { rulesOfField, type RuleName } from "../fields/rule-numbers.ts";
import { isSame, valueAt, withValueAt } from "./paths.ts";
import { faultsOf } from "./routing-draft.ts";

const team = { rules: routingDefaults.rules, timetable: null };
const shop = routingDefaults.shop;

describe("a draft of rules", () => {
  it("has no faults as the product has it", () => {
    expect([faultsOf(team).size, faultsOf(shop).size]).toEqual([0, 0]);
  });

  it("says what is wrong at which field, with the bound", () => {
    const faults = faultsOf({
      ...withValueAt(withValueAt(team, "rules.offerMs", 1000), "rules.wrapUpMs", Number.NaN),
      timetable: {
        timeZone: "Mars/Base",
        week: Array.from({ length: 7 }, () => []),
        holidays: [{ date: "", name: "", spans: [] }],
      },
    });
    expect(Object.fromEntries(faults)).toEqual({
      "rules.offerMs": { code: "too_small", bound: 5000 },
      "rules.wrapUpMs": { code: "not_number", bound: null },
      "timetable.timeZone": { code: "time_zone", bound: null },
      "timetable.holidays.0.date": { code: "missing", bound: null },
      "timetable.holidays.0.name": { code: "missing", bound: null },
    });
    expect(faultsOf(withValueAt(shop, "weights.chat", 0.333)).get("weights.chat")?.code).toBe("too_fine");
    expect(faultsOf(withValueAt(team, "rules.ladder.customerMs", 60_000)).get("rules.ladder.customerMs")?.code).toBe(
      "must_rise",
    );
  });

  it("is changed without touching what it was made from", () => {
    const changed = withValueAt(team, "rules.ladder.agentMs", 30_000);
    expect([valueAt(changed, "rules.ladder.agentMs"), team.rules.ladder.agentMs]).toEqual([30_000, 60_000]);
    expect(isSame(changed, team)).toBe(false);
    expect(isSame(withValueAt(changed, "rules.ladder.agentMs", 60_000), team)).toBe(true);
    expect(isSame({ a: 1, b: [Number.NaN] }, { b: [null], a: 1 })).toBe(false);
    expect(isSame({ a: 1, b: { c: 2, d: 3 } }, { b: { d: 3, c: 2 }, a: 1 })).toBe(true);
  });

  it("every rule shown names rules that SPEC.md has", () => {
    const spec = readFileSync(new URL("../../../server/routing/SPEC.md", import.meta.url), "utf8");
    for (const name of Object.keys(rulesOfField) as RuleName[])
      for (const rule of rulesOfField[name]) expect(spec, `${name} names ${rule}`).toContain(`**${rule}**`);
  });
});
