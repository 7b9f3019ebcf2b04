/** A check that cannot fail is a defect: each fault is planted alone and must be caught by name. */
import { afterAll, describe, expect, it } from "vitest";
import { endAssignment } from "./assignments.ts";
import { DEADLINE, type DeadlineKind } from "./deadline-kinds.ts";
import { assignmentOf } from "./holdings.ts";
import { makeOffer } from "./offers.ts";
import { type Fault, firstBreach, listOf } from "./planted.ts";
import { putChange } from "./put-row.ts";
import { loseAgent } from "./queue-line.ts";
import { reasonFromQueue } from "./reasons.ts";
import type { Handlers, Rules } from "./rules.ts";
import { standingOf } from "./standing.ts";
import { rules } from "./step.ts";
import { change, must, putAgent, type Stepping } from "./stepping.ts";

const handling = (handlers: Partial<Handlers>): Partial<Rules> => ({ handlers: { ...rules.handlers, ...handlers } });
const falling = (kind: DeadlineKind, handler: Rules["deadlines"][DeadlineKind]): Partial<Rules> => ({
  deadlines: { ...rules.deadlines, [kind]: handler },
});

/** Asks the last in line instead of the first. */
function matchBackwards(s: Stepping): void {
  for (const teamId of [...s.state.index.dirty].sort()) {
    const team = s.state.index.teams.get(teamId);
    const [agent] = team?.ready ?? [];
    const last = [...(team?.offerable ?? [])].at(-1);
    if (team === undefined || agent === undefined || last === undefined) continue;
    const entry = must(s.state.entries, last.id);
    const { key, conversationId, declinedBy: except } = entry;
    const ask = { line: team, teamId, conversationId, entry, key, agentId: agent.id, except, at: s.at };
    const reason = reasonFromQueue(s.state, { ...ask, why: "next_in_service" });
    const conversation = must(s.state.conversations, entry.conversationId);
    const offer = makeOffer(s, conversation, { agentId: agent.id, entry, fromAgentId: null });
    s.reasons.push({ about: "offer", id: offer.id, conversationId: conversation.id, at: s.at, ...reason });
  }
  rules.match(s);
}

/** Offers an offered entry to a second agent as well. */
function matchTwice(s: Stepping): void {
  rules.match(s);
  for (const offer of s.state.offers.values()) {
    const entry = s.state.entries.get(offer.entryId ?? "");
    const [agent] = s.state.index.teams.get(entry?.teamId ?? "")?.ready ?? [];
    if (entry === undefined || agent === undefined) continue;
    makeOffer(s, must(s.state.conversations, offer.conversationId), { agentId: agent.id, entry, fromAgentId: null });
    return;
  }
}

let drawn = 0;

