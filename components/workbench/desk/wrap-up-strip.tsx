"use client";

import type { WrapUpView } from "#server/contract/index.ts";
import { type FormEvent, type Ref, useState } from "react";
import { CircleCheck, CircleSlash, NotebookPen } from "lucide-react";
import { useTranslations } from "next-intl";
import { useConversation } from "#components/realtime/use-conversation.ts";
import { Button } from "#components/ui/button.tsx";
import { formatClock } from "#components/ui/format-clock.ts";
import { Input } from "#components/ui/input.tsx";
import { Segments } from "#components/ui/segments.tsx";
import { useServerNow } from "../server-clock.tsx";
import { useCustomerName } from "../use-names.ts";
import type { Outcome } from "./use-desk-acts.ts";

/** After a close: what came of it, while the seat is kept. Starts from what the close said, sends only what differs. */
export function WrapUpStrip(props: {
  wrapUp: WrapUpView;
  /** The one the key sends. */
  isFirst: boolean;
  formRef: Ref<HTMLFormElement>;
  onDone(outcome: Outcome | null): void;
}) {
  const t = useTranslations("workbench.strip");
  const tClose = useTranslations("workbench.close");
  const { wrapUp } = props;
  const { conversation } = useConversation(wrapUp.conversationId);
  const nameOf = useCustomerName();
  const [change, setChange] = useState<Partial<Outcome>>({});
  const now = useServerNow();
  const stored = conversation?.conversation.outcome ?? null;
  const outcome: Outcome = { isSolved: true, category: null, ...stored, ...change };
  const name = conversation
    ? nameOf(conversation.conversation)
    : nameOf({ customerName: wrapUp.customerName, customerId: wrapUp.conversationId });
  const done = () => {
    const category = outcome.category?.trim() || null;
    const isSame = stored?.isSolved === outcome.isSolved && stored.category === category;
    props.onDone(isSame ? null : { isSolved: outcome.isSolved, category });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    done();
  };
  const left = now > 0 && t("wrapUpLeft", { clock: formatClock(Math.max(0, wrapUp.until - now)) });
  return (
    <form
      ref={props.isFirst ? props.formRef : undefined}
      aria-label={t("wrapUp", { name })}
      onSubmit={submit}
      className="flex flex-wrap items-center gap-x-3 gap-y-2 border-b border-border bg-panel px-4 py-2 text-sm"
    >
      <span className="flex min-w-0 items-center gap-2 max-md:w-full">
        <NotebookPen aria-hidden className="icon text-muted" />
        <span role="status" className="min-w-0 truncate font-medium" title={t("wrapUpHint")}>
          {t("wrapUp", { name })}
        </span>
        <span aria-hidden className="ms-auto shrink-0 text-xs text-muted tabular-nums md:hidden">
          {left}
        </span>
      </span>
      <Segments
        label={tClose("outcome")}
        value={outcome.isSolved ? "solved" : "unsolved"}
        onChange={(value) => setChange({ ...change, isSolved: value === "solved" })}
        options={[
          { value: "solved", label: tClose("solved"), icon: <CircleCheck aria-hidden className="icon-sm" /> },
          { value: "unsolved", label: tClose("unsolved"), icon: <CircleSlash aria-hidden className="icon-sm" /> },
        ]}
        className="self-center!"
      />
      <Input
        value={outcome.category ?? ""}
        maxLength={60}
        aria-label={t("category")}
        placeholder={t("category")}
        autoComplete="off"
        onChange={(event) => setChange({ ...change, category: event.target.value })}
        className="h-7! w-40! max-md:w-0! max-md:flex-1"
      />
      <span className="ms-auto flex items-center gap-3">
        <span aria-hidden className="text-xs text-muted tabular-nums max-md:hidden" title={t("wrapUpHint")}>
          {left}
        </span>
        <Button type="submit" size="sm" variant="primary" kbd={props.isFirst ? "Alt U" : undefined}>
          {t("done")}
        </Button>
      </span>
    </form>
  );
}
