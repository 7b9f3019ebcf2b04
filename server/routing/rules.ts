/** The rules `step` goes by, in one place so that a test can plant a fault in exactly one. */
import type { Place } from "./assignments.ts";
import type { DeadlineKind } from "./deadline-kinds.ts";
import type { EventOf, RoutingEventType } from "./events.ts";
import type { RefusalCode } from "./outcome.ts";
import type { AssignmentRow, SettingsRow } from "./state.ts";
import type { Stepping } from "./stepping.ts";

/** Decides a refusal before it changes anything; null = done. */
export type Handler<T extends RoutingEventType> = (s: Stepping, event: EventOf<T>) => RefusalCode | null;
export type Handlers = { [T in RoutingEventType]: Handler<T> };

/** What happens when something falls due; afterwards that deadline is gone or in the future. */
export type DeadlineHandler = (s: Stepping, id: string, turnSeqs: Readonly<Record<string, number>>) => void;
export type DeadlineHandlers = Record<DeadlineKind, DeadlineHandler>;

export interface Rules {
  handlers: Handlers;
  deadlines: DeadlineHandlers;
  /** R2: milliseconds of credit for a lowest degree, and on top for a VIP. */
  creditMs: (degree: number | null, vipMs: number, settings: SettingsRow) => number;
  /** R4: the place a returning conversation has. */
  keptPlace: (assignment: AssignmentRow, at: number) => Place;
  match: (s: Stepping) => void;
}
