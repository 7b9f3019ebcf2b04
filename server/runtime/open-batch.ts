import type pg from "pg";
import type { RoutingState } from "../routing/state.ts";
import { storedAnswers, type Remembered } from "../store/command-log.ts";
import { lockClosed } from "../store/conversation-writer.ts";
import { journalAfter, lockHead, type JournalEntry, type JournalHead } from "../store/journal.ts";
import { answersOf, together } from "../store/pipeline.ts";
import type { Asked } from "./decision.ts";

/** What a transaction begins with: the head, locked, and what was there when it was. */
export interface Opened {
  head: JournalHead;
  /** What other nodes decided since, its first page. */
  others: JournalEntry[];
  /** First answers to commands of the batch. */
  remembered: Map<string, Remembered>;
  /** Conversations to be handed off that have been closed: the engine forgets what has ended. Their rows are locked. */
  closed: Set<string>;
}

const PAGE = 500;

/** Begins the transaction and waits for the head, in one round trip; everything else is read under its lock. `onHead`: it is had. */
export async function openBatch(
  client: pg.PoolClient,
  copy: RoutingState,
  batch: readonly Asked[],
  onHead: () => void,
): Promise<Opened> {
  const keys = batch.flatMap(({ options: { command } }) => (command === undefined ? [] : [command]));
  const handedOff = batch.flatMap(({ draft }) => (draft.type === "handoff:requested" ? [draft.conversationId] : []));
  const [, head, others, remembered, closed] = await answersOf(
    together(
      client,
      () =>
        [
          client.query({ name: "begin", text: "BEGIN" }),
          lockHead(client).then((head) => {
            onHead();
            return head;
          }),
          journalAfter(client, copy.meta.seq, PAGE),
          storedAnswers(client, keys),
          lockClosed(client, handedOff),
        ] as const,
    ),
  );
  return { head, others, remembered, closed };
}
