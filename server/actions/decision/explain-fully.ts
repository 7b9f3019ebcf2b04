import type { AgentCommands } from "../../contract/index.ts";
import type { InputOf, OutputOf } from "../../contract/command.ts";
import { RefusedError } from "../../contract/errors.ts";
import { decisionEntries } from "../../runtime/decision-entries.ts";
import { readNames } from "../../runtime/names.ts";
import { reasonAt } from "../../store/routing-reasons.ts";
import type { App, StaffPrincipal } from "../app.ts";

/** The whole team at the moment of one decision, computed again from checkpoint and journal (C6). */
export async function explainFully(
  app: App,
  _me: StaffPrincipal,
  { journalSeq, position }: InputOf<AgentCommands["decision:full"]>,
): Promise<OutputOf<AgentCommands["decision:full"]>> {
  const sql = app.database.main;
  const stored = await reasonAt(sql, journalSeq, position);
  if (stored === null) throw new RefusedError("not_found");
  const recomputed = await app.recall.explain(journalSeq, position);
  if (recomputed === null) throw new RefusedError("not_found");
  const [decision] = await decisionEntries(sql, [stored]);
  if (decision === undefined) throw new RefusedError("not_found");
  const names = await readNames(
    sql,
    recomputed.members.map(({ agentId }) => agentId),
    [],
  );
  return {
    decision,
    isExact: recomputed.isExact && recomputed.differences.length === 0,
    members: recomputed.members.map((member) => ({
      ...member,
      agentId: member.agentId as OutputOf<AgentCommands["decision:full"]>["members"][number]["agentId"],
      name: names.staff.get(member.agentId) ?? null,
    })),
  };
}
