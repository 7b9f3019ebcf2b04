import type { QueuePlace } from "../contract/customer-views.ts";
import type { Board, Role } from "../contract/views.ts";
import type { MediaFolder } from "../media/media-folder.ts";
import type { Logger } from "../logging.ts";
import type { Dispatcher } from "../runtime/dispatcher.ts";
import type { DraftLibrary } from "../runtime/draft-library.ts";
import type { LibraryJobs } from "../runtime/library-jobs.ts";
import type { Library } from "../runtime/library.ts";
import type { QuestionNews } from "../runtime/question-news.ts";
import type { Publish } from "../runtime/publication.ts";
import type { Recall } from "../runtime/recall.ts";
import type { Thresholds } from "../rules/hand-off-thresholds.ts";
import type { CommandKey } from "../store/command-log.ts";
import type { Database } from "../store/database.ts";
import type { Appended, MessageLog } from "../store/message-log.ts";
import { bodyHashOf } from "../store/message-log.ts";

/** Somebody signed in, with the roles their row holds now. */
export interface StaffPrincipal {
  kind: "staff";
  staffId: string;
  sessionId: string;
  name: string;
  email: string;
  roles: readonly Role[];
}

export interface CustomerPrincipal {
  kind: "customer";
  customerId: string;
  siteId: string;
}

export type Principal = StaffPrincipal | CustomerPrincipal;

/** Everything an action may use; composed once in create-chat-server. */
export interface App {
  database: Database;
  messageLog: MessageLog;
  dispatcher: Dispatcher;
  library: Library;
  /** The library as it would be after publishing, with a model of its own. */
  drafts: DraftLibrary;
  /** Long work on the library. */
  jobs: LibraryJobs;
  /** Tells who edits the library how it stands: version, drafts, model. Never rejects. */
  tellLibrary(): Promise<void>;
  /** Tells who edits the library that customers asked or said something; soon, and not more than once a second. */
  questionsMoved(what: QuestionNews): void;
  /** The bases a reply to this team and category is tested from, as feedback made them. */
  baseOf(teamId: string | null, category: string | null): Thresholds;
  publish: Publish;
  log: Logger;
  /** The site of this installation. */
  siteId: string;
  /** Where the product is reached, e.g. `https://desk.example`; for the script tag shown in settings. */
  publicUrl: string;
  /** Names of staff by id, from a short-lived cache. */
  staffName(staffId: string): Promise<string | null>;
  /** A stored message changed whose turn it is. */
  turnMoved(appended: Pick<Appended, "head" | "turnSeq">): void;
  /** Asks the library to answer a conversation soon. */
  pokeAnswerer(conversationId: string): void;
  /** Looks back into the journal. */
  recall: Pick<Recall, "explain">;
  /** The live board as it is now. */
  readBoard(): Promise<Board>;
  /** A socket here follows this conversation and has been told everything up to this number. */
  noteFollowed(conversationId: string, seq: number): void;
  /** The same for a customer's own open chapter. */
  noteCustomerFollows(customerId: string, conversationId: string): void;
  media: MediaFolder;
  /** A customer's place in line and what is left to wait; null when they are in none. */
  placeOf(conversationId: string): QueuePlace | null;
  /** Node epochs on which a customer has a connection, as this node knows. */
  customerPresence(customerId: string): string[];
  /** Tells runtime and screens that settings, teams or people changed. */
  settingsChanged(what: "answers" | "people" | "teams" | "settings" | "canned"): Promise<void>;
}

export const isSupervisor = (me: StaffPrincipal): boolean =>
  me.roles.includes("supervisor") || me.roles.includes("admin");

/** The key under which a state-changing command's first answer is remembered. `clientId` is not part of the body. */
export function commandKey(principal: Principal, command: string, input: { clientId: string }): CommandKey {
  const { clientId, ...body } = input;
  return {
    principalId: principal.kind === "staff" ? principal.staffId : principal.customerId,
    clientId,
    command,
    bodyHash: bodyHashOf(body),
  };
}
