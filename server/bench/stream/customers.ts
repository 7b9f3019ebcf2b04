import type { Random } from "#server/answers/random.ts";
import type { Feedback } from "#server/rules/feedback.ts";

/** What people do once the library replied: shares of those who got a right first candidate, and a wrong one. */
interface After {
  readonly right: number;
  readonly wrong: number;
}

/** How the customers and agents of a shop behave; the rule under test knows none of these numbers. */
export interface Habits {
  /** Answered alone. */
  readonly helpful: After;
  readonly notHelpful: After;
  readonly asksPerson: After;
  /** Offered a person. */
  readonly accepts: After;
  /** The agent who took over says which answer was right. */
  readonly agentSays: After;
  /** Kept asking, and says that it helped. */
  readonly helpfulAnyway: After;
}

const USUAL: Habits = {
  helpful: { right: 0.35, wrong: 0.03 },
  notHelpful: { right: 0.02, wrong: 0.3 },
  asksPerson: { right: 0.03, wrong: 0.37 },
  accepts: { right: 0.45, wrong: 0.8 },
  agentSays: { right: 0.5, wrong: 0.4 },
  helpfulAnyway: { right: 0.3, wrong: 0.05 },
};

/** `told`: every question ends with the truth, an agent who took over or a customer who says that it is solved. */
export const WORLDS: Readonly<Record<string, Habits | "told">> = {
  usual: USUAL,
  told: "told",
  quiet: {
    ...USUAL,
    helpful: { right: 0.08, wrong: 0.01 },
    notHelpful: { right: 0.01, wrong: 0.1 },
    asksPerson: { right: 0.01, wrong: 0.12 },
    helpfulAnyway: { right: 0.1, wrong: 0.02 },
  },
  complaining: {
    helpful: { right: 0.05, wrong: 0.02 },
    notHelpful: { right: 0.04, wrong: 0.45 },
    asksPerson: { right: 0.05, wrong: 0.45 },
    accepts: { right: 0.6, wrong: 0.9 },
    agentSays: { right: 0.3, wrong: 0.3 },
    helpfulAnyway: { right: 0.1, wrong: 0.02 },
  },
  polite: {
    helpful: { right: 0.6, wrong: 0.15 },
    notHelpful: { right: 0.01, wrong: 0.15 },
    asksPerson: { right: 0.01, wrong: 0.15 },
    accepts: { right: 0.3, wrong: 0.6 },
    agentSays: { right: 0.7, wrong: 0.5 },
    helpfulAnyway: { right: 0.5, wrong: 0.1 },
  },
  "silent agents": { ...USUAL, agentSays: { right: 0, wrong: 0 } },
};

/** What is heard of one question. */
export function feedbackFrom(
  habits: Habits | "told",
  { isPersonOffered, isRight }: { isPersonOffered: boolean; isRight: boolean },
  random: Random,
): Feedback {
  if (habits === "told") return isRight ? "right" : "wrong";
  const side = isRight ? "right" : "wrong";
  const drawn = random();
  if (isPersonOffered) {
    if (drawn < habits.accepts[side]) return random() < habits.agentSays[side] ? side : "taken_over";
    return random() < habits.helpfulAnyway[side] ? "helpful" : "declined";
  }
  const helpful = habits.helpful[side];
  const notHelpful = helpful + habits.notHelpful[side];
  if (drawn < helpful) return "helpful";
  if (drawn < notHelpful) return "not_helpful";
  return drawn < notHelpful + habits.asksPerson[side] ? "asked_person" : "silent";
}
