"use client";

import { type RefObject, useState } from "react";
import { useDraft } from "#components/realtime/use-draft.ts";
import type { ConversationId, ItemId } from "#server/contract/index.ts";
import {
  type ChatActions,
  type ChatModel,
  hasJustLeftLine,
  isRatingWanted,
  openConversation,
  type RequestDraft,
} from "./chat-model.ts";
import type { Opinion } from "./library-rows.ts";
import { useActs } from "./use-acts.ts";

/** Why the form stands there: asked for, nobody reachable, or out of hours until `opensAt` (null: not known). */
export interface FormCause {
  isNobodyHere: boolean;
  isClosed: boolean;
  opensAt: number | null;
}

export type Act = "person" | "keep" | "leave" | "end" | "rate" | "request" | "feedback";

/** What the screen itself knows: what is open, what is at work, what was refused. Everything else is the model. */
export function useChatDesk(model: ChatModel, actions: ChatActions, inputRef: RefObject<HTMLTextAreaElement | null>) {
  const { busy, fault, run, forget } = useActs<Act>();
  const [isEnding, setIsEnding] = useState(false);
  const [form, setForm] = useState<(FormCause & { draft: RequestDraft; from: string }) | null>(null);
  const [typed, setTyped] = useDraft(draftKey(model.site.key));
  const [unrated, setUnrated] = useState<ReadonlySet<string>>(new Set());
  const [answered, setAnswered] = useState<ReadonlySet<string>>(new Set());
  const open = openConversation(model);
  const last = model.conversations.at(-1) ?? null;

  const openForm = (isNobodyHere: boolean, opensAt?: number | null) => {
    const { name = null, contact = null } = model.customer ?? {};
    // What was being typed is most likely what shall be left.
    const isClosed = isNobodyHere && (opensAt !== undefined || model.hours?.isOpen === false);
    setForm({
      isNobodyHere,
      isClosed,
      opensAt: isClosed ? (opensAt ?? model.hours?.nextTurnAt ?? null) : null,
      draft: form?.draft ?? { text: typed, name, contact },
      from: form?.from ?? typed,
    });
  };
  return {
    busy,
    fault,
    forget,
    open,
    isEnding: isEnding && open !== null,
    form,
    isAskedWhatNext: open?.state === "library" && hasJustLeftLine(model) && !answered.has(model.items.at(-1)?.id ?? ""),
    answerWhatNext: () => setAnswered((held) => new Set(held).add(model.items.at(-1)?.id ?? "")),
    toRate: last && isRatingWanted(model) && !unrated.has(last.id) ? last : null,
    openForm,
    changeForm: (draft: RequestDraft) => setForm((held) => held && { ...held, draft }),
    closeForm: () => setForm(null),
    setIsEnding,
    skipRating: (id: string) => setUnrated((held) => new Set(held).add(id)),

    async askForPerson() {
      let opensAt: number | null = null;
      const code = await run("person", async () => {
        const asked = await actions.askForPerson(open?.id ?? null);
        ({ opensAt } = asked);
        return asked.code;
      });
      if (code !== "nobody_available" && code !== "queue_full" && code !== "team_closed") return;
      forget();
      if (code === "team_closed") openForm(true, opensAt);
      else openForm(true);
    },
    keepAsking: (id: ConversationId) =>
      void run("keep", () => actions.keepAsking(id)).then(() => inputRef.current?.focus()),
    rateAnswer: (id: ConversationId, itemId: ItemId, opinion: Opinion) =>
      run("feedback", () => actions.rateAnswer(id, itemId, opinion)),
    leaveQueue: () => open && void run("leave", () => actions.leaveQueue(open.id)),
    async endChat() {
      if (open && !(await run("end", () => actions.endConversation(open.id)))) setIsEnding(false);
    },
    rate: (id: ConversationId, score: number, comment: string | null) =>
      void run("rate", () => actions.rateConversation(id, score, comment)),
    /** True once it is stored. */
    async leaveRequest(draft: RequestDraft): Promise<boolean> {
      if (await run("request", () => actions.leaveRequest(draft))) return false;
      // The words went with the form: they need not be sent again.
      if (typed === form?.from) setTyped("");
      setForm(null);
      return true;
    },
  };
}

/** The name under which the composer's text is kept. */
export const draftKey = (siteKey: string): string => `customer:${siteKey}`;

export type ChatDesk = ReturnType<typeof useChatDesk>;
