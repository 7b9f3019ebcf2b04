import { accountCommands, peopleCommands, settingsCommands, supervisionCommands } from "./admin-commands.ts";
import { conversationCommands, deskCommands, requestCommands } from "./agent-commands.ts";
import { decisionCommands, deskTimeCommands } from "./desk-commands.ts";
import { answerCommands } from "./answer-commands.ts";
import { libraryCommands } from "./library-commands.ts";
import { routingCommands } from "./routing-commands.ts";
import { assistCommands } from "./assist-commands.ts";
import { feedbackCommands } from "./feedback-commands.ts";
import { replayCommands } from "./replay-commands.ts";

export * from "./admin-commands.ts";
export * from "./agent-commands.ts";
export * from "./assist-commands.ts";
export * from "./command.ts";
export * from "./customer-commands.ts";
export * from "./customer-items.ts";
export * from "./customer-views.ts";
export * from "./desk-commands.ts";
export * from "./errors.ts";
export * from "./events.ts";
export * from "./feedback-commands.ts";
export * from "./fill-reply.ts";
export * from "./ids.ts";
export * from "./items.ts";
export * from "./answer-commands.ts";
export * from "./library-commands.ts";
export * from "./library-job-views.ts";
export * from "./library-views.ts";
export * from "./request-views.ts";
export * from "./routing-commands.ts";
export * from "./routing-rules.ts";
export * from "./replay-commands.ts";
export * from "./text.ts";
export * from "./version.ts";
export * from "./views.ts";

/** Everything staff may do, on namespace `/agent`. */
export const agentCommands = {
  ...deskCommands,
  ...deskTimeCommands,
  ...decisionCommands,
  ...conversationCommands,
  ...requestCommands,
  ...supervisionCommands,
  ...answerCommands,
  ...libraryCommands,
  ...assistCommands,
  ...feedbackCommands,
  ...replayCommands,
  ...peopleCommands,
  ...settingsCommands,
  ...routingCommands,
  ...accountCommands,
};
export type AgentCommands = typeof agentCommands;
export type AgentCommandName = keyof AgentCommands;
