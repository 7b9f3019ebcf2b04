import type { AgentView, TeamId, StaffId } from "#server/contract/index.ts";

/** Why a colleague or team cannot take a chat now; null = can. */
export type Obstacle = "offline" | "gone" | "busy" | "not_responding" | "leaving" | "full" | "nobody" | null;

export type TransferTarget =
  | { kind: "agent"; id: StaffId; name: string; agent: AgentView; obstacle: Obstacle }
  | { kind: "team"; id: TeamId; name: string; waiting: number; obstacle: Obstacle };

export interface TeamLoad {
  id: TeamId;
  name: string;
  isAnybodyReachable: boolean;
  waiting: number;
}

/**
 * Who a chat could go to: those who can take it first (agents by load over limit, the order of the service queue),
 * then those who cannot, with why. Without me.
 * @param search words of the name or of a team's name; empty = all
 */
export function transferTargets(
  agents: readonly AgentView[],
  teams: readonly TeamLoad[],
  myId: string,
  search: string,
): { agents: TransferTarget[]; teams: TransferTarget[] } {
  const wanted = search.trim().toLowerCase();
  const fits = (...words: string[]) => words.some((word) => word.toLowerCase().includes(wanted));
  return {
    agents: agents
      .filter((agent) => agent.id !== myId && fits(agent.name, ...agent.teams.map(({ name }) => name)))
      .map((agent) => ({
        kind: "agent" as const,
        id: agent.id,
        name: agent.name,
        agent,
        obstacle: agentObstacle(agent),
      }))
      .toSorted(
        (a, b) =>
          Number(a.obstacle !== null) - Number(b.obstacle !== null) ||
          share(a.agent) - share(b.agent) ||
          a.name.localeCompare(b.name),
      ),
    teams: teams
      .filter((team) => fits(team.name))
      .map((team) => ({
        kind: "team" as const,
        id: team.id,
        name: team.name,
        waiting: team.waiting,
        obstacle: team.isAnybodyReachable ? null : ("nobody" as const),
      }))
      .toSorted(
        (a, b) =>
          Number(a.obstacle !== null) - Number(b.obstacle !== null) ||
          a.waiting - b.waiting ||
          a.name.localeCompare(b.name),
      ),
  };
}

function agentObstacle(agent: AgentView): Obstacle {
  if (agent.availability === "offline") return "offline";
  if (agent.presence === "gone") return "gone";
  if (agent.availability === "busy") return "busy";
  if (agent.notResponding) return "not_responding";
  if (agent.leavingAt !== null) return "leaving";
  return agent.load >= agent.capacity ? "full" : null;
}

function share(agent: AgentView): number {
  return agent.capacity > 0 ? agent.load / agent.capacity : 1;
}
