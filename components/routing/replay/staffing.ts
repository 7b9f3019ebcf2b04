import type { RoutingView } from "#server/contract/routing-commands.ts";
import type { Change } from "./changes-of.ts";

/** What is tried beside the rules: it is asked on this panel and never saved. */
export interface Staffing {
  /** By team. */
  extraAgents: Readonly<Record<string, number>>;
  /** More seats for everybody. */
  extraSeats: number;
  /** Base of the hand-off threshold; null = as it was. */
  base: number | null;
}
export const asItWas: Staffing = { extraAgents: {}, extraSeats: 0, base: null };

const MOST_EXTRA = 50;

/** The same as changes of the day; what is no number yet, or beyond what a replay takes, is left out. */
export function staffingChanges({ extraAgents, extraSeats, base }: Staffing, teams: RoutingView["teams"]): Change[] {
  const isCount = (value: number) => Number.isInteger(value) && value > 0 && value <= MOST_EXTRA;
  const members = new Map(teams.flatMap((team) => team.members.map((member) => [member.id, member] as const)));
  return [
    ...teams.flatMap(({ id }): Change[] => {
      const count = extraAgents[id] ?? 0;
      return isCount(count) ? [{ path: ["team", id, "extraAgents"], value: count }] : [];
    }),
    ...(isCount(extraSeats)
      ? [...members.values()].flatMap(({ id, capacity, isDisabled }): Change[] =>
          isDisabled ? [] : [{ path: ["agent", id, "capacity"], value: capacity + extraSeats }],
        )
      : []),
    ...(base !== null && base >= 0.05 && base <= 0.95 ? [{ path: ["thresholds", "base"], value: base }] : []),
  ];
}
