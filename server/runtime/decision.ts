import type { ErrorCode, RefusedError } from "../contract/errors.ts";
import type { RoutingEvent } from "../routing/events.ts";
import type { Notice } from "../routing/outcome.ts";
import type { RoutingState } from "../routing/state.ts";
import type { CommandKey } from "../store/command-log.ts";

type Draft<E> = E extends RoutingEvent ? Omit<E, "id" | "at"> : never;
/** An event without what the dispatcher stamps on it. */
export type EventDraft = Draft<RoutingEvent>;

/** Texts that go with a decision into logs and desks, but never into the journal. */
export interface Facts {
  transferNote?: string | null;
  /** Set when a chat is given to a team's line. */
  transferTo?: { teamId: string; name: string } | null;
  /** Set when a supervisor puts a chat back in line. */
  isRequeue?: boolean;
  outcome?: { isSolved: boolean; category: string | null } | null;
}

export interface DispatchOptions {
  /** Makes the command harmless to repeat: its answer is stored with the decision. */
  command?: CommandKey;
  /** What the command is answered with when it succeeds. */
  answer?: unknown;
  facts?: Facts;
  /** Asked under the lock before the rules: a code refuses. */
  guard?: (state: RoutingState) => ErrorCode | null;
}

export interface Decision {
  notices: readonly Notice[];
  /** The stored answer, when this command had been done before. */
  answer: unknown;
  isRepeat: boolean;
}

/** An event that waits for its decision. */
export interface Asked {
  /** Its id in the journal: how a doubtful commit is settled. */
  id: string;
  draft: EventDraft;
  options: DispatchOptions;
}

export type Verdict = { decision: Decision; refusal: null } | { decision: null; refusal: RefusedError };
