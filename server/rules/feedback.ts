/** What was heard of one question after the library replied, strongest word first. */
export type Feedback =
  | "right" // an agent, or the customer by choosing it, said that the first candidate was the answer
  | "wrong" // the same said that another one was, or none
  | "helpful"
  | "not_helpful"
  | "asked_person" // answered alone, and a person was asked for all the same
  | "taken_over" // a person was offered and took over, without a word on the library's answer
  | "declined" // a person was offered, and not wanted
  | "silent"; // answered alone, and the conversation ended without a person or a word

/** What is recorded of a question that the library replied to, as far as the thresholds learn from it. */
export interface AskedRow {
  /** Null for what has no degree: a picture, a greeting, a chosen suggestion. */
  readonly degree: number | null;
  readonly category: string | null;
  /** The first candidate. */
  readonly answerId: string | null;
  readonly isPersonOffered: boolean;
  readonly isPromptDeclined: boolean;
  readonly isHelpful: boolean | null;
  /** The entry said to be the right one. */
  readonly rightAnswerId: string | null;
  /** A person was asked for after this reply, before any other question. */
  readonly isHandedOff: boolean;
  /** The conversation ended without a person; null while it goes on. */
  readonly isResolvedByLibrary: boolean | null;
}

/** The strongest thing heard of a question; null while nothing was, or nothing can be said. */
export function feedbackOf(row: AskedRow): Feedback | null {
  if (row.rightAnswerId !== null) return row.rightAnswerId === row.answerId ? "right" : "wrong";
  if (row.isHelpful !== null) return row.isHelpful ? "helpful" : "not_helpful";
  if (row.isHandedOff) return row.isPersonOffered ? "taken_over" : "asked_person";
  if (row.isPromptDeclined) return "declined";
  if (row.isResolvedByLibrary === true) return row.isPersonOffered ? "declined" : "silent";
  return null;
}

/** How many customers speak up: of those answered wrongly, and of those answered rightly. */
export interface Talk {
  readonly ofWrong: number;
  readonly ofRight: number;
}

/** Complaints about right answers, and thanks for wrong ones: how often, against the other way round. */
const MISTAKEN = 0.1;
/** Of those who were answered wrongly alone and say so, the part that presses "not helpful"; the rest asks for a person. */
const PRESSES = 0.45;
/** However many speak up, some never do. */
const LEAST_SILENT = 0.02;

/**
 * How likely this feedback is after a right and after a wrong first candidate, up to a common factor. Whether somebody
 * speaks at all is part of it: silence after an answer means more in a shop whose customers complain. With a person
 * offered, the shares are those of people who read an answer that is right (they mostly keep it) or wrong.
 */
export function likelihoodOf(feedback: Feedback, isPersonOffered: boolean, talk: Talk): [right: number, wrong: number] {
  switch (feedback) {
    case "right":
      return [0.9, 0.06];
    case "wrong":
      return [0.04, 0.9];
    case "helpful":
      return isPersonOffered ? [0.3, 0.03] : [talk.ofRight, MISTAKEN * talk.ofRight];
    case "not_helpful":
      return isPersonOffered ? [0.03, 0.3] : [MISTAKEN * talk.ofWrong * PRESSES, talk.ofWrong * PRESSES];
    case "asked_person":
      return [MISTAKEN * talk.ofWrong * (1 - PRESSES), talk.ofWrong * (1 - PRESSES)];
    case "taken_over":
      return [0.25, 0.43];
    case "declined":
      return [0.37, 0.2];
    case "silent":
      return [
        Math.max(LEAST_SILENT, 1 - talk.ofRight - MISTAKEN * talk.ofWrong),
        Math.max(LEAST_SILENT, 1 - talk.ofWrong - MISTAKEN * talk.ofRight),
      ];
  }
}
