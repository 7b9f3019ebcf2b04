/** How many milliseconds a node's clock is off, in its environment. */
export const CLOCK_OFFSET_VARIABLE = "ANSWERLINE_CHAOS_CLOCK_OFFSET_MS";
