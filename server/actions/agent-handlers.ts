import type { AgentCommands } from "../contract/index.ts";
import { changePassword } from "./account/change-password.ts";
import { getAccount } from "./account/get-account.ts";
import { setLanguage } from "./account/set-language.ts";
import { getAnswer } from "./answer/get-answer.ts";
import { listAnswers } from "./answer/list-answers.ts";
import { tryQuestion } from "./answer/try-question.ts";
import type { App, StaffPrincipal } from "./app.ts";
import { propose } from "./assist/propose.ts";
import { suggest } from "./assist/suggest.ts";
import { listCannedReplies, removeCannedReply, saveCannedReply } from "./canned/canned-replies.ts";
import { followConversation, unfollowConversation } from "./conversation/follow.ts";
import { endWrapUp } from "./conversation/end-wrap-up.ts";
import { closeConversation, startTransfer, withdrawTransfer } from "./conversation/hand-on.ts";
import { listForStaff, openEarlierItems, resumeConversation } from "./conversation/open-conversation.ts";
import { setVip } from "./customer/set-vip.ts";
import { explainFully } from "./decision/explain-fully.ts";
import { listDecisions } from "./decision/list-decisions.ts";
import { listColleagues } from "./desk/list-colleagues.ts";
import { openDesk, resumeDesk } from "./desk/open-desk.ts";
import { makePromise, returnToWork, setLeaving } from "./desk/own-time.ts";
import { takeEntry } from "./desk/take-entry.ts";
import { acceptOffer, declineOffer, setAvailability } from "./desk/work.ts";
import { explainThresholds } from "./feedback/explain-thresholds.ts";
import { markRight } from "./feedback/mark-right.ts";
import type { Handlers } from "./handlers.ts";
import { findCollisions, suggestForEntry } from "./library/check-questions.ts";
import { discardDraft, editMany, removeEntries, saveDraft } from "./library/edit-drafts.ts";
import { applyImport } from "./library/files/apply-import.ts";
import { cancelJob, getJob, listJobs } from "./library/jobs.ts";
import { listLearned, revokeLearned } from "./library/learned.ts";
import { publishLibrary, rollBackLibrary } from "./library/publish-library.ts";
import { diffLibrary, getEntry, listLibrary, listVersions } from "./library/read-library.ts";
import { startTrial } from "./library/trial.ts";
import { addUnansweredTo, dismissUnanswered, listUnanswered, restoreUnanswered } from "./library/unanswered.ts";
import { addNote, sendAgentMessage } from "./message/send-agent-message.ts";
import { listPeople } from "./person/list-people.ts";
import { resetPassword } from "./person/reset-password.ts";
import { savePerson } from "./person/save-person.ts";
import { setPersonDisabled } from "./person/set-person-disabled.ts";
import { agentReads, agentTypes } from "./presence/passing.ts";
import { answer, claim, listBox, release } from "./request/work-requests.ts";
import { readRouting } from "./routing/read-routing.ts";
import { saveShopRouting } from "./routing/save-shop-routing.ts";
import { saveTeamRouting } from "./routing/save-team-routing.ts";
import { cancelReplay, getReplay, listReplayDays, startReplay } from "./routing/replay-day.ts";
import { revokeSession } from "./session/revoke-session.ts";
import { getSettings } from "./settings/get-settings.ts";
import { removeDemo } from "./settings/remove-demo.ts";
import { saveSettings } from "./settings/save-settings.ts";
import { moveEntry } from "./supervision/move-entry.ts";
import { assignToAgent, requeueConversation, setAgentAvailability, stopConversation } from "./supervision/steer.ts";
import { leaveBoard, openBoard } from "./supervision/watch-board.ts";
import { removeTeam } from "./team/remove-team.ts";
import { saveTeam } from "./team/save-team.ts";

/** What runs for each command of staff; complete by type. */
export const agentHandlers: Handlers<AgentCommands, StaffPrincipal, App> = {
  "desk:open": openDesk,
  "desk:resume": resumeDesk,
  "availability:set": setAvailability,
  "agent:return": returnToWork,
  "leaving:set": setLeaving,
  "wrap-up:end": endWrapUp,
  "promise:make": makePromise,
  "entry:take": takeEntry,
  "entry:move": moveEntry,
  "decision:list": listDecisions,
  "decision:full": explainFully,
  "offer:accept": acceptOffer,
  "offer:decline": declineOffer,
  "colleague:list": listColleagues,
  "canned:list": listCannedReplies,
  "canned:save": saveCannedReply,
  "canned:remove": removeCannedReply,
  "conversation:open": followConversation,
  "conversation:leave": unfollowConversation,
  "conversation:earlier": openEarlierItems,
  "stream:resume": resumeConversation,
  "conversation:list": listForStaff,
  "message:send": sendAgentMessage,
  "note:add": addNote,
  "transfer:start": startTransfer,
  "transfer:withdraw": withdrawTransfer,
  "conversation:close": closeConversation,
  "typing:set": agentTypes,
  "cursor:advance": agentReads,
  "request:list": listBox,
  "request:claim": claim,
  "request:release": release,
  "request:answer": answer,
  "board:open": openBoard,
  "board:leave": leaveBoard,
  "conversation:assign": assignToAgent,
  "conversation:requeue": requeueConversation,
  "conversation:stop": stopConversation,
  "agent:set-availability": setAgentAvailability,
  "answer:list": listAnswers,
  "answer:get": getAnswer,
  "answer:try": tryQuestion,
  "library:list": listLibrary,
  "library:get": getEntry,
  "library:save-draft": saveDraft,
  "library:discard-draft": discardDraft,
  "library:remove": removeEntries,
  "library:edit-many": editMany,
  "library:diff": diffLibrary,
  "library:publish": publishLibrary,
  "library:versions": listVersions,
  "library:rollback": rollBackLibrary,
  "library:collisions": findCollisions,
  "library:suggest-questions": suggestForEntry,
  "library:trial": startTrial,
  "library:job": getJob,
  "library:jobs": listJobs,
  "library:cancel-job": cancelJob,
  "library:import-apply": applyImport,
  "unanswered:list": listUnanswered,
  "unanswered:add-to": addUnansweredTo,
  "unanswered:dismiss": dismissUnanswered,
  "unanswered:restore": restoreUnanswered,
  "learned:list": listLearned,
  "learned:revoke": revokeLearned,
  "assist:suggest": suggest,
  "assist:propose": propose,
  "answer:mark-right": markRight,
  "thresholds:explain": explainThresholds,
  "person:list": listPeople,
  "person:save": savePerson,
  "person:set-disabled": setPersonDisabled,
  "person:reset-password": resetPassword,
  "team:save": saveTeam,
  "team:remove": removeTeam,
  "settings:get": getSettings,
  "settings:save": saveSettings,
  "demo:remove": removeDemo,
  "routing:read": readRouting,
  "routing:save-team": saveTeamRouting,
  "routing:save-shop": saveShopRouting,
  "customer:set-vip": setVip,
  "routing:replay-days": listReplayDays,
  "routing:replay": startReplay,
  "routing:replay-job": getReplay,
  "routing:replay-cancel": cancelReplay,
  "account:get": getAccount,
  "account:change-password": changePassword,
  "account:set-language": setLanguage,
  "session:revoke": revokeSession,
};
