import type { Availability, ConversationId, ConversationView, StaffId } from "#server/contract/index.ts";

/** What a supervisor can do from the board. Those that cannot be taken back ask first. */
export interface BoardActs {
  /** Opens a conversation to read. */
  open(conversation: ConversationView): void;
  /** The same for one that is known by its id alone; it may be over. `title` stands over it until it is there. */
  openById(id: ConversationId, title: string): void;
  /** Asks which agent it shall go to. */
  assign(conversation: ConversationView): void;
  requeue(conversation: ConversationView): void;
  /** Asks into which other team's line it shall go. */
  changeLine(conversation: ConversationView): void;
  /** Every decision about it. */
  explain(conversation: ConversationView): void;
  stop(conversation: ConversationView): void;
  /** In so many ms (0 = now); null = stays after all. */
  setLeaving(agent: { id: StaffId; name: string }, inMs: number | null): void;
  setAvailability(
    agent: { id: StaffId; name: string; load: number },
    choice: { availability: Availability; reason: string | null },
  ): void;
}
