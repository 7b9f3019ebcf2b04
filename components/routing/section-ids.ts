import { SHOP, type Target } from "./draft/routing-draft.ts";

const teamSections = ["who", "offers", "load", "needs", "line", "overflow", "hours", "ladder", "quiet"] as const;
const shopSections = ["fairness", "weights", "graces", "quiet", "colours"] as const;
export type SectionId = (typeof teamSections)[number] | (typeof shopSections)[number];

/** The parts of the rules, in the order in which they stand on the page. */
export const sectionsOf = (target: Target): readonly SectionId[] => (target === SHOP ? shopSections : teamSections);
