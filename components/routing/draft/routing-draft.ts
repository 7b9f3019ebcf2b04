import type { RoutingView } from "#server/contract/routing-commands.ts";
import {
  type ShopIntervals,
  shopIntervalsSchema,
  type TeamRulesSettings,
  teamRulesSchema,
  type Timetable,
  timetableSchema,
  type Weights,
  weightsSchema,
} from "#server/contract/routing-rules.ts";
import { z } from "zod";

/** What is edited at once: the shop's rules, or one team's. Lengths that are no number yet are NaN. */
export interface ShopDraft {
  intervals: ShopIntervals;
  weights: Weights;
}
export interface TeamDraft {
  rules: TeamRulesSettings;
  timetable: Timetable | null;
}

/** What can be edited: `shop`, or a team by its id. */
export type Target = string;
export const SHOP: Target = "shop";
export type Drafts = Readonly<Record<Target, ShopDraft | TeamDraft>>;

export function draftsOf({ shop, teams }: RoutingView): Drafts {
  return {
    [SHOP]: { intervals: shop.intervals, weights: shop.weights },
    ...Object.fromEntries(teams.map(({ id, rules, timetable }) => [id, { rules, timetable }])),
  };
}

export const isTeamDraft = (draft: ShopDraft | TeamDraft): draft is TeamDraft => "rules" in draft;

/** What is wrong at a field: one of the contract's faults, or one of the kinds every field can have. */
export interface Fault {
  code: string;
  /** The bound that was passed, in the field's own unit. */
  bound: number | null;
}

const shopSchema = z.strictObject({ intervals: shopIntervalsSchema, weights: weightsSchema });
const teamSchema = z.strictObject({ rules: teamRulesSchema, timetable: timetableSchema.nullable() });

/** What keeps a draft from being saved, by path; the contract's own rules say it. */
export function faultsOf(draft: ShopDraft | TeamDraft): Map<string, Fault> {
  const parsed = (isTeamDraft(draft) ? teamSchema : shopSchema).safeParse(draft);
  const faults = new Map<string, Fault>();
  for (const issue of parsed.error?.issues ?? []) {
    const path = issue.path.join(".");
    if (!faults.has(path)) faults.set(path, faultOf(issue));
  }
  return faults;
}

function faultOf(issue: z.core.$ZodIssue): Fault {
  if (issue.code === "too_small") return { code: "too_small", bound: Number(issue.minimum) };
  if (issue.code === "too_big") return { code: "too_big", bound: Number(issue.maximum) };
  if (issue.code === "invalid_type") return { code: "not_number", bound: null };
  if (issue.code === "not_multiple_of") return { code: "too_fine", bound: null };
  if (issue.code === "invalid_format" && issue.message !== "time_zone") return { code: "missing", bound: null };
  return { code: issue.message === "empty" ? "missing" : issue.message, bound: null };
}
