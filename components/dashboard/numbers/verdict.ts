import type { AgentView, Board } from "#server/contract/views.ts";
import { waitHeat } from "#components/ui/wait.tsx";
import { WAIT_LIMIT_MS } from "../limits.ts";
import { isOverdue, owedSince } from "../owed-since.ts";

type Place = { teamId: string; team: string; waiting: number };

/** One thing that is wrong (`danger`: somebody has to act) or becoming so (`warning`). */
export type Finding =
  | ({ kind: "nobody"; tone: "danger" } & Place)
  | ({ kind: "wait"; tone: "danger" | "warning"; longestMs: number } & Place)
  | { kind: "owed"; tone: "danger"; count: number; longestMs: number }
  | { kind: "lost"; tone: "warning"; agent: Pick<AgentView, "id" | "name">; load: number }
  | ({ kind: "full"; tone: "warning" } & Place)
  | { kind: "empty"; tone: "warning" };

export interface Verdict {
  tone: "good" | "warning" | "danger";
  /** Worst first. */
  findings: Finding[];
  /** How many of them are wrong; the rest are to be watched. */
  wrong: number;
}

/** Is anything wrong, and where? `now` is the server's clock, epoch ms. */
export function verdictOf(board: Board, now: number): Verdict {
  const found = [
    ...board.teams.flatMap((team) => teamFindings(team, now)),
    ...owedFinding(board, now),
    ...lostFindings(board),
    ...emptyFinding(board),
  ];
  const findings = [
    ...found.filter(({ tone }) => tone === "danger"),
    ...found.filter(({ tone }) => tone === "warning"),
  ];
  const wrong = findings.filter(({ tone }) => tone === "danger").length;
  return { tone: wrong > 0 ? "danger" : findings.length > 0 ? "warning" : "good", findings, wrong };
}

/** One finding a team at most: the worst of nobody there, a long wait, no seat left. */
function teamFindings(team: Board["teams"][number], now: number): Finding[] {
  if (team.waiting === 0) return [];
  const place: Place = { teamId: team.id, team: team.name, waiting: team.waiting };
  if (team.totalSeats === 0) return [{ kind: "nobody", tone: "danger", ...place }];
  const longestMs = team.longestSince === null ? 0 : now - team.longestSince;
  const heat = waitHeat(longestMs, WAIT_LIMIT_MS);
  if (heat !== "cool") return [{ kind: "wait", tone: heat === "hot" ? "danger" : "warning", longestMs, ...place }];
  return team.freeSeats <= 0 ? [{ kind: "full", tone: "warning", ...place }] : [];
}

function owedFinding(board: Board, now: number): Finding[] {
  const overdue = board.served
    .filter((conversation) => isOverdue(board, conversation, now))
    .map((conversation) => now - owedSince(conversation));
  return overdue.length > 0
    ? [{ kind: "owed", tone: "danger", count: overdue.length, longestMs: Math.max(...overdue) }]
    : [];
}

/** Agents who hold conversations and whom we no longer see. */
function lostFindings(board: Board): Finding[] {
  return board.agents
    .filter((agent) => agent.load > 0 && agent.presence !== "present")
    .map(({ id, name, load }) => ({ kind: "lost", tone: "warning", agent: { id, name }, load }));
}

/** Nobody is available anywhere and nobody waits for it yet: who asks now has to leave a message. */
function emptyFinding(board: Board): Finding[] {
  const isEmpty =
    board.teams.length > 0 && board.teams.every(({ totalSeats, waiting }) => totalSeats === 0 && waiting === 0);
  return isEmpty ? [{ kind: "empty", tone: "warning" }] : [];
}
