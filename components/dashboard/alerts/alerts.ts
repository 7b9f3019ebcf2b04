import type { DeskEvent } from "#components/realtime/desk-events.ts";

export type BoardAlert = Extract<DeskEvent, { kind: "overdue" | "long_wait" }> & {
  /** When it came; epoch ms of the server's clock. */
  at: number;
  /** What the board calls the customer. */
  name: string;
};

/** More than these say nothing new. */
const mostKept = 30;

/** The name of an alert: another step about the same conversation is another alert, the same one again is not. */
export function alertKey({ kind, alert }: Pick<BoardAlert, "kind" | "alert">): string {
  return "step" in alert
    ? `${kind} ${alert.conversationId} ${alert.step} ${alert.owedSince}`
    : `${kind} ${alert.conversationId}`;
}

/** The list after one more, newest first; the same again moves nothing. */
export function withAlert(alerts: readonly BoardAlert[], next: BoardAlert): readonly BoardAlert[] {
  const key = alertKey(next);
  return alerts.some((alert) => alertKey(alert) === key) ? alerts : [next, ...alerts].slice(0, mostKept);
}
