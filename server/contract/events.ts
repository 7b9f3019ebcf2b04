import { z } from "zod";
import { event } from "./command.ts";
import { customerItemSchema } from "./customer-items.ts";
import { conversationIdSchema, customerIdSchema, staffIdSchema, teamIdSchema } from "./ids.ts";
import { itemSchema, ladderStepSchema } from "./items.ts";
import { libraryJobIdSchema, libraryModelSchema } from "./library-views.ts";
import { libraryJobStateSchema } from "./library-job-views.ts";
import { timeSchema } from "./text.ts";
import { customerHeadSchema, customerHoursSchema, queuePlaceSchema } from "./customer-views.ts";
import { requestViewSchema } from "./request-views.ts";
import { boardSchema, conversationHeadSchema, cursorSchema, deskChangeSchema } from "./views.ts";

/** What a customer's sockets hear. */
export const customerEvents = {
  /** One new item of a chapter, with the chapter as it stands after it. Numbered by `item.seq`. */
  "item:created": event({
    data: z.object({ item: customerItemSchema, conversation: customerHeadSchema }),
    durable: true,
  }),
  "queue:moved": event({ data: queuePlaceSchema, durable: false }),
  "typing:changed": event({
    data: z.object({ conversationId: conversationIdSchema, name: z.string().nullable(), isTyping: z.boolean() }),
    durable: false,
  }),
  "cursor:moved": event({
    data: z.object({ conversationId: conversationIdSchema, by: z.enum(["customer", "staff"]), cursor: cursorSchema }),
    durable: false,
  }),
  /** A team opened or closed: of interest to a page whose `hours` are of that team. */
  "hours:turned": event({ data: customerHoursSchema, durable: false }),
  "people:changed": event({ data: z.object({ online: z.number().int() }), durable: false }),
  /** Heads of the chapters that moved while another node's voice was lost: resume those you are behind on. */
  "heads:moved": event({
    data: z.object({ heads: z.array(z.object({ conversationId: conversationIdSchema, seq: z.number().int() })) }),
    durable: false,
  }),
};
export type CustomerEvents = typeof customerEvents;

/** What staff sockets hear. */
export const agentEvents = {
  /** One new item of a conversation this socket follows, with the head after it. Numbered by `item.seq`. */
  "item:created": event({ data: z.object({ item: itemSchema, conversation: conversationHeadSchema }), durable: true }),
  /** One change of this agent's desk. Numbered by `seq`. */
  "desk:changed": event({ data: z.object({ seq: z.number().int(), change: deskChangeSchema }), durable: true }),
  "typing:changed": event({
    data: z.object({
      conversationId: conversationIdSchema,
      by: z.enum(["customer", "agent"]),
      staffId: staffIdSchema.nullable(),
      name: z.string().nullable(),
      isTyping: z.boolean(),
      preview: z.string().nullable(),
    }),
    durable: false,
  }),
  "cursor:moved": event({
    data: z.object({ conversationId: conversationIdSchema, by: z.enum(["customer", "staff"]), cursor: cursorSchema }),
    durable: false,
  }),
  "customer:presence-changed": event({
    data: z.object({ customerId: customerIdSchema, isPresent: z.boolean(), pageUrl: z.string().nullable() }),
    durable: false,
  }),
  /** The message box changed; `boxSeq` counts its changes, so a hole means: fetch the list again. */
  "request:changed": event({
    data: z.object({ boxSeq: z.number().int(), request: requestViewSchema, openRequests: z.number().int() }),
    durable: false,
  }),
  /** To supervisors of that team: a reminder's step that is theirs (`supervisor`, `nobody`, `hops_spent`, `unresponsive`). */
  "agent:alerted": event({
    data: z.object({
      conversationId: conversationIdSchema,
      agentId: staffIdSchema,
      agentName: z.string(),
      customerName: z.string().nullable(),
      step: ladderStepSchema,
      owedSince: timeSchema,
    }),
    durable: false,
  }),
  /** To supervisors of that team: somebody has waited in line for longer than the team finds right. */
  "queue:alerted": event({
    data: z.object({
      conversationId: conversationIdSchema,
      teamId: teamIdSchema,
      teamName: z.string(),
      customerName: z.string().nullable(),
      waitedMs: z.number(),
    }),
    durable: false,
  }),
  "board:changed": event({ data: boardSchema, durable: false }),
  /** Somebody entered, left or moved in a line: waiting lists are fetched again. At most once a second. */
  "queue:changed": event({ data: z.object({ waiting: z.number().int() }), durable: false }),
  /** Something an admin screen shows was changed by somebody: fetch that kind again. */
  "settings:changed": event({
    data: z.object({ what: z.enum(["answers", "people", "teams", "settings", "canned"]) }),
    durable: false,
  }),
  /** The library was published or drafts were saved, or its model moved on: for those who edit it. */
  "library:changed": event({
    data: z.object({ version: z.number().int(), draftCount: z.number().int(), model: libraryModelSchema }),
    durable: false,
  }),
  /** Questions came that nobody could answer, or a reply was found not helpful: for those who edit the library. At most once a second. */
  "unanswered:changed": event({ data: z.object({}), durable: false }),
  /** Feedback taught the matcher something, or somebody revoked it: for those who edit the library. At most once a second. */
  "learned:changed": event({ data: z.object({}), durable: false }),
  /** A job of this person's went on. */
  "library:job": event({
    data: z.object({
      id: libraryJobIdSchema,
      kind: z.enum(["import", "trial"]),
      share: z.number(),
      state: libraryJobStateSchema,
    }),
    durable: false,
  }),
  "heads:moved": event({
    data: z.object({
      heads: z.array(z.object({ conversationId: conversationIdSchema, seq: z.number().int() })),
      deskSeq: z.number().int().nullable(),
      boxSeq: z.number().int().nullable(),
    }),
    durable: false,
  }),
  /** This session has ended (signed out elsewhere, disabled, password changed); the socket is cut right after. */
  "session:ended": event({
    data: z.object({ reason: z.enum(["revoked", "disabled", "password_changed", "roles_changed"]) }),
    durable: false,
  }),
};
export type AgentEvents = typeof agentEvents;
