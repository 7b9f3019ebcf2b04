import type { Item, ItemOf, ReplyFacts } from "#server/contract/items.ts";
import type { Speaker, ThreadEntry } from "#components/thread/thread-entry.ts";

/** What a line of the log says; null leaves it out. */
export type LineOf = (item: Exclude<Item, ItemOf<"message"> | ItemOf<"note"> | ItemOf<"feedback">>) => string | null;

export interface LogWords {
  customerName: string;
  libraryName: string;
  staffName: string;
  pictureAlt(name: string): string;
  suggested(titles: readonly string[]): string;
  automatic(key: string): string;
  /** What the library says where no entry of its gives the words. */
  said(say: ReplyFacts["say"]): string;
  line: LineOf;
}

/** A conversation's log as a supervisor reads it, oldest first: both sides, notes, and what happened between. */
export function logEntries(items: readonly Item[], words: LogWords): ThreadEntry[] {
  const helpful = new Map(
    items.flatMap((item) =>
      item.kind === "feedback" ? [[item.data.itemId as string, item.data.isHelpful] as const] : [],
    ),
  );
  return items.flatMap((item): ThreadEntry[] => {
    switch (item.kind) {
      case "message":
        return messageEntries(item, words, helpful.get(item.id) ?? null);
      case "note":
        return [
          {
            kind: "note",
            key: item.clientId ?? item.id,
            at: item.createdAt,
            speaker: speakerOf(item, words),
            text: item.data.text,
          },
        ];
      case "feedback":
        return [];
      default: {
        const text = words.line(item);
        const line: ThreadEntry[] = text === null ? [] : [{ kind: "system", key: item.id, at: item.createdAt, text }];
        const note = item.kind === "transfer" ? item.data.note : null;
        return note
          ? [
              ...line,
              { kind: "note", key: `${item.id}-note`, at: item.createdAt, speaker: speakerOf(item, words), text: note },
            ]
          : line;
      }
    }
  });
}

function messageEntries(item: ItemOf<"message">, words: LogWords, isHelpful: boolean | null): ThreadEntry[] {
  const { text, picture, reply, auto } = item.data;
  if (auto) return [{ kind: "system", key: item.id, at: item.createdAt, text: text ?? words.automatic(auto) }];
  const speaker = speakerOf(item, words);
  const message: ThreadEntry = {
    kind: "message",
    key: item.clientId ?? item.id,
    at: item.createdAt,
    speaker,
    text: text ?? (reply ? words.said(reply.say) : undefined),
    picture: picture
      ? {
          src: `/api/media/${picture.mediaId}`,
          alt: words.pictureAlt(speaker.name),
          width: picture.width,
          height: picture.height,
        }
      : undefined,
    automatic: reply
      ? { degree: reply.match.degree ?? undefined, threshold: reply.match.thresholds?.single, isHelpful }
      : undefined,
  };
  if (!reply || reply.suggestions.length === 0) return [message];
  return [
    message,
    {
      kind: "system",
      key: `${item.id}-suggested`,
      at: item.createdAt,
      text: words.suggested(reply.suggestions.map(({ title }) => title)),
    },
  ];
}

function speakerOf({ author }: Item, words: LogWords): Speaker {
  const { kind, id, name } = author;
  if (kind === "customer") return { id: id ?? "customer", name: name ?? words.customerName, kind: "customer" };
  if (kind === "agent") return { id: id ?? "agent", name: name ?? words.staffName, kind: "staff" };
  return { id: "library", name: words.libraryName, kind: "library" };
}
