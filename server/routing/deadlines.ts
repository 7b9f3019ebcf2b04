/** What happens when something falls due. After each, that deadline is gone or in the future. */
import { recheckAt } from "./automatics.ts";
import { DEADLINE } from "./deadline-kinds.ts";
import { needsGivenUp, overflowDue, preferenceEnded, waitedLong } from "./deadlines-line.ts";
import { availabilityEnded, hoursTurned, left, promiseDue, wrapUpLapsed } from "./deadlines-staff.ts";
import { ladderDue } from "./ladder.ts";
import { returnOffer } from "./offers.ts";
import { leaveEngine, loseAgent } from "./queue-line.ts";
import { countLapse } from "./responding.ts";
import type { DeadlineHandler, DeadlineHandlers } from "./rules.ts";
import { must, putAgent, putAssignment, putConversation, putEntry } from "./stepping.ts";

/** R35: absent for longer than the grace. */
const agentGone: DeadlineHandler = (s, id) => {
  putAgent(s, { ...must(s.state.agents, id), graceUntil: null });
  loseAgent(s, id);
};

/** R38, R39: the customer is away for longer than the grace, in line or in a chat. */
const customerGone: DeadlineHandler = (s, id, turnSeqs) => {
  const conversation = must(s.state.conversations, id);
  if (conversation.state === "waiting")
    return leaveEngine(s, conversation, { how: "abandoned", by: "system", byId: null });
  const again = recheckAt(s, conversation, turnSeqs);
  if (again === null) leaveEngine(s, conversation, { how: "customer_left", by: "system", byId: null });
  else putConversation(s, { ...conversation, customerGraceUntil: again });
};

/** R32: nobody acknowledged the connection: the same as gone. */
const connectLapsed: DeadlineHandler = (s, id, turnSeqs) => {
  const assignment = must(s.state.assignments, id);
  const conversation = must(s.state.conversations, assignment.conversationId);
  const again = recheckAt(s, conversation, turnSeqs);
  if (again === null) leaveEngine(s, conversation, { how: "customer_left", by: "system", byId: null });
  else putAssignment(s, { ...assignment, connectDeadlineAt: again });
};

/** R23, R58: nobody answered the offer. */
const offerLapsed: DeadlineHandler = (s, id) => {
  const offer = must(s.state.offers, id);
  returnOffer(s, offer, "expired", "expired");
  countLapse(s, offer);
};

/** R43: one warning; it comes before the close by the full distance, however late it is. */
const quietWarned: DeadlineHandler = (s, id, turnSeqs) => {
  const conversation = must(s.state.conversations, id);
  const again = recheckAt(s, conversation, turnSeqs);
  if (again !== null) return putConversation(s, { ...conversation, quietWarnAt: again });
  const { quietWarnAt, quietCloseAt } = conversation;
  const closeAt = quietCloseAt === null || quietWarnAt === null ? quietCloseAt : s.at + (quietCloseAt - quietWarnAt);
  putConversation(s, { ...conversation, quietWarnAt: null, quietCloseAt: closeAt });
  const { turnSeq } = conversation;
  s.notices.push({
    type: "quiet:warned",
    conversationId: id,
    agentId: conversation.assigneeId ?? "",
    turnSeq,
    closeAt,
  });
};

/** R44: the close. */
const quietClosed: DeadlineHandler = (s, id, turnSeqs) => {
  const conversation = must(s.state.conversations, id);
  const again = recheckAt(s, conversation, turnSeqs);
  if (again === null) leaveEngine(s, conversation, { how: "quiet", by: "system", byId: null });
  else putConversation(s, { ...conversation, quietCloseAt: again });
};

/** R18: the entry has rested; `match` may begin a new round. */
const rested: DeadlineHandler = (s, id) => putEntry(s, { ...must(s.state.entries, id), restUntil: null });

export const deadlineHandlers: DeadlineHandlers = {
  [DEADLINE.agentGrace]: agentGone,
  [DEADLINE.customerGrace]: customerGone,
  [DEADLINE.connect]: connectLapsed,
  [DEADLINE.offer]: offerLapsed,
  [DEADLINE.quietWarn]: quietWarned,
  [DEADLINE.quietClose]: quietClosed,
  [DEADLINE.rest]: rested,
  [DEADLINE.teamHours]: hoursTurned,
  [DEADLINE.availabilityEnd]: availabilityEnded,
  [DEADLINE.leaving]: left,
  [DEADLINE.wrapUp]: wrapUpLapsed,
  [DEADLINE.preferred]: preferenceEnded,
  [DEADLINE.needs]: needsGivenUp,
  [DEADLINE.overflow]: overflowDue,
  [DEADLINE.longWait]: waitedLong,
  [DEADLINE.promise]: promiseDue,
  [DEADLINE.ladder]: ladderDue,
};
