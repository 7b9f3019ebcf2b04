import { describe, expect, it } from "vitest";
import { agentCommands } from "#server/contract/index.ts";
import type { ShopSettings } from "#server/contract/admin-commands.ts";
import { boundsOf, draftOf, faultsOf, inputOf, isSameDraft, newReasonCode } from "./settings-draft.ts";

const settings: ShopSettings = {
  site: {
    id: "00000000-0000-7000-8000-000000000001" as never,
    key: "main",
    name: "Fennel & Oak",
    greeting: { en: "Hello", zh: "您好" },
    accentColor: "#2f5bd8",
    allowedOrigins: ["https://shop.example"],
  },
  busyReasons: [{ code: "lunch", label: { en: "Lunch", zh: "午餐" } }],
  intervals: {
    graceAgentMs: 45_000,
    graceCustomerMs: 120_000,
    connectMs: 20_000,
    quietWarnMs: 180_000,
    quietCloseMs: 300_000,
    creditBoundMs: 480_000,
    owedLimitMs: 180_000,
  },
  handOff: { single: 0.55, mean: 0.6 },
  hasDemo: false,
  embedTag: "",
};

describe("the settings' draft", () => {
  const draft = draftOf(settings);

  it("becomes what the contract takes, unchanged when nothing was changed", () => {
    const input = agentCommands["settings:save"].input.parse({ clientId: crypto.randomUUID(), ...inputOf(draft) });
    expect(input).toMatchObject({
      name: "Fennel & Oak",
      intervals: settings.intervals,
      busyReasons: settings.busyReasons,
    });
    expect(faultsOf(draft).size).toBe(0);
  });

  it("is the same when only its writing differs", () => {
    const other = {
      ...draft,
      intervals: { ...draft.intervals, quietWarnMs: { value: "180", unit: "seconds" as const } },
      greeting: { ...draft.greeting, fr: " " },
    };
    expect(isSameDraft(draft, other)).toBe(true);
    expect(
      isSameDraft(draft, { ...draft, intervals: { ...draft.intervals, connectMs: { value: "x", unit: "seconds" } } }),
    ).toBe(false);
    expect(isSameDraft(draft, { ...draft, accentColor: "#000000" })).toBe(false);
  });

  it("knows the contract's bounds and the order of reminder and close", () => {
    expect(boundsOf("graceAgentMs")).toEqual({ least: 5000, most: 600_000 });
    const bad = {
      ...draft,
      name: " ",
      intervals: {
        ...draft.intervals,
        graceAgentMs: { value: "1", unit: "seconds" as const },
        connectMs: { value: "", unit: "seconds" as const },
        quietCloseMs: { value: "3", unit: "minutes" as const },
      },
      busyReasons: [...draft.busyReasons, { code: "reason-2", label: { en: " " } }],
    };
    expect([...faultsOf(bad)]).toEqual([
      ["name", "name"],
      ["intervals.graceAgentMs", "tooShort"],
      ["intervals.connectMs", "notNumber"],
      ["intervals.quietCloseMs", "order"],
      ["busyReasons.1", "reason"],
    ]);
  });

  it("gives a new reason a code of its own", () => {
    expect(
      newReasonCode([
        { code: "lunch", label: {} },
        { code: "reason-3", label: {} },
      ]),
    ).toBe("reason-4");
  });
});
