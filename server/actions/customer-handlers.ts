import type { CustomerCommands } from "../contract/customer-commands.ts";
import type { Handlers } from "./handlers.ts";
import type { App, CustomerPrincipal } from "./app.ts";
import { endConversation } from "./conversation/end-conversation.ts";
import { rateAnswer, rateConversation } from "./conversation/rate.ts";
import { declineHandoff } from "./handoff/decline-handoff.ts";
import { acknowledgeConnection, leaveQueue } from "./handoff/leave-queue.ts";
import { requestHandoff } from "./handoff/request-handoff.ts";
import { sendCustomerMessage } from "./message/send-customer-message.ts";
import { customerReads, customerTypes, setCustomerProfile } from "./presence/passing.ts";
import { leaveRequest } from "./request/leave-request.ts";
import { openEarlier, openThread, resumeChapter } from "./thread/open-thread.ts";

/** What runs for each command of a customer; complete by type. */
export const customerHandlers: Handlers<CustomerCommands, CustomerPrincipal, App> = {
  "thread:open": openThread,
  "thread:earlier": openEarlier,
  "stream:resume": resumeChapter,
  "message:send": sendCustomerMessage,
  "answer:rate": rateAnswer,
  "handoff:request": requestHandoff,
  "handoff:decline": declineHandoff,
  "queue:leave": leaveQueue,
  "connection:acknowledge": acknowledgeConnection,
  "conversation:end": endConversation,
  "conversation:rate": rateConversation,
  "request:leave": leaveRequest,
  "typing:set": customerTypes,
  "cursor:advance": customerReads,
  "profile:set": setCustomerProfile,
};
