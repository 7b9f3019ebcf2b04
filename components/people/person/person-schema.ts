import { agentCommands } from "#server/contract/index.ts";
import type { z } from "zod";

/** What the form collects: the contract's own rules, without what the form does not ask. */
export const personFormSchema = agentCommands["person:save"].input.omit({ clientId: true, id: true });
export type PersonFields = z.input<typeof personFormSchema>;
export type PersonForm = z.output<typeof personFormSchema>;
