import type { AgentRow, Standing } from "./state.ts";

/**
 * R10, R11: where an agent stands towards new work; the first code that applies.
 * @param room hundredths of a chat left under the limits after one more chat; negative = none
 */
export function standingOf(agent: AgentRow, room: number): Standing {
  if (!agent.isEnabled) return "disabled";
  if (agent.availability !== "available") return agent.availability;
  if (agent.notResponding !== null) return "not_responding";
  if (agent.leavingAt !== null) return "leaving";
  if (agent.presentOn.length === 0) return "absent";
  return room >= 0 ? "ready" : "full";
}

/** R12: somebody who is, or may within the grace be, there for new work; room is not asked. */
export function isReachable(agent: AgentRow): boolean {
  if (!agent.isEnabled || agent.availability !== "available") return false;
  if (agent.notResponding !== null || agent.leavingAt !== null) return false;
  return agent.presentOn.length > 0 || agent.graceUntil !== null;
}
