import { z } from "zod";
import {
  conversationIdSchema,
  customerIdSchema,
  offerIdSchema,
  siteIdSchema,
  staffIdSchema,
  teamIdSchema,
} from "./ids.ts";
import { closeReasonSchema, decisionSchema, ladderStepSchema, offerKindSchema, outcomeSchema } from "./items.ts";
import { timeSchema } from "./text.ts";

export const localizedTextSchema = z.record(z.string().max(20), z.string().max(2000));
export type LocalizedText = z.infer<typeof localizedTextSchema>;

/** What a site looks like to its customers. */
export const siteViewSchema = z.object({
  id: siteIdSchema,
  key: z.string(),
  name: z.string(),
  greeting: localizedTextSchema,
  accentColor: z.string(),
});
export type SiteView = z.infer<typeof siteViewSchema>;

/** Who serves a live conversation, seen from the log. */
export const conversationStateSchema = z.enum(["library", "waiting", "served", "closed"]);
export type ConversationState = z.infer<typeof conversationStateSchema>;

/**
 * Latest wins, unnumbered: how far one side has received and read the other's items.
 * In the customer's views the numbers are public ones, in staff views the full ones.
 */
export const cursorSchema = z.object({ deliveredSeq: z.number().int(), readSeq: z.number().int() });
export type Cursor = z.infer<typeof cursorSchema>;

// ── the desk ───────────────────────────────────────────────────────────────────────────────────────────────────────

export const roleSchema = z.enum(["agent", "supervisor", "admin"]);
export type Role = z.infer<typeof roleSchema>;
export const availabilitySchema = z.enum(["available", "busy", "offline"]);
export type Availability = z.infer<typeof availabilitySchema>;
export const presenceSchema = z.enum(["present", "grace", "gone"]);
export type Presence = z.infer<typeof presenceSchema>;

export const teamViewSchema = z.object({ id: teamIdSchema, name: z.string() });

export const customerViewSchema = z.object({
  id: customerIdSchema,
  name: z.string().nullable(),
  contact: z.string().nullable(),
  language: z.string(),
  kind: z.string(),
  isVip: z.boolean(),
  isPresent: z.boolean(),
  pageUrl: z.string().nullable(),
  firstSeenAt: timeSchema,
  lastSeenAt: timeSchema,
});
export type CustomerView = z.infer<typeof customerViewSchema>;

/** A conversation as a row of a list and as the head of an open one. */
export const conversationViewSchema = z.object({
  id: conversationIdSchema,
  state: conversationStateSchema,
  customerId: customerIdSchema,
  customerName: z.string().nullable(),
  language: z.string(),
  teamId: teamIdSchema.nullable(),
  teamName: z.string().nullable(),
  assigneeId: staffIdSchema.nullable(),
  assigneeName: z.string().nullable(),
  /** Newest number of the log this view was read at. */
  headSeq: z.number().int(),
  /** Who owes the next word, and since when. */
  turn: z.enum(["customer", "agent", "library", "nobody"]),
  turnSince: timeSchema,
  /** First unanswered word of the customer, while a person owes one. */
  owedSince: timeSchema.nullable(),
  /**
   * The last reminder step done for this word: 1 agent, 2 customer, 3 supervisor, 4 reoffer, 5 unresponsive; 0 none, and as
   * soon as `owedSince` is null. Follows from `reminder` items.
   */
  ladderStep: z.number().int(),
  /** Until when the holder promised an answer. Follows from `promise` items; null with a new holder. */
  promisedAt: timeSchema.nullable(),
  /** Offered to somebody else, as the holder does not answer; false as soon as the holder has answered or changed. */
  isReoffered: z.boolean(),
  lastText: z.string().nullable(),
  lastAuthorKind: z.enum(["customer", "agent", "library", "system"]).nullable(),
  lastAt: timeSchema,
  openedAt: timeSchema,
  closedAt: timeSchema.nullable(),
  closeReason: closeReasonSchema.nullable(),
  outcome: outcomeSchema.nullable(),
  /** Lowest and mean degree of the questions asked so far. */
  lowestDegree: z.number().nullable(),
  meanDegree: z.number().nullable(),
  rating: z.number().int().nullable(),
  isCustomerPresent: z.boolean(),
  /** Items by others after this reader's cursor. */
  unread: z.number().int(),
});
export type ConversationView = z.infer<typeof conversationViewSchema>;

/**
 * The part of a conversation that changes with its log: comes with every item and is merged into the view a page holds.
 * Names follow from the items themselves (`assigned`, `queued`) or from the next snapshot.
 */
