"use client";

import type { AnswerId } from "#server/contract/ids.ts";
import { type ReactNode, useEffect, useState } from "react";
import { useTranslations } from "next-intl";
import { useErrorText } from "#components/i18n/use-error-text.ts";
import { useAgentQuery } from "#components/realtime/use-agent-query.ts";
import { Pane, PaneHead } from "#components/shell/pane.tsx";
import { Button } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { SkeletonRows } from "#components/ui/skeleton.tsx";
import { type LibraryTab, newAnswer } from "./use-place.ts";

type Entry = NonNullable<ReturnType<typeof useEntry>["data"]>;
const useEntry = (id: string) => useAgentQuery("library:get", { id: id as AnswerId }, { isEnabled: id !== newAnswer });

/** The entry behind an address, once it is there. */
export function OpenEntry(props: { id: string; onBack(): void; children(entry: Entry | null): ReactNode }) {
  const t = useTranslations("answers");
  const errorText = useErrorText();
  const entry = useEntry(props.id);
  const [isHydrated, setHydrated] = useState(false);
  useEffect(() => setHydrated(true), []);
  if (props.id === newAnswer) return isHydrated ? props.children(null) : null;
  if (entry.data) return props.children(entry.data);
  return (
    <Pane>
      <PaneHead />
      {entry.error ? (
        <EmptyState
          title={errorText(entry.error.code)}
          action={<Button onClick={props.onBack}>{t("backToList")}</Button>}
          className="px-6!"
        />
      ) : (
        <SkeletonRows count={8} height={44} className="pt-4" />
      )}
    </Pane>
  );
}

/** The middle while nothing is open, or what was open is gone. */
export function NothingOpen(props: { tab: LibraryTab; hasId: boolean; onBack(): void }) {
  const t = useTranslations("answers");
  return (
    <Pane>
      <PaneHead />
      <EmptyState
        title={t(`choose.${props.tab}.title`)}
        description={t(`choose.${props.tab}.text`)}
        action={
          props.hasId ? (
            <Button onClick={props.onBack} className="md:hidden!">
              {t("backToList")}
            </Button>
          ) : undefined
        }
        className="m-auto items-center! text-center"
      />
    </Pane>
  );
}
