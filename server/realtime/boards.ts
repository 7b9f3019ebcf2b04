import type { Server } from "socket.io";
import type { Board } from "../contract/views.ts";
import type { Logger } from "../logging.ts";
import type { Dispatcher } from "../runtime/dispatcher.ts";

const EVERY_MS = 1_000;
/** Sums of today and sparklines move without decisions; an open board is fresh within this. */
const AT_LEAST_EVERY_MS = 10_000;

/** One board a second at most, computed once however many are open here, and only while one is. Each node tells its own. */
export function createBoards(options: {
  io: Server;
  dispatcher: Dispatcher;
  read(): Promise<Board>;
  note(): void;
  log: Logger;
}): { changed(): void; stop(): void } {
  const { io, dispatcher, log } = options;
  let isDirty = false;
  let isReading = false;
  let lastAt = 0;

  function tick(): void {
    if (!dispatcher.isReady) return;
    options.note();
    const now = Date.now();
    if (isReading || (!isDirty && now - lastAt < AT_LEAST_EVERY_MS)) return;
    const room = io.of("/agent").adapter.rooms.get("board");
    if (room === undefined || room.size === 0) return;
    isReading = true;
    isDirty = false;
    lastAt = now;
    options
      .read()
      .then((board) => {
        io.of("/agent").local.to("board").emit("board:changed", board);
      })
      .catch((error: unknown) => log.warn({ err: error }, "the board could not be read"))
      .finally(() => {
        isReading = false;
      });
  }

  const off = dispatcher.onChange(() => {
    if (!isDirty) {
      isDirty = true;
      const { state } = dispatcher;
      // Waiting lists of desks are fetched again when something moved in a line.
      queueMoved ??= setTimeout(() => {
        queueMoved = null;
        io.of("/agent").local.to("staff").emit("queue:changed", { waiting: state.entries.size });
      }, EVERY_MS);
    }
  });
  let queueMoved: NodeJS.Timeout | null = null;
  const timer = setInterval(tick, EVERY_MS);
  timer.unref();
  return {
    changed() {
      isDirty = true;
    },
    stop() {
      off();
      clearInterval(timer);
      if (queueMoved !== null) clearTimeout(queueMoved);
    },
  };
}
