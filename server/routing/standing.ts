import type { AgentRow, Standing } from "./state.ts";

/** R10, R11: where an agent stands towards new work; the first code that applies. */
export function standingOf(agent: AgentRow, load: number): Standing {
  if (!agent.isEnabled) return "disabled";
  if (agent.availability !== "available") return agent.availability;
  if (agent.presentOn.length === 0) return "absent";
  return load < agent.capacity ? "ready" : "full";
}

/** R12: somebody who is, or may within the grace be, there for new work; room is not asked. */
export function isReachable(agent: AgentRow): boolean {
  return (
    agent.isEnabled && agent.availability === "available" && (agent.presentOn.length > 0 || agent.graceUntil !== null)
  );
}
