import { refusalOf } from "../../contract/errors.ts";
import type { Appended } from "../../store/message-log.ts";
import type { App } from "../app.ts";

/**
 * Tells the engine that the other side owes the next word. Not waited for: the message is committed, and a turn whose
 * telling is lost with this process is found by the sweep, which compares log numbers.
 */
export function turnMoved(app: App, { head, turnSeq }: Appended): void {
  if (head.state !== "served" && head.state !== "waiting") return;
  if (head.turn !== "agent" && head.turn !== "customer") return;
  app.dispatcher
    .dispatch({ type: "turn:changed", conversationId: head.id, turn: head.turn, logSeq: turnSeq })
    .catch((error: unknown) => {
      if (refusalOf(error) === null)
        app.log.warn({ err: error, conversationId: head.id }, "a change of turn could not be told");
    });
}
