/**
 * Every command of both namespaces: which permission it must ask for, and inputs that name somebody's things. A command
 * without a row does not compile, and fails the test that walks the contract.
 */
import { randomUUID } from "node:crypto";
import { routingDefaults } from "../actions/routing/routing-view.ts";
import type { AgentCommandName } from "../contract/index.ts";
import type { Permission } from "../contract/command.ts";
import type { CustomerCommandName } from "../contract/customer-commands.ts";

/** What can be named. One set of ids is a stranger's, another is made up. */
export interface Named {
  conversationId: string;
  closedConversationId: string;
  itemId: string;
  mediaId: string;
  offerId: string;
  requestId: string;
  sessionId: string;
}

export const madeUp = (): Named => ({
  conversationId: randomUUID(),
  closedConversationId: randomUUID(),
  itemId: randomUUID(),
  mediaId: randomUUID(),
  offerId: randomUUID(),
  requestId: randomUUID(),
  sessionId: randomUUID(),
});

export interface Row {
  permission: Permission;
  /** Inputs that fit the schema, over what they name. Those of `names: false` reach nothing of anybody. */
  inputs(named: Named): Record<string, unknown>[];
  names: boolean;
  /** Answers alike without a refusal, because nothing is told and nothing done. */
  isSilent?: boolean;
}

const row = (permission: Permission, inputs: Row["inputs"], more: Partial<Row> = {}): Row => ({
  permission,
  inputs,
  names: true,
  ...more,
});
const plain = (permission: Permission, input: Record<string, unknown> = {}): Row => ({
  permission,
  inputs: () => [{ ...input }],
  names: false,
});
const once = () => ({ clientId: randomUUID() });
/** An open one and a closed one. */
const either = ({ conversationId, closedConversationId }: Named) => [
  { conversationId },
  { conversationId: closedConversationId },
];
const text = (words: string) => ({ text: words, mediaId: null, answerId: null });

export const customerTable: Record<CustomerCommandName, Row> = {
  "thread:open": plain("customer", { pageUrl: null }),
  "thread:earlier": row("customer", (named) => either(named).map((each) => ({ ...each, beforeSeq: 9 }))),
  "stream:resume": row("customer", (named) => either(named).map((each) => ({ ...each, afterSeq: 0 }))),
  "message:send": row("customer", (named) => [
    ...either(named).map((each) => ({ ...once(), ...each, ...text("Let me in") })),
    { ...once(), conversationId: null, ...text("x"), text: null, mediaId: named.mediaId },
  ]),
  "answer:rate": row("customer", (named) =>
    either(named).map((each) => ({ ...once(), ...each, itemId: named.itemId, isHelpful: true, comment: null })),
  ),
  "handoff:request": row("customer", (named) => either(named).map((each) => ({ ...once(), ...each }))),
  "handoff:decline": row("customer", (named) => either(named).map((each) => ({ ...once(), ...each }))),
  "queue:leave": row("customer", (named) => either(named).map((each) => ({ ...once(), ...each }))),
  "connection:acknowledge": row("customer", (named) => either(named).map((each) => ({ ...once(), ...each }))),
  "conversation:end": row("customer", (named) => either(named).map((each) => ({ ...once(), ...each }))),
  "conversation:rate": row("customer", (named) =>
    either(named).map((each) => ({ ...once(), ...each, score: 1, comment: null })),
  ),
  "request:leave": row("customer", (named) =>
    either(named).map((each) => ({ ...once(), ...each, text: "Call me", name: null, contact: null })),
  ),
  "typing:set": row("customer", (named) => either(named).map((each) => ({ ...each, isTyping: true, preview: "hm" }))),
  "cursor:advance": row("customer", (named) => either(named).map((each) => ({ ...each, deliveredSeq: 1, readSeq: 1 }))),
  "profile:set": plain("customer", { name: null, contact: null, language: "en" }),
};

const anybody = randomUUID();
const one = () => [{ ...once(), id: anybody }];

