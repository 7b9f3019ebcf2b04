import type { Cursor, Item, ItemOf, ReplyFacts } from "#server/contract/index.ts";
import type { ReactNode } from "react";
import { agentMessageState } from "#components/realtime/message-state.ts";
import type { Speaker, ThreadEntry } from "#components/thread/thread-entry.ts";

/** Words and addresses the mapping needs from outside: it stays free of React. */
export interface EntryContext {
  myId: string;
  customerCursor: Cursor;
  /** What to call a customer who gave no name, our library and staff we know no name of. */
  customerName: string;
  libraryName: string;
  staffName: string;
  mediaSrc(mediaId: string): string;
  pictureAlt(name: string): string;
  /** The sentence of a system line; null leaves it out. */
  line(line: SystemLine): string | null;
  /** The words of an automatic line of ours, by its key. */
  automaticLine(key: string): string;
  /** What can be done with an agent's reply in words. */
  replyMenu(item: ItemOf<"message">): ReactNode;
  /** What stands beside a library reply that offered a person. */
  promptMark(cause: PromptCause): ReactNode;
  /** What the library says where no entry of its gives the words. */
  said(say: ReplyFacts["say"]): string;
  /** What stands under a library reply: what it asked with "did you mean", and what the customer said was missing. */
  below(titles: readonly string[], missing: string | null): ReactNode;
}

export type PromptCause = NonNullable<NonNullable<ItemOf<"message">["data"]["reply"]>["prompt"]>["cause"];

type Opinions = ReadonlyMap<string, ItemOf<"feedback">["data"]>;

export interface SystemLine {
  item: Exclude<Item, ItemOf<"message"> | ItemOf<"note"> | ItemOf<"feedback">>;
  /** On "assigned": the queueing it ended. */
  queued: ItemOf<"queued"> | null;
  /** Nothing worth a line happened between the two, so one sentence tells both. */
  isStraight: boolean;
}

/** The log of a conversation as the desk shows it, oldest first. */
export function entriesOf(items: readonly Item[], context: EntryContext): ThreadEntry[] {
  const opinions = feedbackOf(items);
  return items.flatMap((item, index): ThreadEntry[] => {
    switch (item.kind) {
      case "message":
        return [messageEntry(item, context, opinions)];
      case "note":
        return [
          { kind: "note", key: item.id, at: item.createdAt, speaker: speakerOf(item, context), text: item.data.text },
        ];
      case "feedback":
        return [];
      default:
        return systemEntries(items, index, item, context);
    }
  });
}

/** The latest word on each automatic answer, by its item. */
function feedbackOf(items: readonly Item[]): Opinions {
  return new Map(items.flatMap((item) => (item.kind === "feedback" ? [[item.data.itemId, item.data] as const] : [])));
}

function messageEntry(item: ItemOf<"message">, context: EntryContext, opinions: Opinions): ThreadEntry {
  const { text, picture, reply, auto } = item.data;
  if (auto) return { kind: "system", key: item.id, at: item.createdAt, text: text ?? context.automaticLine(auto) };
  const speaker = speakerOf(item, context);
  const opinion = opinions.get(item.id);
  const titles = reply?.suggestions ?? [];
  const missing = opinion?.comment ?? null;
  return {
    kind: "message",
    key: item.clientId ?? item.id,
    at: item.createdAt,
    speaker,
    text: text ?? (reply ? context.said(reply.say) : undefined),
    picture: picture
      ? {
          src: context.mediaSrc(picture.mediaId),
          alt: context.pictureAlt(speaker.name),
          width: picture.width,
          height: picture.height,
        }
      : undefined,
    pictures: reply?.pictures?.map(({ mediaId, width, height }) => ({
      src: context.mediaSrc(mediaId),
      alt: context.pictureAlt(speaker.name),
      width,
      height,
    })),
    delivery: speaker.isMe ? agentMessageState(item, context.customerCursor) : undefined,
    automatic: reply
      ? {
          degree: reply.match.degree ?? undefined,
          threshold: reply.match.thresholds?.single,
          isHelpful: opinion?.isHelpful ?? null,
        }
      : undefined,
    menu: item.author.kind === "agent" && text ? context.replyMenu(item) : undefined,
    mark: reply?.prompt ? context.promptMark(reply.prompt.cause) : undefined,
    below:
      titles.length > 0 || missing !== null
        ? context.below(
            titles.map(({ title }) => title),
            missing,
          )
        : undefined,
  };
}

