"use client";

import type { UnansweredGroup } from "#server/contract/library-views.ts";
import { useState } from "react";
import { ArrowLeft, EyeOff, FilePlus2, FlaskConical, ListPlus, RotateCcw } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { Pane, PaneBody, PaneHead, SectionTitle } from "#components/shell/pane.tsx";
import { Button } from "#components/ui/button.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { Degree } from "#components/ui/degree.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { EntryPicker } from "../data/entry-picker.tsx";
import { useDurationText } from "./use-duration-text.ts";
import { useHandling } from "./use-handling.ts";

/** One group of unanswered questions: how people put it, what it cost them, and what to make of it. */
export function GroupPane(props: {
  group: UnansweredGroup;
  onDraft(answerId: string, isNew: boolean): void;
  onGone(): void;
  onOpen(answerId: string): void;
  onTry(text: string): void;
  onBack(): void;
}) {
  const t = useTranslations("answers.unanswered");
  const format = useFormatter();
  const duration = useDurationText();
  const acts = useHandling({ onDraft: props.onDraft, onGone: props.onGone });
  const { group } = props;
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const taken = group.examples.filter(({ text }) => !left.has(text)).map(({ text }) => text);
  const questions = left.size === 0 ? null : taken;
  const isOpen = group.handledAs === null;
  const facts = [
    { key: "count", value: format.number(group.count) },
    { key: "wentToPerson", value: format.number(group.wentToPerson) },
    { key: "notHelpful", value: format.number(group.notHelpful) },
    { key: "waitedFor", value: duration(group.waitedMs) },
  ] as const;
  return (
    <Pane label={t("paneLabel")}>
      <h1 className="sr-only md:hidden">{t("title")}</h1>
      <PaneHead className="ps-6! max-md:gap-1! max-md:px-2!">
        <IconButton
          label={t("back")}
          icon={<ArrowLeft aria-hidden className="icon" />}
          onClick={props.onBack}
          className="md:hidden!"
        />
        <h2 lang={group.language ?? undefined} className="min-w-0 truncate text-base font-semibold tracking-[-0.005em]">
          {group.label}
        </h2>
        <span className="ms-auto flex shrink-0 items-center gap-2">
          {isOpen ? (
            <Button
              variant="ghost"
              icon={<EyeOff aria-hidden className="icon-sm" />}
              isBusy={acts.isBusy}
              onClick={() => acts.dismiss(group)}
            >
              {t("dismiss")}
            </Button>
          ) : (
            <Button
              icon={<RotateCcw aria-hidden className="icon-sm" />}
              isBusy={acts.isBusy}
              onClick={() => acts.restore(group)}
            >
              {t("restore")}
            </Button>
          )}
        </span>
      </PaneHead>
      <PaneBody>
        <div className="mx-auto flex max-w-[860px] flex-col gap-5 px-6 py-4 max-md:px-4">
          <dl className="grid grid-cols-4 gap-2 max-sm:grid-cols-2">
            {facts.map(({ key, value }) => (
              <div
                key={key}
                className="flex flex-col-reverse justify-end rounded-md px-3.5 pt-2.5 pb-3 text-xs text-muted inset-ring inset-ring-border-strong"
              >
                <dt>{t(`fact.${key}`)}</dt>
                <dd className="text-2xl font-semibold tracking-[-0.02em] text-foreground">{value}</dd>
              </div>
            ))}
          </dl>
          <section>
            <SectionTitle
              end={<span className="font-normal text-subtle">{t("chosen", { count: taken.length })}</span>}
              className="mb-1.5"
            >
              {t("examples")}
            </SectionTitle>
            <ul className="rounded-md border border-border-strong">
              {group.examples.map((example) => (
                <li
                  key={example.questionId}
                  className="flex min-h-9 items-center gap-2.5 border-b border-border ps-3 pe-1 last:border-0 hover:bg-hover"
                >
                  <Checkbox
                    checked={!left.has(example.text)}
                    label={t("take", { text: example.text })}
                    onCheckedChange={(isTaken) => {
                      const next = new Set(left);
                      if (isTaken) next.delete(example.text);
                      else next.add(example.text);
                      setLeft(next);
                    }}
                  />
                  <span lang={group.language ?? undefined} className="min-w-0 flex-1 py-1.5 wrap-anywhere">
                    {example.text}
                  </span>
                  <span className="shrink-0 text-xs text-subtle">
                    {example.count > 1
                      ? t("times", { count: format.number(example.count) })
                      : format.dateTime(example.askedAt, { day: "numeric", month: "short" })}
                  </span>
                  <IconButton
                    size="sm"
                    label={t("tryIt", { text: example.text })}
                    icon={<FlaskConical aria-hidden className="icon-sm" />}
                    onClick={() => props.onTry(example.text)}
                  />
                </li>
              ))}
            </ul>
          </section>
          <section className="flex flex-col gap-2">
            <SectionTitle>{t("make")}</SectionTitle>
            <div className="flex flex-wrap items-center gap-3 rounded-md px-3 py-2.5 inset-ring inset-ring-border-strong">
              <FilePlus2 aria-hidden className="icon text-muted" />
              <p className="min-w-0 flex-1 basis-52">{t("newEntryText")}</p>
              <Button
                variant="primary"
                isBusy={acts.isBusy}
                aria-disabled={taken.length === 0 || undefined}
                onClick={() => acts.add(group, null, questions)}
              >
                {t("newEntry")}
              </Button>
            </div>
            <div className="flex flex-wrap items-center gap-3 rounded-md px-3 py-2.5 inset-ring inset-ring-border-strong">
              <ListPlus aria-hidden className="icon text-muted" />
              {group.nearest ? (
                <>
                  <p className="flex min-w-0 flex-1 basis-52 flex-wrap items-center gap-x-2">
                    <button
                      type="button"
                      onClick={() => group.nearest && props.onOpen(group.nearest.answerId)}
                      className="max-w-full truncate font-medium text-accent-text underline-offset-2 hover:underline"
                    >
                      {group.nearest.title}
                    </button>
                    <Degree value={group.nearest.degree} tone="quiet" />
                  </p>
                  <Button
                    isBusy={acts.isBusy}
                    aria-disabled={taken.length === 0 || undefined}
                    onClick={() => group.nearest && acts.add(group, group.nearest.answerId, questions)}
                  >
                    {t("addTo")}
                  </Button>
                </>
              ) : (
                <p className="min-w-0 flex-1 basis-52 text-muted">{t("nothingNearText")}</p>
              )}
              <EntryPicker
                label={t("chooseEntry")}
                onPick={(row) => acts.add(group, row.id, questions)}
                trigger={
                  <Button aria-disabled={taken.length === 0 || undefined}>
                    {t(group.nearest ? "addToOther" : "chooseEntry")}
                  </Button>
                }
              />
            </div>
            <p className="text-xs text-subtle">{t("makeHint")}</p>
          </section>
        </div>
      </PaneBody>
    </Pane>
  );
}