export const agentTable: Record<AgentCommandName, Row> = {
  "desk:open": plain("staff"),
  "desk:resume": plain("staff", { afterSeq: 0 }),
  "availability:set": row(
    "agent",
    () => [{ ...once(), availability: "available", reason: null, until: null, isAutomatic: false }],
    { names: false },
  ),
  "agent:return": row("staff", () => [{ ...once(), agentId: null }], { names: false }),
  "leaving:set": row("staff", () => [{ ...once(), agentId: null, inMs: null }], { names: false }),
  "wrap-up:end": row("agent", (named) => either(named).map((each) => ({ ...once(), ...each, outcome: null }))),
  "promise:make": row("agent", (named) => either(named).map((each) => ({ ...once(), ...each, until: null }))),
  "entry:take": row("agent", (named) => either(named).map((each) => ({ ...once(), ...each }))),
  "entry:move": row("supervisor", ({ conversationId }) => [{ ...once(), conversationId, teamId: anybody }], {
    names: false,
  }),
  "decision:list": row("staff", either),
  "decision:full": row("supervisor", () => [{ journalSeq: 1, position: 0 }], { names: false }),
  "offer:accept": row("agent", ({ offerId }) => [{ ...once(), offerId }]),
  "offer:decline": row("agent", ({ offerId }) => [{ ...once(), offerId }]),
  "colleague:list": plain("staff"),
  "canned:list": plain("staff"),
  "canned:save": row(
    "supervisor",
    () => [{ ...once(), id: null, shortcut: "x", title: "X", body: "X", language: "en" }],
    { names: false },
  ),
  "canned:remove": row("supervisor", one, { names: false }),
  "conversation:open": row("staff", either),
  "conversation:leave": row("staff", either, { isSilent: true }),
  "conversation:earlier": row("staff", (named) => either(named).map((each) => ({ ...each, beforeSeq: 9 }))),
  "stream:resume": row("staff", (named) => either(named).map((each) => ({ ...each, afterSeq: 0 }))),
  "conversation:list": plain("staff", { which: "served", search: null, before: null }),
  "message:send": row("agent", (named) => either(named).map((each) => ({ ...once(), ...each, ...text("Let me in") }))),
  "note:add": row("staff", (named) => either(named).map((each) => ({ ...once(), ...each, text: "Let me in" }))),
  "transfer:start": row("agent", (named) =>
    either(named).map((each) => ({ ...once(), ...each, toAgentId: anybody, toTeamId: null, note: null })),
  ),
  "transfer:withdraw": row("agent", (named) => either(named).map((each) => ({ ...once(), ...each }))),
  "conversation:close": row("agent", (named) =>
    either(named).map((each) => ({ ...once(), ...each, outcome: { isSolved: true, category: null } })),
  ),
  "typing:set": row("agent", (named) => either(named).map((each) => ({ ...each, isTyping: true }))),
  "cursor:advance": row("staff", (named) => either(named).map((each) => ({ ...each, deliveredSeq: 1, readSeq: 1 }))),
  "request:list": plain("staff", { states: ["stored", "claimed", "answered", "read", "withdrawn"], before: null }),
  "request:claim": row("agent", ({ requestId }) => [{ ...once(), requestId }]),
  "request:release": row("agent", ({ requestId }) => [{ ...once(), requestId }]),
  "request:answer": row("agent", ({ requestId }) => [{ ...once(), requestId, text: "Mine now" }]),
  // A supervisor reads and steers the whole shop: there is no stranger's thing for them.
  "board:open": plain("supervisor"),
  "board:leave": plain("supervisor"),
  "conversation:assign": row("supervisor", ({ conversationId }) => [{ ...once(), conversationId, agentId: anybody }], {
    names: false,
  }),
  "conversation:requeue": row("supervisor", ({ conversationId }) => [{ ...once(), conversationId, teamId: null }], {
    names: false,
  }),
  "conversation:stop": row("supervisor", ({ conversationId }) => [{ ...once(), conversationId }], { names: false }),
  "agent:set-availability": row(
    "supervisor",
    () => [{ ...once(), agentId: anybody, availability: "offline", reason: null, until: null }],
    { names: false },
  ),
  "answer:list": plain("library"),
  "answer:get": row("library", () => [{ id: anybody }], { names: false }),
  "answer:try": plain("library", {
    text: "delivery",
    teamId: null,
    on: "published",
    asIf: "now",
    askerKind: "customer",
  }),
  "library:list": plain("library", {
    query: "",
    category: null,
    isUncategorised: false,
    language: null,
    health: null,
    state: null,
    sort: "title",
    after: null,
    limit: 10,
  }),
  "library:get": row("library", () => [{ id: anybody }], { names: false }),
  "library:save-draft": row(
    "library",
    () => [
      {
        ...once(),
        id: null,
        expectedRevision: 0,
        content: {
          kind: "answer",
          title: "X",
          body: "X",
          category: null,
          language: "en",
          teamId: null,
          askerKind: null,
          questions: ["x?"],
          pictureIds: [],
          quickReplies: [],
          followUpIds: [],
          isEnabled: true,
        },
      },
    ],
    { names: false },
  ),
  "library:discard-draft": row("library", () => [{ ...once(), ids: [anybody] }], { names: false }),
  "library:remove": row("library", () => [{ ...once(), ids: [anybody] }], { names: false }),
  "library:edit-many": row("library", () => [{ ...once(), ids: [anybody], change: { isEnabled: false } }], {
    names: false,
  }),
  "library:diff": plain("library", { of: "drafts", ids: null, after: null, limit: 10 }),
  "library:publish": row("library", () => [{ ...once(), note: "", expectedDrafts: "none", ids: null }], {
    names: false,
  }),
  "library:versions": plain("library", { before: null, limit: 10 }),
  "library:rollback": row("library", () => [{ ...once(), to: 0, expectedVersion: 999 }], { names: false }),
  "library:collisions": plain("library", { id: null, questions: ["x?"] }),
  "library:suggest-questions": row("library", () => [{ id: anybody }], { names: false }),
  "routing:replay-days": plain("supervisor", { timeZone: "Europe/Berlin" }),
  "routing:replay": row(
    "supervisor",
    () => [{ ...once(), day: "2001-01-01", timeZone: "Europe/Berlin", changes: [], seed: 1 }],
    { names: false },
  ),
  "routing:replay-job": row("supervisor", () => [{ id: anybody }], { names: false }),
  "routing:replay-cancel": row("supervisor", () => [{ ...once(), id: anybody }], { names: false }),
  "library:trial": row("library", () => [{ ...once(), days: 1, ids: null }], { names: false }),
  "library:job": row("library", () => [{ id: anybody }], { names: false }),
  "library:jobs": plain("library"),
  "library:cancel-job": row("library", () => [{ ...once(), id: anybody }], { names: false }),
  "library:import-apply": row("library", () => [{ ...once(), id: anybody, isPublished: false, note: "" }], {
    names: false,
  }),
  "unanswered:list": plain("library", { days: 30, language: null, which: "open", after: null, limit: 10 }),
  "unanswered:add-to": row("library", () => [{ ...once(), questionIds: [anybody], answerId: null, questions: null }], {
    names: false,
  }),
  "unanswered:dismiss": row("library", () => [{ ...once(), questionIds: [anybody] }], { names: false }),
  "unanswered:restore": row("library", () => [{ ...once(), questionIds: [anybody] }], { names: false }),
  "learned:list": plain("library", { answerId: null, isRevoked: false, after: null, limit: 10 }),
  "learned:revoke": row("library", () => [{ ...once(), ids: [anybody], isRevoked: true }], { names: false }),
  "assist:suggest": row("agent", (named) => [
    ...either(named).map((each) => ({ ...each, text: null })),
    { conversationId: named.conversationId, text: "delivery" },
  ]),
  "answer:mark-right": row("agent", (named) =>
    either(named).map((each) => ({ ...once(), ...each, itemId: named.itemId, answerId: anybody })),
  ),
  "thresholds:explain": row("supervisor", () => [{ teamId: anybody }], { names: false }),
  "assist:propose": row("agent", (named) =>
    either(named).map((each) => ({ ...once(), ...each, itemId: named.itemId, title: "X", questions: ["x?"] })),
  ),
  "person:list": plain("admin"),
  "person:save": row(
    "admin",
    () => [
      {
        ...once(),
        id: null,
        email: "x@shop.example",
        name: "X",
        roles: ["admin"],
        teamIds: [],
        capacity: 1,
        languages: ["en"],
        skills: { X: 1 },
      },
    ],
    { names: false },
  ),
  "person:set-disabled": row("admin", () => [{ ...once(), id: anybody, isDisabled: true }], { names: false }),
  "person:reset-password": row("admin", one, { names: false }),
  "team:save": row(
    "admin",
    () => [
      {
        ...once(),
        id: null,
        name: "X",
        languages: [],
        isDefault: false,
        isAutoAccept: false,
        offerMs: 20_000,
        maxWaiting: null,
        memberIds: [],
      },
    ],
    { names: false },
  ),
  "team:remove": row("admin", one, { names: false }),
  "settings:get": plain("admin"),
  "settings:save": row(
    "admin",
    () => [
      {
        ...once(),
        name: "X",
        greeting: { en: "X" },
        accentColor: "#000000",
        allowedOrigins: [],
        busyReasons: [],
        handOff: { single: 0.5, mean: 0.5 },
      },
    ],
    { names: false },
  ),
  "demo:remove": row("admin", () => [once()], { names: false }),
  "routing:read": plain("supervisor"),
  "routing:save-team": row(
    "admin",
    () => [{ ...once(), teamId: anybody, rules: routingDefaults.rules, timetable: null }],
    { names: false },
  ),
  "routing:save-shop": row("admin", () => [{ ...once(), ...routingDefaults.shop }], { names: false }),
  "customer:set-vip": row("supervisor", () => [{ ...once(), customerId: anybody, isVip: true }], { names: false }),
  "account:get": plain("staff"),
  "account:change-password": plain("staff", { current: "not this", next: "brass lamp on tuesday" }),
  "account:set-language": plain("staff", { language: "en" }),
  "session:revoke": row("staff", ({ sessionId }) => [{ ...once(), id: sessionId }]),
};