function speakerOf(item: Item, context: EntryContext): Speaker {
  const { kind, id, name } = item.author;
  if (kind === "customer") return { id: id ?? "customer", name: name ?? context.customerName, kind: "customer" };
  if (kind === "agent")
    return { id: id ?? "agent", name: name ?? context.staffName, kind: "staff", isMe: id === context.myId };
  return { id: "library", name: context.libraryName, kind: "library" };
}

function systemEntries(
  items: readonly Item[],
  index: number,
  item: SystemLine["item"],
  context: EntryContext,
): ThreadEntry[] {
  if (isToldLater(items, index)) return [];
  const text = context.line({
    item,
    ...(item.kind === "assigned" ? queueingBefore(items, index) : { queued: null, isStraight: false }),
  });
  const line: ThreadEntry[] = text ? [{ kind: "system", key: item.id, at: item.createdAt, text }] : [];
  if (item.kind !== "transfer" || !item.data.note) return line;
  return [
    ...line,
    {
      kind: "note",
      key: `${item.id}-note`,
      at: item.createdAt,
      speaker: speakerOf(item, context),
      text: item.data.note,
    },
  ];
}

const queueKinds: ReadonlySet<Item["kind"]> = new Set(["queued", "offered", "offer_ended"]);

/** An offer whose end has a line of its own, and a queueing that the "assigned" after it tells as well. */
function isToldLater(items: readonly Item[], index: number): boolean {
  const item = items[index];
  const later = items.slice(index + 1);
  if (item?.kind === "reminder") return isReminderTold(item, later);
  if (item?.kind === "offered") return later.some(({ kind }) => kind === "offer_ended" || kind === "assigned");
  if (item?.kind !== "queued" || hasReason(item)) return false;
  const end = later.findIndex(({ kind }) => !queueKinds.has(kind));
  return later[end]?.kind === "assigned" && isStraight(later.slice(0, end));
}

/** A queueing that was not the customer's own asking says why, in a line of its own. */
function hasReason({ data }: ItemOf<"queued">): boolean {
  return data.why !== undefined && data.why !== "handoff";
}

/** Of one wait the last reminder alone is told; what the customer was told is a line of its own. */
function isReminderTold({ data }: ItemOf<"reminder">, later: readonly Item[]): boolean {
  const isOfThisWait = (other: Item) =>
    other.kind === "reminder" &&
    other.data.step !== "customer" &&
    other.data.owedSince === data.owedSince &&
    other.data.agentId === data.agentId;
  return data.step === "customer" || later.some((other) => isOfThisWait(other));
}

function isStraight(between: readonly Item[]): boolean {
  return between.every(
    (item) => item.kind === "offered" || (item.kind === "offer_ended" && item.data.how === "withdrawn"),
  );
}

/** The queueing that the "assigned" at `index` ended: right before it, with only offers between. */
function queueingBefore(items: readonly Item[], index: number): Pick<SystemLine, "queued" | "isStraight"> {
  for (let at = index - 1; at >= 0; at -= 1) {
    const earlier = items[at];
    if (!earlier || !queueKinds.has(earlier.kind)) break;
    if (earlier.kind === "queued")
      return { queued: earlier, isStraight: !hasReason(earlier) && isStraight(items.slice(at + 1, index)) };
  }
  return { queued: null, isStraight: false };
}
