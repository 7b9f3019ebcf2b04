import type { AgentView } from "#server/contract/views.ts";
import type { PresenceState } from "#components/ui/presence.tsx";

/**
 * What an agent counts as on the board: what they chose, unless we no longer see them. `away` = the connection is lost
 * and the grace runs. Who is available and asked for nothing all the same counts with the busy ones.
 */
export function standingOf(agent: Seen): PresenceState {
  if (agent.availability === "offline" || agent.presence === "gone") return "offline";
  if (agent.presence === "grace") return "away";
  return agent.availability === "available" && markOf(agent) ? "busy" : agent.availability;
}

type Seen = Pick<AgentView, "availability" | "presence" | "notResponding" | "leavingAt" | "isAwayByItself">;

/** What keeps new work from an agent whatever they chose; the first that applies. */
export function markOf(agent: Seen): "notResponding" | "leaving" | "byItself" | null {
  if (agent.availability === "offline" || agent.presence !== "present") return null;
  if (agent.isAwayByItself) return "byItself";
  if (agent.notResponding) return "notResponding";
  return agent.leavingAt === null ? null : "leaving";
}

const order: Record<PresenceState, number> = { available: 0, busy: 1, away: 2, offline: 3 };

/** By state, then whose customer has been owed a reply longest, then the fuller one, then the name. */
export function sortAgents(agents: readonly AgentView[]): AgentView[] {
  return [...agents].sort(
    (a, b) =>
      order[standingOf(a)] - order[standingOf(b)] ||
      (a.owesSince ?? Number.MAX_SAFE_INTEGER) - (b.owesSince ?? Number.MAX_SAFE_INTEGER) ||
      share(b) - share(a) ||
      a.name.localeCompare(b.name),
  );
}

/** How many agents stand how; those out of sight are one group with those who left. */
export function countStandings(agents: readonly AgentView[]): { available: number; busy: number; gone: number } {
  const counts = { available: 0, busy: 0, gone: 0 };
  for (const agent of agents) {
    const standing = standingOf(agent);
    counts[standing === "available" || standing === "busy" ? standing : "gone"] += 1;
  }
  return counts;
}

function share({ load, capacity }: AgentView): number {
  return capacity > 0 ? load / capacity : 0;
}
