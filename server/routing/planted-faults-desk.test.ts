/** Faults at desks and in timers, each planted alone, each to be caught by name. See `planted-faults.test.ts`. */
import { afterAll, describe, expect, it } from "vitest";
import { DEADLINE } from "./deadline-kinds.ts";
import { assignmentsOf } from "./holdings.ts";
import { type Fault, firstBreach, listOf } from "./planted.ts";
import { rules } from "./step.ts";
import { must, putAgent, putConversation } from "./stepping.ts";

const { handlers, deadlines } = rules;
const MARK = { since: 0, declinedBy: [], isNobodyTold: true } as const;

const FAULTS: Fault[] = [
  {
    name: "a reminder goes out though the answer is in the log",
    caughtBy: "automatic-holds",
    rules: {
      deadlines: {
        ...deadlines,
        [DEADLINE.ladder]: (s, id) =>
          deadlines[DEADLINE.ladder](s, id, { [id]: must(s.state.conversations, id).turnSeq }),
      },
    },
  },
  {
    name: "a reminder goes out twice",
    caughtBy: "steps-once",
    rules: {
      deadlines: {
        ...deadlines,
        [DEADLINE.ladder]: (s, id, turnSeqs) => {
          const { ladderStep } = must(s.state.conversations, id);
          deadlines[DEADLINE.ladder](s, id, turnSeqs);
          const now = must(s.state.conversations, id);
          putConversation(s, { ...now, ladderStep, ladderAt: now.ladderAt === null ? null : s.at + 5_000 });
        },
      },
    },
  },
  {
    name: "the ladder runs on after the answer",
    caughtBy: "ladder-clock",
    rules: {
      handlers: {
        ...handlers,
        "turn:changed": (s, event) => {
          const was = s.state.conversations.get(event.conversationId);
          const code = handlers["turn:changed"](s, event);
          if (code !== null || was === undefined || was.ladderAt === null) return code;
          putConversation(s, { ...must(s.state.conversations, was.id), ladderAt: was.ladderAt });
          return null;
        },
      },
    },
  },
  {
    name: "an answered chat is still offered on",
    caughtBy: "ladder-clock",
    rules: {
      handlers: {
        ...handlers,
        "turn:changed": (s, event) => {
          const mark = s.state.conversations.get(event.conversationId)?.reoffer ?? null;
          const code = handlers["turn:changed"](s, event);
          if (code === null)
            putConversation(s, { ...must(s.state.conversations, event.conversationId), reoffer: mark });
          return code;
        },
      },
    },
  },
  {
    name: "who declined is asked again for the chat offered on",
    caughtBy: "reoffer-allowed",
    rules: {
      match: (s) => {
        rules.match(s);
        for (const { kind, agentId, conversationId } of s.state.offers.values()) {
          const row = must(s.state.conversations, conversationId);
          if (kind !== "reoffer" || row.reoffer === null) continue;
          putConversation(s, { ...row, reoffer: { ...row.reoffer, declinedBy: [agentId] } });
          return;
        }
      },
    },
  },
  {
    name: "who does not respond keeps the offers",
    caughtBy: "offer-to-eligible",
    rules: {
      deadlines: {
        ...deadlines,
        [DEADLINE.ladder]: (s, id, turnSeqs) => {
          const { assigneeId } = must(s.state.conversations, id);
          deadlines[DEADLINE.ladder](s, id, turnSeqs);
          const agent = must(s.state.agents, assigneeId);
          putAgent(s, { ...agent, notResponding: { since: s.at, why: "unanswered" } });
        },
      },
    },
  },
  {
    name: "who leaves hands over everything at once",
    caughtBy: "hand-over",
    rules: {
      handlers: {
        ...handlers,
        "leaving:set": (s, event) => {
          const code = handlers["leaving:set"](s, event);
          if (code !== null || event.inMs === null) return code;
          for (const { conversationId } of assignmentsOf(s.state, event.agentId)) {
            const row = must(s.state.conversations, conversationId);
            putConversation(s, { ...row, reoffer: { ...MARK, why: "leaving" } });
          }
          return null;
        },
      },
    },
  },
  {
    name: "a promise leaves the quiet clocks running",
    caughtBy: "promise-clock",
    rules: {
      handlers: {
        ...handlers,
        "promise:made": (s, event) => {
          const was = s.state.conversations.get(event.conversationId);
          const code = handlers["promise:made"](s, event);
          if (code !== null || was === undefined) return code;
          const { quietWarnAt, quietCloseAt } = was;
          putConversation(s, { ...must(s.state.conversations, was.id), quietWarnAt, quietCloseAt });
          return null;
        },
      },
    },
  },
  {
    name: "busy without end is ended",
    caughtBy: "presence-consistent",
    rules: {
      handlers: {
        ...handlers,
        "availability:set": (s, event) => {
          const code = handlers["availability:set"](s, event);
          if (code === null) putAgent(s, { ...must(s.state.agents, event.agentId), availabilityUntil: s.at + 60_000 });
          return code;
        },
      },
    },
  },
];

describe("planted faults at desks and in timers", () => {
  const caught = new Map<string, string>();
  afterAll(() => console.log(listOf(FAULTS, caught)));

  it.each(FAULTS)("$name: caught by $caughtBy", (fault) => {
    const breach = firstBreach(fault);
    expect(breach?.invariant).toBe(fault.caughtBy);
    caught.set(fault.name, `${breach?.invariant} (seed ${breach?.seed})`);
  });
});
