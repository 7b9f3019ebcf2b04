import type { ReactNode } from "react";

/** Who said something. `customer` covers couriers too; `library` is the automatic answers' voice. */
export type Speaker = { id: string; name: string; kind: "customer" | "staff" | "library"; isMe?: boolean };

/** How far one of my messages got. */
export type Delivery = "sending" | "sent" | "delivered" | "read" | "failed";

/** A picture; width and height in px keep its place while it loads. `fullSrc` is for the lightbox. */
export type ThreadPicture = { src: string; alt: string; width: number; height: number; fullSrc?: string };

/** Marks an automatic answer. Degree and threshold are for staff; the customer's data has none. */
export type AutomaticMark = { degree?: number; threshold?: number; isHelpful?: boolean | null };

export type ThreadMessage = {
  kind: "message";
  /** The same before and after the server confirmed it. */
  key: string;
  /** Epoch ms. */
  at: number;
  speaker: Speaker;
  text?: string;
  picture?: ThreadPicture;
  /** Pictures under the words, in one bubble with them: those of an automatic answer. */
  pictures?: readonly ThreadPicture[];
  delivery?: Delivery;
  automatic?: AutomaticMark;
  /** Stands under the bubble: suggestion chips. */
  below?: ReactNode;
  /** Stands beside the name at the desk: a badge. */
  mark?: ReactNode;
  /** Stands beside the bubble at the desk, seen on hover and focus: what can be done with the message. */
  menu?: ReactNode;
};

/** Staff only; never given to a customer's screen. */
export type ThreadNote = { kind: "note"; key: string; at: number; speaker: Speaker; text: string };

/** What happened: "Lin joined at 10:45". */
export type ThreadSystemLine = { kind: "system"; key: string; at: number; text: ReactNode };

/** Anything else in the flow: prompt card, queue card, rating. */
export type ThreadBlock = { kind: "block"; key: string; at: number; content: ReactNode };

export type ThreadEntry = ThreadMessage | ThreadNote | ThreadSystemLine | ThreadBlock;

/** Whose screen it is: `customer` has themselves on the far side, `desk` has the customer on the near side. */
export type ThreadView = "customer" | "desk";

/** Whether a speaker's bubbles stand on the far (own) side. */
export function isOwnSide(speaker: Speaker, view: ThreadView): boolean {
  return view === "customer" ? speaker.kind === "customer" : speaker.kind !== "customer";
}
