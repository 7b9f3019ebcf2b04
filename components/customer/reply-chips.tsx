"use client";

import { useTranslations } from "next-intl";
import { SuggestionChips } from "#components/thread/suggestion-chips.tsx";
import { Chip } from "#components/ui/chip.tsx";
import type { FollowUp } from "#server/contract/index.ts";
import type { LibraryRow } from "./library-rows.ts";
import type { EntryActions } from "./use-chat-entries.tsx";

/** What can be pressed under the library's last reply: quick replies, follow-up questions, or what may have been meant. */
export function ReplyChips({ row, actions }: { row: LibraryRow; actions: EntryActions }) {
  const t = useTranslations("customer");
  const { suggestions, quickReplies, followUps } = row;
  const pick = (entries: readonly FollowUp[]) => (key: string) => {
    const entry = entries.find(({ answerId }) => answerId === key);
    if (entry) actions.onPick(entry);
  };
  const options = (entries: readonly FollowUp[]) =>
    entries.map(({ answerId, title }) => ({ key: answerId, text: title }));
  return (
    <>
      {suggestions.length > 0 && (
        <SuggestionChips
          label={t("suggestions")}
          options={options(suggestions)}
          onPick={pick(suggestions)}
          onNone={() => actions.onNoneOfThese(row)}
        />
      )}
      {quickReplies.length > 0 && (
        <div role="group" aria-label={t("quickReplies")} className="mt-1 flex flex-wrap gap-1.5">
          {quickReplies.map(({ label, text }) => (
            <Chip key={label} onClick={() => actions.onQuickReply(text)}>
              {label}
            </Chip>
          ))}
        </div>
      )}
      {followUps.length > 0 && (
        <>
          <p aria-hidden className="mt-1.5 px-0.5 text-xs text-subtle">
            {t("followUps")}
          </p>
          <SuggestionChips label={t("followUps")} options={options(followUps)} onPick={pick(followUps)} />
        </>
      )}
    </>
  );
}
