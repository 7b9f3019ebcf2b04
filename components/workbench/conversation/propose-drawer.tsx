"use client";

import type { ConversationId, Item, ItemId } from "#server/contract/index.ts";
import { useId, useState } from "react";
import { useTranslations } from "next-intl";
import { useErrorText } from "#components/i18n/use-error-text.ts";
import { useAgentCommand } from "#components/realtime/use-agent-command.ts";
import { FormattedText } from "#components/thread/formatted-text.tsx";
import { Button } from "#components/ui/button.tsx";
import { Drawer } from "#components/ui/drawer.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { toast } from "#components/ui/toaster.tsx";
import { questionBefore, titleFrom } from "./question-before.ts";

const longestQuestion = 500;
const mostQuestions = 20;

/** Makes a draft of the library from an agent's reply: its title and the ways to ask can be changed before. */
export function ProposeDrawer(props: {
  conversationId: ConversationId;
  items: readonly Item[];
  itemId: ItemId;
  onClose(): void;
}) {
  const t = useTranslations("workbench.propose");
  const errorText = useErrorText();
  const formId = useId();
  const propose = useAgentCommand("assist:propose");
  // As they were when it was opened: what is said meanwhile does not change what is being written here.
  const [question] = useState(() => questionBefore(props.items, props.itemId));
  const [title, setTitle] = useState(() => titleFrom(question));
  const [asked, setAsked] = useState(() => question.replace(/\s*\n\s*/g, " ").slice(0, longestQuestion));
  const [isTried, setIsTried] = useState(false);
  const item = props.items.find(({ id }) => id === props.itemId);
  const reply = item?.kind === "message" ? (item.data.text ?? "") : "";

  const questions = asked.split("\n").flatMap((line) => (line.trim() ? [line.trim()] : []));
  const isTitleBad = title.trim() === "" || title.trim().length > 120;
  const areQuestionsBad =
    questions.length === 0 ||
    questions.length > mostQuestions ||
    questions.some(({ length }) => length > longestQuestion);
  const send = () => {
    setIsTried(true);
    if (isTitleBad || areQuestionsBad) return;
    propose.mutate(
      { conversationId: props.conversationId, itemId: props.itemId, title: title.trim(), questions },
      {
        onSuccess: () => {
          toast.success(t("done"));
          props.onClose();
        },
        onError: (error) => toast.error(errorText(error.code)),
      },
    );
  };
  return (
    <Drawer
      isOpen
      onOpenChange={(isOpen) => !isOpen && props.onClose()}
      title={t("title")}
      width={440}
      footer={
        <>
          <Button onClick={props.onClose}>{t("cancel")}</Button>
          <Button variant="primary" type="submit" form={formId} isBusy={propose.isPending}>
            {t("send")}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
        className="flex flex-col gap-5 p-4"
      >
        <p className="text-muted">{t("text")}</p>
        <Field
          label={t("name")}
          isRequired
          hint={t("nameHint")}
          error={isTried && isTitleBad ? t("fault.title") : undefined}
        >
          <Input autoComplete="off" value={title} onChange={(event) => setTitle(event.target.value)} />
        </Field>
        <Field
          label={t("questions")}
          isRequired
          hint={t("questionsHint")}
          error={isTried && areQuestionsBad ? t("fault.questions") : undefined}
        >
          <Textarea rows={3} hasAutoHeight value={asked} onChange={(event) => setAsked(event.target.value)} />
        </Field>
        <section aria-label={t("reply")}>
          <h3 className="mb-1.5 text-xs font-medium text-muted">{t("reply")}</h3>
          <FormattedText text={reply} className="rounded-lg bg-bubble-agent px-[11px] py-[7px]" />
        </section>
      </form>
    </Drawer>
  );
}
