import type { assistCommands } from "../../contract/assist-commands.ts";
import type { InputOf, OutputOf } from "../../contract/command.ts";
import { RefusedError } from "../../contract/errors.ts";
import { agentReply } from "../../store/assist-turn.ts";
import { saveDraft } from "../../store/library-drafts.ts";
import type { App, StaffPrincipal } from "../app.ts";
import { requireReader } from "../conversation/open-conversation.ts";
import { editing } from "../library/edit-drafts.ts";

type Commands = typeof assistCommands;

/** An agent's reply, with the question it answered, becomes a draft of the library under the proposer's name. */
export async function propose(
  app: App,
  me: StaffPrincipal,
  input: InputOf<Commands["assist:propose"]>,
): Promise<OutputOf<Commands["assist:propose"]>> {
  await requireReader(app, me, input.conversationId);
  return editing(app, me, "assist:propose", input, async (sql) => {
    const reply = await agentReply(sql, input.conversationId, input.itemId);
    if (reply === null) throw new RefusedError("not_found");
    const { id } = await saveDraft(
      sql,
      app.siteId,
      null,
      {
        kind: "answer",
        title: input.title,
        body: reply.text,
        questions: input.questions,
        language: reply.language,
        // An admin sorts it in; an entry of everybody's is the least surprising until then.
        category: null,
        teamId: null,
        askerKind: null,
        pictureIds: [],
        quickReplies: [],
        followUpIds: [],
        isEnabled: true,
      },
      null,
      me.name,
    );
    return { answerId: id as never };
  });
}
