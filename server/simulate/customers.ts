import type { Random } from "#server/answers/random.ts";
import { type Habits, feedbackFrom } from "#server/bench/stream/customers.ts";
import type { Feedback } from "#server/rules/feedback.ts";
import { declineHandOff, type HandOffHistory } from "#server/rules/hand-off-history.ts";
import type { Thresholds } from "#server/rules/hand-off-thresholds.ts";
import { decideReply, DEFAULT_REPLY_SETTINGS } from "#server/rules/hand-off.ts";
import { logNormal, streamOf } from "./draws.ts";
import type { JudgedQuestion } from "./questions.ts";

/** Somebody who comes: all about them is drawn before the day begins, so that every rule meets the same people. */
export interface Customer {
  readonly number: number;
  readonly comesAt: number;
  /** Asked one after another, as long as no person took over. */
  readonly questions: readonly JudgedQuestion[];
  /** How long they stay in line. */
  readonly patienceMs: number;
  /** When it ends they close the page without a word, so that the shop notices later. */
  readonly isSilent: boolean;
  /** An agent's work on each question. */
  readonly effortMs: readonly number[];
  /** Between a reply and what they do next. */
  readonly thinkMs: number;
  /** Seeds of what they say to each reply. */
  readonly seed: number;
}

/** How people are, beside what they say to replies. Means in ms; sigma is the deviation of the logarithm. */
export interface Manners {
  /** Shares of those with one, two, three questions. */
  readonly questionShares: readonly number[];
  readonly patience: { readonly meanMs: number; readonly sigma: number };
  readonly effort: { readonly meanMs: number; readonly sigma: number };
  readonly thinkMeanMs: number;
  readonly silentShare: number;
}

export const USUAL_MANNERS: Manners = {
  questionShares: [0.6, 0.25, 0.15],
  patience: { meanMs: 420_000, sigma: 1 },
  effort: { meanMs: 270_000, sigma: 0.8 },
  thinkMeanMs: 25_000,
  silentShare: 0.3,
};

const [INSIDE, OUTSIDE] = [11, 12];
const CUSTOMER = 13;
const REPLY = 14;

/** The people of one day. @param outsideShare of the questions, those the library has no answer to */
export function drawCustomers(
  arrivals: readonly number[],
  questions: readonly JudgedQuestion[],
  { outsideShare, manners, seed }: { outsideShare: number; manners: Manners; seed: number },
): Customer[] {
  const inside = dealer(
    questions.filter(({ isInScope }) => isInScope),
    streamOf(seed, INSIDE),
  );
  const outside = dealer(
    questions.filter(({ isInScope }) => !isInScope),
    streamOf(seed, OUTSIDE),
  );
  return arrivals.map((comesAt, number) => {
    const random = streamOf(seed, CUSTOMER, number);
    const count = countBy(manners.questionShares, random());
    const asked = Array.from({ length: count }, () => (random() < outsideShare ? (outside() ?? inside()) : inside()));
    return {
      number,
      comesAt,
      questions: asked.filter((question) => question !== null),
      patienceMs: logNormal(random, manners.patience.meanMs, manners.patience.sigma),
      isSilent: random() < manners.silentShare,
      effortMs: asked.map(() => logNormal(random, manners.effort.meanMs, manners.effort.sigma)),
      thinkMs: logNormal(random, manners.thinkMeanMs, 0.5),
      seed,
    };
  });
}

/** Deals questions in a shuffled order, none twice before all were dealt; null when there are none. */
function dealer(questions: readonly JudgedQuestion[], random: Random): () => JudgedQuestion | null {
  let left: JudgedQuestion[] = [];
  return () => {
    if (left.length === 0) left = [...questions];
    const at = Math.floor(random() * left.length);
    const [drawn, last] = [left[at], left.pop()];
    if (drawn === undefined || last === undefined) return null;
    if (at < left.length) left[at] = last;
    return drawn;
  };
}

function countBy(shares: readonly number[], drawn: number): number {
  let sum = 0;
  for (const [at, share] of shares.entries()) {
    sum += share;
    if (drawn < sum) return at + 1;
  }
  return shares.length;
}

/** What came of one question while the library had it. */
export interface Asked {
  readonly isPersonOffered: boolean;
  /** Something was said that may help: an answer or a choice of answers. */
  readonly isAnswered: boolean;
  readonly isRight: boolean;
  readonly degree: number | null;
  readonly feedback: Feedback;
  /** They go into the line now: offered and accepted, or asked for. */
  readonly wantsPerson: boolean;
  readonly history: HandOffHistory;
}

/** The library replies as in the product (`decideReply`), and the customer does what people like them do. */
export function askLibrary(
  { questions, number, seed }: Customer,
  at: number,
  { thresholds, history, habits }: { thresholds: Thresholds; history: HandOffHistory; habits: Habits | "told" },
): Asked {
  const question = questions[at];
  if (question === undefined) throw new Error(`customer ${number} has no question ${at}`);
  const settings = DEFAULT_REPLY_SETTINGS;
  const { candidates, isRight } = question;
  const decision = decideReply({ candidates, medium: "text", thresholds, history, settings });
  const isPersonOffered = decision.prompt !== null;
  const random = streamOf(seed, REPLY, number * 8 + at);
  const feedback = feedbackFrom(habits, { isPersonOffered, isRight }, random);
  const isTaken = feedback === "taken_over" || feedback === "right" || feedback === "wrong";
  const wantsPerson = isPersonOffered ? isTaken : feedback === "asked_person";
  const isDeclined = isPersonOffered && !wantsPerson;
  return {
    isPersonOffered,
    isAnswered: decision.say === "answer" || decision.say === "suggest",
    isRight,
    degree: decision.degree,
    feedback,
    wantsPerson,
    history: isDeclined ? declineHandOff(decision.nextHistory) : decision.nextHistory,
  };
}
