import type { Server } from "socket.io";
import type { Logger } from "../logging.ts";
import type { Dispatcher } from "../runtime/dispatcher.ts";
import { createPlaces, peopleOnline, type Places } from "../runtime/places.ts";
import { createWaitRanges, type WaitRanges } from "../runtime/wait-ranges.ts";
import type { Database } from "../store/database.ts";
import type { Presence } from "./presence.ts";

const EVERY_MS = 1_000;

export interface PlacesTold extends Pick<Places, "placeOf">, Pick<WaitRanges, "heldOf"> {
  start(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Places in line and waiting times, looked at once a second and told only to customers connected here who would read
 * another number: no broadcast per customer per change.
 */
export function createPlacesTold(options: {
  io: Server;
  database: Database;
  dispatcher: Dispatcher;
  presence: Pick<Presence, "hasCustomer">;
  epoch(): string;
  /** By the database's clock, epoch ms. */
  now(): number;
  log: Logger;
}): PlacesTold {
  const { io, dispatcher, presence } = options;
  const now = () => Math.round(options.now());
  const ranges = createWaitRanges({ ...options, now });
  const places = createPlaces({ dispatcher, ranges, now });
  let timer: NodeJS.Timeout | null = null;
  let online = -1;

  function tell(): void {
    if (!dispatcher.isReady) return;
    const customers = io.of("/customer").local;
    for (const { customerId, place } of places.moved(presence.hasCustomer))
      customers.to(`customer:${customerId}`).emit("queue:moved", place);
    const people = peopleOnline(dispatcher.state);
    if (people === online) return;
    online = people;
    customers.to("customers").emit("people:changed", { online: people });
  }

  return {
    placeOf: places.placeOf,
    heldOf: ranges.heldOf,
    async start() {
      await ranges.start();
      timer = setInterval(tell, EVERY_MS);
      timer.unref();
    },
    async stop() {
      if (timer !== null) clearInterval(timer);
      places.stop();
      await ranges.stop();
    },
  };
}
