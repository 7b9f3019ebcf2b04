import type { Server } from "socket.io";
import type { Logger } from "../logging.ts";
import { nodeEvents } from "./redis-adapter.ts";
import type { RedisLink } from "./redis.ts";

/** Many decisions in a row are one ring. */
const RING_EVERY_MS = 20;
const AGAIN_MS = 1_000;
const conversationRoom = "conversation:";

export interface Doorbell {
  /** From now on rings are answered. */
  start(): void;
  /** The engine decided here. */
  decided(): void;
  /** Whether the journal as it was read may know less of who follows this conversation than another node has told. */
  isMoving(conversationId: string): boolean;
  /** Something admins change was changed here. */
  shopChanged(): void;
  /** Answers no more; what is decided last is still rung for. */
  stop(): void;
}

export interface DoorbellOptions {
  io: Server;
  /** Null without Redis: nobody is rung, nobody rings. */
  link: RedisLink | null;
  log: Logger;
  /** Applies what other nodes decided. */
  catchUp(): Promise<unknown>;
  /** Everything the tail looks at. */
  look(): Promise<void>;
  /** Whoever serves these conversations by the copy here follows them. */
  followServed(conversationIds: readonly string[]): void;
  /** Somebody here was taken out of these conversations by the word of another node. */
  leftElsewhere(conversationIds: readonly string[]): Promise<void>;
}

/**
 * Nodes ring for each other when the journal or the shop has more, so that what is decided there is applied here in
 * milliseconds. A ring that is lost is made up for by the tail. When Redis is back, everything is looked at at once.
 */
export function createDoorbell(options: DoorbellOptions): Doorbell {
  const { io, link, log } = options;
  if (link === null)
    return {
      start: () => undefined,
      decided: () => undefined,
      isMoving: () => false,
      shopChanged: () => undefined,
      stop: () => undefined,
    };
  const agents = io.of("/agent");
  /** Conversations that somebody here was told to leave, until the journal was read after that: who serves it then follows. */
  const left = new Map<string, number>();
  let leavings = 0;
  let again: NodeJS.Timeout | null = null;
  let isAnswering = false;
  let isCatchingUp = false;
  let isWanted = false;
  let ringing: NodeJS.Timeout | null = null;
  let isRingWanted = false;

  async function catchUp(): Promise<void> {
    isWanted = true;
    if (isCatchingUp || !isAnswering) return;
    isCatchingUp = true;
    try {
      while (isWanted) {
        isWanted = false;
        const moved = [...left];
        await options.catchUp();
        const settled = moved.filter(([id, leaving]) => left.get(id) === leaving).map(([id]) => id);
        for (const id of settled) left.delete(id);
        options.followServed(settled);
      }
    } catch (error) {
      log.warn({ err: error }, "what another server decided could not be read yet");
      again ??= setTimeout(() => {
        again = null;
        void catchUp();
      }, AGAIN_MS);
      again.unref();
    } finally {
      isCatchingUp = false;
    }
  }
  const look = () => {
    if (!isAnswering) return;
    options.look().catch((error: unknown) => log.warn({ err: error }, "the tail could not look"));
  };

  agents.on(nodeEvents.decided as never, () => void catchUp());
  agents.on(nodeEvents.shopChanged as never, look);
  agents.on(nodeEvents.left as never, (_target: unknown, rooms: string[]) => {
    const ids = rooms.flatMap((room) =>
      room.startsWith(conversationRoom) ? [room.slice(conversationRoom.length)] : [],
    );
    for (const id of ids) left.set(id, (leavings += 1));
    void catchUp();
    options.leftElsewhere(ids).catch((error: unknown) => log.warn({ err: error }, "readers could not be looked at"));
  });
  link.onBack(look);

  function ring(): void {
    agents.serverSideEmit(nodeEvents.decided);
    ringing = setTimeout(() => {
      ringing = null;
      if (!isRingWanted) return;
      isRingWanted = false;
      ring();
    }, RING_EVERY_MS);
    ringing.unref();
  }

  return {
    start() {
      isAnswering = true;
      look();
    },
    decided() {
      if (ringing === null) ring();
      else isRingWanted = true;
    },
    isMoving: (conversationId) => left.has(conversationId),
    shopChanged: () => void agents.serverSideEmit(nodeEvents.shopChanged),
    stop() {
      isAnswering = false;
      if (again !== null) clearTimeout(again);
    },
  };
}
