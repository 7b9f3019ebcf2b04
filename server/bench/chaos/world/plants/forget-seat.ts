import { assignmentOf } from "#server/routing/holdings.ts";
import { createStep, rules } from "#server/routing/step.ts";
import { must, putAgent, putAssignment } from "#server/routing/stepping.ts";
import type { CreatePlant } from "./plant.ts";

/** Of closed conversations, by the last digit of their id: enough seats stay free for the run to go on. */
const forgotten = /[0-3]$/;

/** Some conversations close and leave their agent's seat taken. Red by `leakedSeats`. */
export const forgetSeat: CreatePlant = () => ({
  step: createStep({
    ...rules,
    handlers: {
      ...rules.handlers,
      "conversation:closed": (s, event) => {
        const assignment = assignmentOf(s.state, event.conversationId);
        const code = rules.handlers["conversation:closed"](s, event);
        if (code !== null || assignment === null || !forgotten.test(event.conversationId)) return code;
        const { servedCount } = must(s.state.agents, assignment.agentId);
        putAssignment(s, assignment);
        putAgent(s, {
          ...must(s.state.agents, assignment.agentId),
          servedCount: servedCount + (assignment.connectedAt === null ? 0 : 1),
        });
        return null;
      },
    },
  }),
});