const FAULTS: Fault[] = [
  {
    name: "one seat too many",
    caughtBy: "choice-within-capacity",
    standing: (agent, room) => standingOf(agent, room + 100),
  },
  {
    name: "an override is not recorded",
    caughtBy: "load-within-capacity",
    rules: handling({
      "conversation:assigned-by-supervisor": (s, event) => {
        const code = rules.handlers["conversation:assigned-by-supervisor"](s, event);
        if (code === null) putAgent(s, { ...must(s.state.agents, event.agentId), overBy: 0 });
        return code;
      },
    }),
  },
  {
    name: "stale presence: the absent are asked",
    caughtBy: "offer-to-eligible",
    standing: (agent, room) => standingOf({ ...agent, presentOn: ["anywhere"] }, room),
  },
  {
    name: "turning busy leaves the offers",
    caughtBy: "offer-to-eligible",
    rules: handling({
      "availability:set": (s, event) => {
        const agent = s.state.agents.get(event.agentId);
        if (agent === undefined) return "unknown_agent";
        putAgent(s, { ...agent, availability: event.availability, busyReason: null });
        return null;
      },
    }),
  },
  {
    name: "a returning conversation loses its place",
    caughtBy: "key-kept",
    rules: {
      keptPlace: (assignment, at) => ({ ...rules.keptPlace(assignment, at), entryKey: at, enteredAt: at, creditMs: 0 }),
    },
  },
  {
    name: "credit without a bound",
    caughtBy: "credit-bounded",
    rules: { creditMs: (degree) => Math.round((1 - (degree ?? 1)) * 3_600_000) },
  },
  {
    name: "a close forgets the seat",
    caughtBy: "no-orphans",
    rules: handling({
      "conversation:closed": (s, event) => {
        const row = s.state.conversations.get(event.conversationId);
        if (row === undefined || row.state === "waiting") return "unknown_conversation";
        change(s, { kind: "conversation", id: row.id, row: null, ended: { ...row, state: "closed", endedAt: s.at } });
        return null;
      },
    }),
  },
  {
    name: "a close frees the seat but keeps the conversation",
    caughtBy: "one-state",
    rules: handling({
      "conversation:closed": (s, event) => {
        const assignment = assignmentOf(s.state, event.conversationId);
        if (assignment === null) return "not_assigned";
        endAssignment(s, assignment, "closed");
        return null;
      },
    }),
  },
  {
    name: "a lost agent keeps the chats",
    caughtBy: "seat-watched",
    rules: falling(DEADLINE.agentGrace, (s, id) => putAgent(s, { ...must(s.state.agents, id), graceUntil: null })),
  },
  {
    name: "a freed seat wakes nobody",
    caughtBy: "nobody-waits",
    rules: {
      match: (s) => (s.notices.some((notice) => notice.type === "assignment:ended") ? undefined : rules.match(s)),
    },
  },
  { name: "the last in line goes first", caughtBy: "order-by-key", rules: { match: matchBackwards } },
  { name: "one entry is offered twice", caughtBy: "one-pending-offer", rules: { match: matchTwice } },
  {
    name: "a tick handles only one deadline",
    caughtBy: "deadlines-in-future",
    rules: handling({
      tick: (s, event) => {
        const due = s.state.index.deadlines.first();
        if (due !== null && due.a <= s.at) s.rules.deadlines[due.b as DeadlineKind](s, due.id, event.turnSeqs);
        return null;
      },
    }),
  },
  {
    name: "the count served does not fall",
    caughtBy: "served-recount",
    rules: handling({
      "conversation:closed": (s, event) => {
        const assignment = assignmentOf(s.state, event.conversationId);
        const served = assignment === null ? 0 : must(s.state.agents, assignment.agentId).servedCount;
        const code = rules.handlers["conversation:closed"](s, event);
        if (code === null && assignment !== null)
          putAgent(s, { ...must(s.state.agents, assignment.agentId), servedCount: served });
        return code;
      },
    }),
  },
  {
    name: "turning busy drops accepted chats",
    caughtBy: "choice-keeps-chats",
    rules: handling({
      "availability:set": (s, event) => {
        const code = rules.handlers["availability:set"](s, event);
        if (code === null && event.availability !== "available") loseAgent(s, event.agentId);
        return code;
      },
    }),
  },
  {
    name: "a quiet customer is closed though a message came",
    caughtBy: "automatic-holds",
    rules: falling(DEADLINE.quietClose, (s, id) => {
      const { turnSeq } = must(s.state.conversations, id);
      rules.deadlines[DEADLINE.quietClose](s, id, { [id]: turnSeq });
    }),
  },
  {
    name: "a change is made but not noted",
    caughtBy: "outcome-is-the-change",
    rules: handling({
      "turn:changed": (s, event) => {
        const row = s.state.conversations.get(event.conversationId);
        if (row === undefined) return "unknown_conversation";
        putChange(s.state, { kind: "conversation", id: row.id, row: { ...row, turnSeq: event.logSeq }, ended: null });
        return null;
      },
    }),
  },
  {
    name: "something not in the events decides",
    caughtBy: "same-events-same-result",
    rules: {
      creditMs: (degree, vipMs, settings) => {
        drawn += 1;
        return Math.max(0, rules.creditMs(degree, vipMs, settings) - (drawn % 2));
      },
    },
  },
];

describe("planted faults", () => {
  const caught = new Map<string, string>();
  afterAll(() => console.log(listOf(FAULTS, caught)));

  it.each(FAULTS)("$name: caught by $caughtBy", (fault) => {
    const breach = firstBreach(fault);
    expect(breach?.invariant).toBe(fault.caughtBy);
    caught.set(fault.name, `${breach?.invariant} (seed ${breach?.seed})`);
  });

  it("without a fault nothing is caught", () => {
    expect(firstBreach({ name: "none", caughtBy: "" })).toBeNull();
  });
});
