"use client";

import type { CollisionView } from "#server/contract/library-views.ts";
import type { ReactNode } from "react";
import { useTranslations } from "next-intl";
import { Badge } from "#components/ui/badge.tsx";
import { Degree } from "#components/ui/degree.tsx";

/** Questions that two entries fight for; either can be opened. */
export function CollisionsPart(props: { collisions: readonly CollisionView[]; onOpen(answerId: string): void }) {
  const t = useTranslations("answers.publish");
  if (props.collisions.length === 0) return <p className="py-3 text-muted">{t("noCollisions")}</p>;
  return (
    <ul className="max-h-[52vh] overflow-y-auto">
      {props.collisions.map((one) => (
        <li
          key={`${one.answerId} ${one.otherId} ${one.question}`}
          className="flex min-h-11 items-center gap-3 border-b border-border py-1.5 last:border-0"
        >
          <div className="min-w-0 flex-1 leading-[18px]">
            <p className="truncate">{t("quoted", { q: one.question })}</p>
            <p className="truncate text-xs text-subtle">
              {t.rich("between", {
                first: one.title,
                second: one.otherTitle,
                a: (words) => <EntryLink onOpen={() => props.onOpen(one.answerId)}>{words}</EntryLink>,
                b: (words) => <EntryLink onOpen={() => props.onOpen(one.otherId)}>{words}</EntryLink>,
              })}
            </p>
          </div>
          {one.isDuplicate ? <Badge tone="danger">{t("duplicate")}</Badge> : <Degree value={one.degree} />}
        </li>
      ))}
    </ul>
  );
}

function EntryLink({ children, onOpen }: { children: ReactNode; onOpen(): void }) {
  return (
    <button type="button" onClick={onOpen} className="text-accent-text underline-offset-2 hover:underline">
      {children}
    </button>
  );
}
