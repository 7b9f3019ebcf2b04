import type { Logger } from "../logging.ts";
import type { Database } from "../store/database.ts";
import { movedBox, movedConversations, movedDesks, unheardChapters } from "../store/heads.ts";
import { endedAmong, type SessionEnd } from "../store/sessions.ts";

/** With the reading here and the fetching there, what another node told heals within 2 s. */
const LOOK_MS = 1_500;

/**
 * A commit whose end we did not hear may still be under way: locks are waited for 2 s. Looking on for this long after a
 * doubt finds whatever came of it.
 */
const DOUBT_MS = 5_000;

/** What sockets of this node follow, and the newest numbers it has told them. */
export interface Followed {
  /** conversation id → newest full number told here. */
  conversations: ReadonlyMap<string, number>;
  /** staff id → newest desk number told here. */
  desks: ReadonlyMap<string, number>;
  /** Customers connected here, with the newest chapter of theirs that is followed. */
  chapters: ReadonlyMap<string, string | null>;
  /** Newest number of the message box told here; null when nobody here reads it. */
  box: number | null;
}

export interface MovedHeads {
  conversations: { conversationId: string; customerId: string; seq: number; publicSeq: number }[];
  desks: { staffId: string; seq: number }[];
  box: number | null;
}

export interface TailOptions {
  database: Database;
  siteId: string;
  log: Logger;
  /** Only while other nodes live; alone, our own publishing is the only voice (but see `doubt`). */
  hasOthers(): Promise<boolean>;
  followed(): Followed;
  /** Heads that are ahead of what was told here. */
  onMoved(moved: MovedHeads): void;
  /** Applies what other nodes decided. */
  catchUp(): Promise<unknown>;
  /** Staff sessions with a socket here. */
  sessions(): { sessionId: string; staffId: string }[];
  /** Those of them that are no longer valid, ended on any node. */
  onRevoked(sessions: readonly SessionEnd[]): void;
  /** Library, staff or settings may have changed on another node. */
  onSiteLook(): Promise<void>;
  /** Between two looks. */
  lookMs?: number;
}

export interface Tail {
  start(): void;
  stop(): void;
  look(): Promise<void>;
  /** Something may be committed that nobody told, because its connection was lost: the next looks are whole ones. */
  doubt(): void;
}

/**
 * Every moment: revocations (always), and while other nodes share the database also the journal, the heads of the logs
 * that sockets here follow, and what admins change. So a voice lost between nodes heals without Redis, and what a lost
 * connection may have committed heals on a node that is alone.
 */
export function createTail(options: TailOptions): Tail {
  const { database, log, siteId } = options;
  const sql = database.main;
  let timer: NodeJS.Timeout | null = null;
  let isLooking = false;
  let isWanted = false;
  let hadOthers = false;
  /** By `performance.now()`. */
  let doubtsUntil = 0;

  function doubt(): void {
    doubtsUntil = performance.now() + DOUBT_MS;
  }

  async function lookAtHeads(): Promise<void> {
    const { conversations, desks, chapters, box } = options.followed();
    const [moved, begun, movedStaff, boxSeq] = await Promise.all([
      movedConversations(sql, conversations),
      unheardChapters(sql, chapters),
      movedDesks(sql, desks),
      box === null ? null : movedBox(sql, siteId, box),
    ]);
    if (moved.length + begun.length + movedStaff.length === 0 && boxSeq === null) return;
    options.onMoved({ conversations: [...moved, ...begun], desks: movedStaff, box: boxSeq });
  }

  async function lookOnce(): Promise<void> {
    options.onRevoked(await endedAmong(sql, options.sessions()));
    const hasOthers = await options.hasOthers();
    // Once more after the last of them ended: what it did last was told to nobody here.
    if (!hasOthers && !hadOthers && performance.now() > doubtsUntil) return;
    await options.catchUp();
    await lookAtHeads();
    await options.onSiteLook();
    hadOthers = hasOthers;
  }

  async function look(): Promise<void> {
    // Who asks while it looks may know of something newer.
    isWanted = true;
    if (isLooking) return;
    isLooking = true;
    try {
      while (isWanted) {
        isWanted = false;
        await lookOnce();
      }
    } catch (error) {
      doubt();
      throw error;
    } finally {
      isLooking = false;
    }
  }

  return {
    look,
    doubt,
    start() {
      timer = setInterval(() => {
        if (!isLooking) look().catch((error: unknown) => log.warn({ err: error }, "the tail could not look"));
      }, options.lookMs ?? LOOK_MS);
      timer.unref();
    },
    stop() {
      if (timer !== null) clearInterval(timer);
    },
  };
}
