/** Faults in the line and in the choice of agents, each planted alone. See `planted-faults.test.ts`. */
import { afterAll, describe, expect, it } from "vitest";
import { DEADLINE } from "./deadline-kinds.ts";
import { makeOffer } from "./offers.ts";
import { type Fault, firstBreach, listOf } from "./planted.ts";
import { standingOf } from "./standing.ts";
import { rules } from "./step.ts";
import { must, putAgent, type Stepping } from "./stepping.ts";

/** Asks whoever is ready for those who need more than that. */
function matchUnable(s: Stepping): void {
  for (const teamId of [...s.state.teams.keys()].sort()) {
    const team = s.state.index.teams.get(teamId);
    if (team === undefined) continue;
    const [agent] = team.ready;
    const line = [...team.lines.values()].find(({ offerable }) => offerable.size > 0);
    const first = line?.offerable.first();
    if (agent === undefined || first == null) continue;
    const entry = must(s.state.entries, first.id);
    const conversation = must(s.state.conversations, entry.conversationId);
    makeOffer(s, conversation, { agentId: agent.id, entry, fromAgentId: null });
  }
  rules.match(s);
}

const FAULTS: Fault[] = [
  { name: "what a customer needs is forgotten", caughtBy: "choice-is-able", rules: { match: matchUnable } },
  {
    name: "half a chat too much",
    caughtBy: "choice-within-capacity",
    standing: (agent, room) => standingOf(agent, room + 50),
  },
  {
    name: "a VIP's credit passes the bound",
    caughtBy: "credit-bounded",
    rules: { creditMs: (degree, vipMs, settings) => rules.creditMs(degree, 0, settings) + vipMs },
  },
  {
    name: "who leaves is asked",
    caughtBy: "offer-to-eligible",
    standing: (agent, room) => standingOf({ ...agent, leavingAt: null }, room),
  },
  {
    name: "work beside chats is not counted above the limit",
    caughtBy: "load-within-capacity",
    rules: {
      handlers: {
        ...rules.handlers,
        "side-work:changed": (s, event) => {
          const agent = s.state.agents.get(event.agentId);
          if (agent === undefined) return "unknown_agent";
          putAgent(s, { ...agent, sideWork: { requests: 9, consults: 0 } });
          return null;
        },
      },
    },
  },
  {
    name: "an overflow has no reason",
    caughtBy: "moves-explained",
    rules: {
      deadlines: {
        ...rules.deadlines,
        [DEADLINE.overflow]: (s, id, turnSeqs) => {
          const told = s.reasons.length;
          rules.deadlines[DEADLINE.overflow](s, id, turnSeqs);
          s.reasons.length = told;
        },
      },
    },
  },
  {
    name: "who is passed over is told every time",
    caughtBy: "skips-once",
    rules: {
      match: (s) => {
        rules.match(s);
        for (const reason of [...s.reasons]) if (reason.about === "skip") s.reasons.push(reason);
      },
    },
  },
  {
    name: "whoever rests or is away holds up the line",
    caughtBy: "nobody-waits",
    rules: {
      match: (s) => {
        for (const teamId of s.state.index.dirty) if (s.state.index.teams.get(teamId)?.untold.size) return;
        rules.match(s);
      },
    },
  },
  {
    name: "lots are drawn outside the state",
    caughtBy: "same-events-same-result",
    rules: {
      match: (s) => {
        s.state.meta = { ...s.state.meta, rng: Math.floor(Math.random() * 2 ** 32) };
        rules.match(s);
      },
    },
  },
];

describe("planted faults in the line", () => {
  const caught = new Map<string, string>();
  afterAll(() => console.log(listOf(FAULTS, caught)));

  it.each(FAULTS)("$name: caught by $caughtBy", (fault) => {
    const breach = firstBreach(fault);
    expect(breach?.invariant).toBe(fault.caughtBy);
    caught.set(fault.name, `${breach?.invariant} (seed ${breach?.seed})`);
  });
});