export const conversationHeadSchema = conversationViewSchema.pick({
  id: true,
  state: true,
  teamId: true,
  assigneeId: true,
  headSeq: true,
  turn: true,
  turnSince: true,
  owedSince: true,
  lastText: true,
  lastAuthorKind: true,
  lastAt: true,
  closedAt: true,
  closeReason: true,
  outcome: true,
  lowestDegree: true,
  meanDegree: true,
  rating: true,
});
export type ConversationHead = z.infer<typeof conversationHeadSchema>;

export const offerViewSchema = z.object({
  id: offerIdSchema,
  conversation: conversationViewSchema,
  isTransfer: z.boolean(),
  /** `reoffer`: `fromName` does not answer, or leaves. */
  kind: offerKindSchema,
  fromName: z.string().nullable(),
  note: z.string().nullable(),
  /** The customer's last words before asking. */
  quote: z.string().nullable(),
  waitingSince: timeSchema,
  createdAt: timeSchema,
  deadlineAt: timeSchema,
  /** Server clock when this view was made, so that a browser with a wrong clock counts down rightly. */
  now: timeSchema,
  decision: decisionSchema.nullable(),
});
export type OfferView = z.infer<typeof offerViewSchema>;

export const meSchema = z.object({
  id: staffIdSchema,
  email: z.string(),
  name: z.string(),
  roles: z.array(roleSchema),
  language: z.string(),
  mustChangePassword: z.boolean(),
});
export type Me = z.infer<typeof meSchema>;

/** Where somebody stands towards new work, the first that applies. */
export const standingSchema = z.enum([
  "disabled",
  "offline",
  "busy",
  "not_responding",
  "leaving",
  "absent",
  "full",
  "ready",
]);
export type StandingView = z.infer<typeof standingSchema>;

/** Asked for nothing until they say they are back: offers ran out, or a customer waited too long for a word. */
export const notRespondingSchema = z.object({ since: timeSchema, why: z.enum(["lapsed", "unanswered"]) });
export type NotResponding = z.infer<typeof notRespondingSchema>;

/** A seat kept after a close, for the notes; ends by itself. */
export const wrapUpSchema = z.object({
  conversationId: conversationIdSchema,
  customerName: z.string().nullable(),
  until: timeSchema,
});
export type WrapUpView = z.infer<typeof wrapUpSchema>;

/** The numbers agents are compared by. */
export const agentNumbersSchema = z.object({
  agentId: staffIdSchema,
  load: z.number(),
  capacity: z.number(),
  idleSince: timeSchema,
});

/** What of an agent's own time stands beside availability. */
const agentTimes = {
  /** When busy ends by itself. */
  availabilityUntil: timeSchema.nullable(),
  /** Inactivity made them busy; activity takes it back. */
  isAwayByItself: z.boolean(),
  notResponding: notRespondingSchema.nullable(),
  leavingAt: timeSchema.nullable(),
};

/** One agent as colleagues and supervisors see them. */
export const agentViewSchema = z.object({
  id: staffIdSchema,
  name: z.string(),
  teams: z.array(teamViewSchema),
  availability: availabilitySchema,
  busyReason: z.string().nullable(),
  availabilityAt: timeSchema,
  ...agentTimes,
  standing: standingSchema,
  /** Seats kept for notes after closes. */
  wrapUps: z.number().int(),
  sideWork: z.object({ requests: z.number().int(), consults: z.number().int() }),
  presence: presenceSchema,
  load: z.number(),
  capacity: z.number(),
  /** Since when a customer of theirs has been owed a reply; null when none. */
  owesSince: timeSchema.nullable(),
  closedToday: z.number().int(),
});
export type AgentView = z.infer<typeof agentViewSchema>;

export const busyReasonSchema = z.object({ code: z.string().max(40), label: localizedTextSchema });
export type BusyReason = z.infer<typeof busyReasonSchema>;

export const cannedReplySchema = z.object({
  id: z.string(),
  shortcut: z.string(),
  title: z.string(),
  body: z.string(),
  language: z.string(),
});
export type CannedReply = z.infer<typeof cannedReplySchema>;

export const deskSchema = z.object({
  seq: z.number().int(),
  me: meSchema,
  availability: availabilitySchema,
  busyReason: z.string().nullable(),
  availabilityAt: timeSchema,
  ...agentTimes,
  wrapUps: z.array(wrapUpSchema),
  load: z.number(),
  capacity: z.number(),
  teams: z.array(teamViewSchema),
  offers: z.array(offerViewSchema),
  conversations: z.array(conversationViewSchema),
  busyReasons: z.array(busyReasonSchema),
  /** Limit after which an owed reply counts as "dazed", for colours. */
  owedLimitMs: z.number(),
  /** Without input for so long the workbench sets `availability:set` with `isAutomatic`; null = off. */
  awayAfterMs: z.number().nullable(),
  openRequests: z.number().int(),
  site: siteViewSchema,
});
export type Desk = z.infer<typeof deskSchema>;

