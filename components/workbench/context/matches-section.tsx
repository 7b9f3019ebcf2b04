"use client";

import type { AnswerId, ConversationId } from "#server/contract/index.ts";
import { CircleCheck } from "lucide-react";
import { useTranslations } from "next-intl";
import { cn } from "#components/ui/class-names.ts";
import { Degree, formatDegree } from "#components/ui/degree.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Menu, MenuChoice, MenuLabel } from "#components/ui/menu.tsx";
import { useMarkRight } from "../use-mark-right.ts";
import { ContextSection } from "./context-section.tsx";
import type { Match } from "./matches.ts";

/**
 * How well the library matched each question, and the mean that decides beside them (B3). Who serves customers can say
 * which of its candidates was the right answer.
 */
export function MatchesSection(props: {
  conversationId: ConversationId;
  matches: readonly Match[];
  mean: number | null;
  mayMark: boolean;
}) {
  const t = useTranslations("workbench.matches");
  const { markRight, rightOf } = useMarkRight(props.conversationId);
  const { matches, mean } = props;
  if (matches.length === 0) return null;
  return (
    <ContextSection title={t("title")} aside={mean === null ? undefined : t("mean", { degree: formatDegree(mean) })}>
      <ul>
        {matches.map((match) => (
          <li
            key={match.itemId}
            className={cn(
              "group grid min-h-6 items-center gap-2 text-muted",
              props.mayMark ? "grid-cols-[76px_minmax(0,1fr)_24px]" : "grid-cols-[76px_minmax(0,1fr)]",
            )}
          >
            <Degree value={match.degree} threshold={match.threshold ?? undefined} />
            <span className="truncate" title={match.title ?? undefined}>
              {match.title ?? t("none")}
            </span>
            {props.mayMark && match.candidates.length > 0 && (
              <RightMenu
                match={match}
                rightId={rightOf(match.itemId)}
                onRight={(candidate) => markRight(match.itemId, candidate)}
              />
            )}
          </li>
        ))}
      </ul>
    </ContextSection>
  );
}

function RightMenu(props: {
  match: Match;
  rightId: string | null;
  onRight(candidate: { answerId: AnswerId; title: string }): void;
}) {
  const t = useTranslations("workbench.matches");
  const { match, rightId } = props;
  return (
    <Menu
      align="end"
      className="max-w-80"
      trigger={
        <IconButton
          size="sm"
          className={cn(
            "size-6!",
            rightId === null
              ? "opacity-0 group-hover:opacity-100 focus-visible:opacity-100 data-[state=open]:opacity-100 pointer-coarse:opacity-100"
              : "text-success-text!",
          )}
          label={t("rightFor", { title: match.title ?? t("none") })}
          icon={<CircleCheck aria-hidden className="icon-sm" />}
        />
      }
    >
      <MenuLabel>{t("right")}</MenuLabel>
      <MenuChoice
        value={rightId ?? ""}
        onChange={(answerId) => {
          const chosen = match.candidates.find((candidate) => candidate.answerId === answerId);
          if (chosen) props.onRight(chosen);
        }}
        options={match.candidates.map(({ answerId, title, degree }) => ({
          value: answerId as string,
          label: title,
          hint: formatDegree(degree),
        }))}
      />
    </Menu>
  );
}
