import type { HeadRow } from "../../store/item-rows.ts";
import type { Appended } from "../../store/message-log.ts";
import type { App } from "../app.ts";

/**
 * The head to tell with an appended item. The append does not read how a conversation ended; a note added after the end,
 * or the repeat of a send from before it, must not tell that it never did.
 */
export async function headNow(app: App, { head }: Appended): Promise<HeadRow> {
  if (head.state !== "closed") return head;
  const found = await app.database.main.query<HeadRow>({
    name: "head_now",
    text: "SELECT * FROM conversations WHERE id = $1",
    values: [head.id],
  });
  return found.rows[0] ?? head;
}

/** Who serves it now: after a repeat that need not be who wrote. */
export async function agentNameOf(app: App, head: HeadRow): Promise<string | null> {
  return head.state === "served" && head.assignee_id !== null ? app.staffName(head.assignee_id) : null;
}
