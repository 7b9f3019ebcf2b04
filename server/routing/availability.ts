/** How a choice of availability takes effect, whoever makes it (R66). */
import { withdrawOffersOf } from "./offers.ts";
import type { AgentRow, Availability } from "./state.ts";
import { putAgent, type Stepping } from "./stepping.ts";

export interface Choice {
  availability: Availability;
  /** Null unless busy. */
  busyReason: string | null;
  /** When busy ends by itself; null unless busy. */
  until: number | null;
  isAwayByItself: boolean;
  byId: string | null;
}

/** Becoming available makes idle from now on; ceasing to be gives pending offers back. Chats stay (I18). */
export function choose(s: Stepping, was: AgentRow, choice: Choice): void {
  const { availability, busyReason, until, isAwayByItself } = choice;
  const isSame = was.availability === availability && was.busyReason === busyReason;
  const isBack = availability === "available" && was.availability !== "available";
  const availabilityAt = isSame ? was.availabilityAt : s.at;
  const idleSince = isBack ? s.at : was.idleSince;
  putAgent(s, {
    ...was,
    availability,
    busyReason,
    availabilityAt,
    availabilityUntil: until,
    isAwayByItself,
    idleSince,
  });
  const { byId } = choice;
  s.notices.push({ type: "availability:changed", agentId: was.id, availability, busyReason, availabilityAt, byId });
  if (availability !== "available") withdrawOffersOf(s, was.id);
}
