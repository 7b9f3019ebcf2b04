import { agentCommands } from "#server/contract/index.ts";
import type { z } from "zod";

/** What the team's form collects; the offer's time stands in seconds there. */
export const teamFormSchema = agentCommands["team:save"].input.omit({ clientId: true, id: true });
export type TeamFields = z.input<typeof teamFormSchema>;
export type TeamForm = z.output<typeof teamFormSchema>;

/** A number field's text as the limit of a line: empty is none. */
export function limitOf(text: string): number | null {
  return text.trim() === "" ? null : Number(text);
}
