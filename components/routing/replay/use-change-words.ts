"use client";

import type { RoutingView } from "#server/contract/routing-commands.ts";
import { SHOP, type Target } from "../draft/routing-draft.ts";
import { useWords } from "../fields/use-words.ts";
import { rulesOfField, type RuleName } from "../fields/rule-numbers.ts";
import type { Change } from "./changes-of.ts";

const weightNames: Record<string, RuleName> = {
  chat: "weightChat",
  request: "weightRequest",
  consult: "weightConsult",
};
const isRuleName = (name: string): name is RuleName => Object.hasOwn(rulesOfField, name);

/** Changes of a replay in words: whose, which rule, and what it becomes. */
export function useChangeWords(view: RoutingView) {
  const { t, value: valueOf } = useWords();
  const teamName = (id: string | undefined) => view.teams.find((team) => team.id === id)?.name ?? "";
  const labelOf = (name: string): string => {
    const rule = weightNames[name] ?? name;
    return isRuleName(rule) ? t(`field.${rule}.label`) : name;
  };
  const told = (name: string, value: Change["value"]): string => {
    if (name === "strategy") return t(`strategy.${value as "balanced"}.label`);
    if (name === "offHours") return t(`offHours.${value as "queue"}.label`);
    if (name === "toTeamId") return typeof value === "string" ? teamName(value) : t("messageBox");
    return valueOf(name.endsWith("Ms") ? "duration" : "number", value);
  };
  return {
    labelOf,
    /** One line about a change. */
    line({ path, value }: Change): string {
      const name = path.at(-1) ?? "";
      if (name === "extraAgents") return t("replay.extraLine", { team: teamName(path[1]), count: Number(value) });
      if (path[0] === "thresholds") return t("replay.baseLine", { value: Number(value) });
      if (path[0] === "agent") {
        const member = view.teams.flatMap(({ members }) => members).find(({ id }) => id === path[1]);
        return t("replay.limitLine", { name: member?.name ?? "", value: Number(value) });
      }
      return t("replay.changeLine", {
        of: path[0] === "team" ? teamName(path[1]) : t("shop"),
        rule: labelOf(name),
        value: told(name, value),
      });
    },
    /** Where a fault's path leads: the target, and the rule in words. */
    fault(path: string): { target: Target; label: string } {
      const names = path.split(".");
      return { target: names[0] === "team" ? (names[1] ?? SHOP) : SHOP, label: labelOf(names.at(-1) ?? "") };
    },
  };
}