/** What changed on one agent's desk; numbered per desk. */
export const deskChangeSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("offer_made"), offer: offerViewSchema }),
  z.object({
    kind: z.literal("offer_ended"),
    offerId: offerIdSchema,
    how: z.enum(["accepted", "declined", "expired", "withdrawn"]),
  }),
  z.object({ kind: z.literal("conversation_taken"), conversation: conversationViewSchema }),
  z.object({
    kind: z.literal("conversation_gone"),
    conversationId: conversationIdSchema,
    why: z.enum(["closed", "transferred", "agent_lost", "requeued", "agent_leaving", "reoffered"]),
  }),
  z.object({
    kind: z.literal("state"),
    availability: availabilitySchema,
    busyReason: z.string().nullable(),
    availabilityAt: timeSchema,
    ...agentTimes,
    wrapUps: z.array(wrapUpSchema),
    load: z.number(),
    capacity: z.number(),
  }),
  /** A customer of theirs waits for a word: a step of the ladder, or what was promised is due. */
  z.object({
    kind: z.literal("reminder"),
    conversationId: conversationIdSchema,
    owedSince: timeSchema,
    step: z.union([ladderStepSchema, z.literal("promise")]),
  }),
]);
export type DeskChange = z.infer<typeof deskChangeSchema>;

// ── the live board ─────────────────────────────────────────────────────────────────────────────────────────────────────

export const boardThresholdsSchema = z.object({
  single: z.number(),
  mean: z.number(),
  singleBase: z.number(),
  meanBase: z.number(),
  singleBounds: z.tuple([z.number(), z.number()]),
  meanBounds: z.tuple([z.number(), z.number()]),
  reason: z.enum(["idle", "normal", "busy", "nobody"]),
  trend: z.enum(["rising", "steady", "falling"]),
  freeSeats: z.number(),
  totalSeats: z.number(),
  waiting: z.number(),
});

export const boardTeamSchema = z.object({
  id: teamIdSchema,
  name: z.string(),
  waiting: z.number().int(),
  longestSince: timeSchema.nullable(),
  freeSeats: z.number(),
  totalSeats: z.number(),
  thresholds: boardThresholdsSchema.nullable(),
  /** Today: replies by the library that were not followed by a person, over all questions' conversations; null = none yet. */
  libraryShare: z.number().nullable(),
  leftToday: z.number().int(),
  /** Of the last waiting times told to customers on entering the line, at most 200: how many held. Who left the line is in neither number. */
  waitsHeld: z.object({ held: z.number().int(), count: z.number().int() }),
  isOpen: z.boolean(),
  /** When that turns next; null = it does not, as far as the timetable reaches. */
  nextTurnAt: timeSchema.nullable(),
  strategy: z.enum(["balanced", "fewest_served", "round_robin", "random", "last_agent", "manual"]),
  /** Who would be asked next, in order, up to five. Empty where agents take by hand. */
  next: z.array(agentNumbersSchema),
  nextAgentIds: z.array(staffIdSchema),
});

export const boardWaitingSchema = z.object({
  conversation: conversationViewSchema,
  position: z.number().int(),
  enteredAt: timeSchema,
  degree: z.number().nullable(),
  offeredTo: z.object({ id: staffIdSchema, name: z.string() }).nullable(),
});

export const boardSchema = z.object({
  at: timeSchema,
  teams: z.array(boardTeamSchema),
  agents: z.array(agentViewSchema),
  waiting: z.array(boardWaitingSchema),
  served: z.array(conversationViewSchema),
  /** Assigned, owed a word, and reminded of at least once; longest owed first. */
  dazed: z.array(
    z.object({
      conversation: conversationViewSchema,
      owedSince: timeSchema,
      ladderStep: z.number().int(),
      /** The last step done. */
      step: ladderStepSchema.nullable(),
      nextStepAt: timeSchema.nullable(),
      hops: z.number().int(),
    }),
  ),
  openRequests: z.number().int(),
  claimedRequests: z.number().int(),
  /** One point a minute over the last hour, oldest first. */
  history: z.array(
    z.object({
      at: timeSchema,
      waiting: z.number(),
      longestMs: z.number(),
      freeSeats: z.number(),
      owed: z.number(),
      single: z.number(),
      mean: z.number(),
    }),
  ),
  /** Today's questions by degree, twenty equal bins from 0 to 1. */
  degreesToday: z.array(z.number().int()),
  /** Limit after which an owed reply counts as "dazed", for colours. */
  owedLimitMs: z.number(),
  /** Longest anybody can be overtaken (B5). */
  creditBoundMs: z.number(),
});
export type Board = z.infer<typeof boardSchema>;
