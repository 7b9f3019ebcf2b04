import { describe, expect, it } from "vitest";
import { agentCommands } from "#server/contract/index.ts";
import type { ShopSettings } from "#server/contract/admin-commands.ts";
import { draftOf, faultsOf, inputOf, isSameDraft, newReasonCode } from "./settings-draft.ts";

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
      busyReasons: settings.busyReasons,
    });
    expect(faultsOf(draft).size).toBe(0);
  });

  it("is the same when only its writing differs", () => {
    const other = {
      ...draft,
      greeting: { ...draft.greeting, fr: " " },
    };
    expect(isSameDraft(draft, other)).toBe(true);
    expect(isSameDraft(draft, { ...draft, accentColor: "#000000" })).toBe(false);
  });

  it("says what keeps it from being saved", () => {
    const bad = {
      ...draft,
      name: " ",
      busyReasons: [...draft.busyReasons, { code: "reason-2", label: { en: " " } }],
    };
    expect([...faultsOf(bad)]).toEqual([
      ["name", "name"],
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
