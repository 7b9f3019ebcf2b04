"use client";

import type { TeamId } from "#server/contract/ids.ts";
import type { AgentInput } from "#components/realtime/command-shapes.ts";
import { useErrorText } from "#components/i18n/use-error-text.ts";
import { useAgentQuery } from "#components/realtime/use-agent-query.ts";
import { askerKinds } from "../asker-kinds.ts";
import { useSettled } from "../data/use-settled.ts";
import type { TeamOption } from "../team-option.ts";
import { TryView } from "./try-view.tsx";
import { rememberTry, type TriedBefore } from "./try-words.ts";

const PAUSE_MS = 250;

/** What was typed and tried, kept by the page: the console is drawn in a pane or in a drawer. */
export interface TryState {
  text: string;
  teamId: string | null;
  on: AgentInput<"answer:try">["on"];
  asIf: AgentInput<"answer:try">["asIf"];
  /** Kind of the customer who asks. */
  askerKind: string;
  tried: readonly TriedBefore[];
}
export const nothingTried: TryState = {
  text: "",
  teamId: null,
  on: "draft",
  asIf: "now",
  askerKind: askerKinds[0],
  tried: [],
};

/** The test console at work: asks the server a moment after the last key, and again when the library changes. */
export function TryConsole(props: {
  state: TryState;
  onState(state: TryState): void;
  teams: readonly TeamOption[];
  /** Kinds that entries are for, besides the usual ones. */
  askerKinds: readonly string[];
  hasUnsaved: boolean;
  onOpen(answerId: string): void;
}) {
  const { state, onState } = props;
  const errorText = useErrorText();
  const asked = useSettled(state.text.trim(), PAUSE_MS);
  const teamId = state.teamId ?? props.teams[0]?.id ?? null;
  // The options come from the server, so the id is a team's.
  const trial = useAgentQuery(
    "answer:try",
    { text: asked, teamId: teamId as TeamId | null, on: state.on, asIf: state.asIf, askerKind: state.askerKind },
    { isEnabled: asked !== "", keepPrevious: true, staleMs: 0 },
  );
  const result = asked === "" ? null : (trial.data ?? null);
  return (
    <TryView
      state={state}
      teamId={teamId ?? ""}
      onState={(change) => onState({ ...state, ...change })}
      onEnter={() =>
        result && asked === state.text.trim() && onState({ ...state, tried: rememberTry(state.tried, asked, result) })
      }
      teams={props.teams}
      askerKinds={props.askerKinds}
      result={result}
      askedText={asked}
      error={trial.error ? errorText(trial.error.code) : null}
      hasUnsaved={props.hasUnsaved}
      onOpen={props.onOpen}
    />
  );
}
