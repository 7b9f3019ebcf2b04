/** The derived part of a state in plain form, to compare one that grew with one rebuilt (I11, I16). */
import { hold } from "./invariants.ts";
import type { OrderedIndex } from "./ordered-index.ts";
import { rebuild, snapshotRows } from "./rows.ts";
import type { LineIndex, RoutingState, SeatCounts } from "./state.ts";

const items = (index: OrderedIndex): string[] => [...index].map(({ a, b, id }) => `${a}/${b}/${id}`);
const links = (map: ReadonlyMap<string, string>): string[] => [...map].map(([from, to]) => `${from}>${to}`).sort();
const counts = ({ standings, free, total, reachable }: SeatCounts) => ({
  standings: { ...standings },
  free,
  total,
  reachable,
});
const byKey = <V>(map: ReadonlyMap<string, V>): [string, V][] => [...map].sort(([x], [y]) => (x < y ? -1 : 1));

const hasWork = (line: LineIndex): boolean => line.offerable.size + line.reoffers.size > 0;
const lineOf = ({ offerable, reoffers, ready }: LineIndex) => ({
  offerable: items(offerable),
  reoffers: items(reoffers),
  ready: items(ready),
});

export function describeIndex(state: RoutingState): string {
  const { index } = state;
  return JSON.stringify({
    teams: byKey(index.teams).map(([id, team]) => ({
      id,
      ...counts(team),
      waiting: items(team.waiting),
      line: lineOf(team),
      // Empty lines may be kept: they say nothing.
      lines: byKey(team.lines).flatMap(([key, line]) => (hasWork(line) ? [[key, lineOf(line)]] : [])),
      held: byKey(team.held).map(([key, line]) => [key, lineOf(line)]),
      live: [...team.live]
        .map(lineOf)
        .map((line) => JSON.stringify(line))
        .sort(),
      speakers: team.speakers,
      skilled: byKey(team.skilled),
      untold: items(team.untold),
    })),
    everybody: counts(index.everybody),
    agents: byKey(index.agents).map(([id, agent]) => ({
      id,
      assignments: [...agent.assignments].sort(),
      offers: [...agent.offers].sort(),
      teamIds: [...agent.teamIds].sort(),
      awaitedBy: [...agent.awaitedBy].sort(),
      held: agent.held,
      load: agent.load,
      placed: agent.placed === null ? null : { ...agent.placed, teams: byKey(agent.placed.teams) },
    })),
    links: [index.entryOf, index.offerOf, index.assignmentOf, index.conversationOfCustomer].map(links),
    nodes: byKey(index.nodes).map(([id, node]) => ({
      id,
      agents: [...node.agents].sort(),
      conversations: [...node.conversations].sort(),
    })),
    deadlines: items(index.deadlines),
    reoffers: byKey(index.reoffers),
  });
}

/** Throws `InvariantBroken` unless every index and counter equals a recount from the rows. */
export function assertIndexes(state: RoutingState): void {
  const recount = describeIndex(rebuild(snapshotRows(state), state.index.standingOf));
  hold(describeIndex(state) === recount, "indexes-recount", `at ${state.meta.seq}`);
}
