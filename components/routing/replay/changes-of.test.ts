import { describe, expect, it } from "vitest";
import { routingDefaults } from "#server/actions/routing/routing-view.ts";
import { withValueAt } from "../draft/paths.ts";
import type { Drafts } from "../draft/routing-draft.ts";
import { changesOf } from "./changes-of.ts";

const saved: Drafts = { shop: routingDefaults.shop, t1: { rules: routingDefaults.rules, timetable: null } };
const withChange = (path: string, value: unknown, from: Drafts = saved) => withValueAt(from, path, value);

describe("what a replay is told", () => {
  it("is nothing where nothing differs", () => {
    expect(changesOf(saved, saved)).toEqual({ changes: [], leftOut: [] });
  });

  it("names each value that differs by its place in the engine's rows", () => {
    let drafts = withChange("t1.rules.offerMs", 30_000);
    drafts = withChange("t1.rules.ladder.reofferMs", null, drafts);
    drafts = withChange("shop.intervals.creditBoundMs", 0, drafts);
    drafts = withChange("shop.weights.request", 0.25, drafts);
    drafts = withChange("shop.intervals.owedLimitMs", 60_000, drafts);
    expect(changesOf(drafts, saved)).toEqual({
      changes: [
        { path: ["settings", "creditBoundMs"], value: 0 },
        { path: ["settings", "weights", "request"], value: 0.25 },
        { path: ["team", "t1", "ladder", "reofferMs"], value: null },
        { path: ["team", "t1", "offerMs"], value: 30_000 },
      ],
      leftOut: [],
    });
  });

  it("says what cannot be part of it", () => {
    let drafts = withChange("t1.timetable", { timeZone: "UTC", week: [], holidays: [] });
    drafts = withChange("t1.rules.lastAgentMs", 60_000, drafts);
    drafts = withChange("t1.rules.quiet", { warnMs: 1, closeMs: 2 }, drafts);
    expect(changesOf(drafts, saved)).toEqual({ changes: [], leftOut: ["lastAgentMs", "quiet", "timetable"] });
  });

  it("does not tell what is no number yet", () => {
    expect(changesOf(withChange("t1.rules.offerMs", Number.NaN), saved).changes).toEqual([]);
  });
});
