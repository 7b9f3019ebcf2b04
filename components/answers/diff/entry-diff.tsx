"use client";

import type { AnswerContent } from "#server/contract/library-views.ts";
import type { ReactNode } from "react";
import { useTranslations } from "next-intl";
import { cn } from "#components/ui/class-names.ts";
import { useLanguageName } from "../data/use-language-name.ts";
import { DiffText, freshLook, goneLook } from "./diff-text.tsx";
import { diffLines } from "./text-diff.ts";

/** Names that ids stand for, where the caller knows them. */
export interface DiffNames {
  teams: ReadonlyMap<string, string>;
  titles: ReadonlyMap<string, string>;
}

/** Everything that differs between two states of an entry; null: it was not there, or is not any more. */
export function EntryDiff(props: {
  before: AnswerContent | null;
  after: AnswerContent | null;
  names: DiffNames;
  className?: string;
}) {
  const t = useTranslations("answers.diff");
  const { before, after, names } = props;
  const nameOf = useLanguageName();
  const content = after ?? before;
  if (!content) return null;
  const team = (id: string | null) => (id === null ? t("anyTeam") : (names.teams.get(id) ?? t("otherTeam")));
  const facts: { label: string; was: string; is: string }[] = [
    { label: t("category"), was: before?.category ?? "", is: after?.category ?? "" },
    { label: t("language"), was: before ? nameOf(before.language) : "", is: after ? nameOf(after.language) : "" },
    { label: t("team"), was: before ? team(before.teamId) : "", is: after ? team(after.teamId) : "" },
    {
      label: t("asker"),
      was: before ? (before.askerKind ?? t("everybody")) : "",
      is: after ? (after.askerKind ?? t("everybody")) : "",
    },
    {
      label: t("inUse"),
      was: before ? t(before.isEnabled ? "yes" : "no") : "",
      is: after ? t(after.isEnabled ? "yes" : "no") : "",
    },
  ].filter(({ was, is }) => was !== is && before !== null && after !== null);
  const lists: { label: string; was: string[]; is: string[] }[] = [
    { label: t("questions"), was: before?.questions ?? [], is: after?.questions ?? [] },
    {
      label: t("quickReplies"),
      was: (before?.quickReplies ?? []).map(quickLine),
      is: (after?.quickReplies ?? []).map(quickLine),
    },
    {
      label: t("followUps"),
      was: (before?.followUpIds ?? []).map((id) => names.titles.get(id) ?? t("otherEntry")),
      is: (after?.followUpIds ?? []).map((id) => names.titles.get(id) ?? t("otherEntry")),
    },
  ];
  const [hadPictures, hasPictures] = [before?.pictureIds ?? [], after?.pictureIds ?? []];
  const pictures = diffLines(hadPictures, hasPictures);
  return (
    <div lang={content.language} className={cn("flex flex-col gap-3 text-sm", props.className)}>
      {before?.title !== after?.title && (
        <Part label={t("title")}>
          <DiffText before={before?.title ?? ""} after={after?.title ?? ""} className="font-medium" />
        </Part>
      )}
      {before?.body !== after?.body && (
        <Part label={t("body")}>
          <DiffText before={before?.body ?? ""} after={after?.body ?? ""} />
        </Part>
      )}
      {facts.length > 0 && (
        <dl className="flex flex-wrap gap-x-6 gap-y-1.5">
          {facts.map(({ label, was, is }) => (
            <div key={label} className="min-w-0">
              <dt className="text-xs text-subtle">{label}</dt>
              <dd>
                <del className={goneLook}>{was || t("none")}</del> <ins className={freshLook}>{is || t("none")}</ins>
              </dd>
            </div>
          ))}
        </dl>
      )}
      {lists.map(({ label, was, is }) => (
        <Lines key={label} label={label} was={was} is={is} />
      ))}
      {(pictures.gone.length > 0 || pictures.fresh.length > 0) && (
        <Part label={t("pictures")}>
          <p className="text-muted">
            {t("pictureCounts", { added: pictures.fresh.length, removed: pictures.gone.length })}
          </p>
        </Part>
      )}
    </div>
  );
}

const quickLine = ({ label, text }: { label: string; text: string }) => (label === text ? label : `${label} → ${text}`);

function Part({ label, children }: { label: string; children: ReactNode }) {
  return (
    <section className="min-w-0">
      <h4 className="mb-0.5 text-xs text-subtle">{label}</h4>
      {children}
    </section>
  );
}

/** Lines that came and went; those that stayed are only counted. */
function Lines({ label, was, is }: { label: string; was: readonly string[]; is: readonly string[] }) {
  const t = useTranslations("answers.diff");
  const { gone, fresh } = diffLines(was, is);
  if (gone.length === 0 && fresh.length === 0) return null;
  const kept = is.length - fresh.length;
  return (
    <Part label={label}>
      <ul className="flex flex-col gap-0.5">
        {fresh.map((line) => (
          <li key={`+${line}`} className="wrap-anywhere">
            <ins className={freshLook}>
              <span className="sr-only">{t("addedMark")} </span>
              {line}
            </ins>
          </li>
        ))}
        {gone.map((line) => (
          <li key={`-${line}`} className="wrap-anywhere">
            <del className={goneLook}>
              <span className="sr-only">{t("removedMark")} </span>
              {line}
            </del>
          </li>
        ))}
        {kept > 0 && <li className="text-xs text-subtle">{t("kept", { count: kept })}</li>}
      </ul>
    </Part>
  );
}
