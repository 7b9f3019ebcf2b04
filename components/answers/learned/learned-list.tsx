"use client";

import { GraduationCap, ThumbsDown, ThumbsUp } from "lucide-react";
import { useTranslations } from "next-intl";
import { useErrorText } from "#components/i18n/use-error-text.ts";
import { Button } from "#components/ui/button.tsx";
import { cn } from "#components/ui/class-names.ts";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Segments } from "#components/ui/segments.tsx";
import { SkeletonRows } from "#components/ui/skeleton.tsx";
import type { Learned } from "./use-learned.ts";

/** What was learned, newest first: the customer's words, and the entry they speak for or against. */
export function LearnedList(props: {
  learned: Learned;
  isRevoked: boolean;
  onRevoked(isRevoked: boolean): void;
  openId: string | null;
  onOpen(id: string): void;
}) {
  const t = useTranslations("answers.learned");
  const errorText = useErrorText();
  const { learned } = props;
  return (
    <>
      <div className="shrink-0 px-3 pt-3 pb-2">
        <Segments
          label={t("which")}
          value={props.isRevoked ? "revoked" : "inForce"}
          onChange={(which) => props.onRevoked(which === "revoked")}
          options={[
            { value: "inForce", label: t("inForce") },
            { value: "revoked", label: t("revokedOnes") },
          ]}
        />
      </div>
      <div className="min-h-0 flex-1 overflow-x-hidden overflow-y-auto">
        {learned.pairs === null ? (
          learned.error ? (
            <EmptyState
              title={errorText(learned.error.code)}
              action={<Button onClick={learned.retry}>{t("tryAgain")}</Button>}
            />
          ) : (
            <SkeletonRows count={8} height={54} />
          )
        ) : learned.pairs.length === 0 ? (
          <EmptyState
            icon={<GraduationCap aria-hidden className="icon-lg" />}
            title={t(props.isRevoked ? "noneRevoked" : "noneTitle")}
            description={props.isRevoked ? undefined : t("noneText")}
          />
        ) : (
          <>
            <ul className="flex flex-col gap-0.5 pb-2">
              {learned.pairs.map((pair) => (
                <li key={pair.id}>
                  <button
                    type="button"
                    aria-current={pair.id === props.openId || undefined}
                    onClick={() => props.onOpen(pair.id)}
                    className={cn(
                      "mx-1.5 block h-[52px] w-[calc(100%-12px)] rounded-md px-2.5 py-[7px] text-start -outline-offset-2",
                      pair.id === props.openId ? "bg-selected" : "hover:bg-hover",
                    )}
                  >
                    <span title={pair.text} className="block truncate font-medium">
                      {pair.text}
                    </span>
                    <span className="mt-px flex items-center gap-1.5 text-xs leading-[18px] whitespace-nowrap text-subtle">
                      {pair.isRight ? (
                        <ThumbsUp aria-label={t("right")} className="icon-xs text-success-text" />
                      ) : (
                        <ThumbsDown aria-label={t("wrong")} className="icon-xs text-danger-text" />
                      )}
                      <span className="truncate">{pair.title}</span>
                      <span className="ms-auto ps-1">{t(`source.${pair.source}`)}</span>
                    </span>
                  </button>
                </li>
              ))}
            </ul>
            {learned.hasMore && (
              <Button size="sm" className="mx-4 mb-3" isBusy={learned.isLoadingMore} onClick={learned.loadMore}>
                {t("more")}
              </Button>
            )}
          </>
        )}
      </div>
    </>
  );
}
