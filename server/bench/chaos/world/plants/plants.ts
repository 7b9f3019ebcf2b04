import type { PlantName } from "../world.ts";
import { ackBeforeCommit } from "./ack-before-commit.ts";
import { forgetSeat } from "./forget-seat.ts";
import { lostPublish } from "./lost-publish.ts";
import type { CreatePlant } from "./plant.ts";
import { skipDedupe } from "./skip-dedupe.ts";
import { staleOwner } from "./stale-owner.ts";

/** Known faults by name: each run with one of them must go red by the check its file names. */
export const plants: Record<PlantName, CreatePlant> = {
  "ack-before-commit": ackBeforeCommit,
  "skip-dedupe": skipDedupe,
  "forget-seat": forgetSeat,
  "stale-owner": staleOwner,
  "lost-publish": lostPublish,
};
