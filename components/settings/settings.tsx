"use client";

import type { ShopSettings } from "#server/contract/admin-commands.ts";
import { useEffect, useRef, useState } from "react";
import { useTranslations } from "next-intl";
import { useErrorText } from "#components/i18n/use-error-text.ts";
import { useAgentCommand } from "#components/realtime/use-agent-command.ts";
import { useAgentQuery, useRefresh } from "#components/realtime/use-agent-query.ts";
import { Pane, PaneHead } from "#components/shell/pane.tsx";
import { useLeaveGuard } from "#components/shell/use-leave-guard.tsx";
import { Button } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { SkeletonRows } from "#components/ui/skeleton.tsx";
import { toast } from "#components/ui/toaster.tsx";
import { CannedSection } from "./canned/canned-section.tsx";
import { DemoSection } from "./demo-section.tsx";
import { PageSection } from "./page/page-section.tsx";
import { draftOf, faultsOf, inputOf, isSameDraft, type SettingsDraft } from "./settings-draft.ts";
import { type SectionId, sectionIds, SettingsView } from "./settings-view.tsx";
import { ShopSection } from "./shop/shop-section.tsx";
import { HandOffSection } from "./work/hand-off-section.tsx";
import { ReasonsSection } from "./work/reasons-section.tsx";

const supervisorSections: readonly SectionId[] = ["canned"];

/** The shop's settings. A supervisor who is no admin has the canned replies only. */
export function Settings({ isAdmin }: { isAdmin: boolean }) {
  return isAdmin ? (
    <AllSettings />
  ) : (
    <SettingsView sections={supervisorSections} save={null}>
      <CannedSection />
    </SettingsView>
  );
}

function AllSettings() {
  const t = useTranslations("settings");
  const errorText = useErrorText();
  const settings = useAgentQuery("settings:get", {});
  if (settings.data) return <Loaded settings={settings.data} />;
  return (
    <Pane>
      <PaneHead title={t("title")} level={1} className="ps-5!" />
      {settings.error ? (
        <EmptyState
          title={errorText(settings.error.code)}
          action={<Button onClick={() => void settings.refetch()}>{t("tryAgain")}</Button>}
          className="px-5!"
        />
      ) : (
        <SkeletonRows count={8} height={56} className="pt-4" />
      )}
    </Pane>
  );
}

function Loaded({ settings }: { settings: ShopSettings }) {
  const t = useTranslations("settings");
  const errorText = useErrorText();
  const refresh = useRefresh();
  const save = useAgentCommand("settings:save");
  const removeDemo = useAgentCommand("demo:remove");
  const [base, setBase] = useState(() => draftOf(settings));
  const [draft, setDraft] = useState(base);
  const isDirty = !isSameDraft(draft, base);
  const guard = useLeaveGuard(isDirty);
  const faults = faultsOf(draft);
  const change = (part: Partial<SettingsDraft>) => setDraft((held) => ({ ...held, ...part }));
  const sections = settings.hasDemo ? sectionIds : withoutDemo;

  // Saved by somebody else: taken over when nothing is written here.
  const isClean = useRef(!isDirty);
  isClean.current = !isDirty;
  useEffect(() => {
    const theirs = draftOf(settings);
    if (!isClean.current) return;
    setBase(theirs);
    setDraft(theirs);
  }, [settings]);

  const submit = () => {
    if (save.isPending || !isDirty) return;
    if (faults.size > 0) {
      toast.error(t("faults", { count: faults.size }));
      document.querySelector<HTMLElement>("[data-section] [aria-invalid=true]")?.focus();
      return;
    }
    save.mutate(inputOf(draft), {
      onSuccess: (next) => {
        const saved = draftOf(next);
        setBase(saved);
        setDraft(saved);
        refresh("settings:get");
        toast.success(t("saved"));
      },
      onError: (error) => toast.error(errorText(error.code)),
    });
  };
  useSaveKey(submit);
  return (
    <>
      <SettingsView
        sections={sections}
        save={{ isDirty, isSaving: save.isPending, onSave: submit, onDiscard: () => setDraft(base) }}
      >
        <ShopSection draft={draft} onDraft={change} faults={faults} />
        <PageSection
          origins={draft.allowedOrigins}
          onChange={(allowedOrigins) => change({ allowedOrigins })}
          embedTag={settings.embedTag}
          isStale={draft.accentColor !== settings.site.accentColor}
        />
        <ReasonsSection
          reasons={draft.busyReasons}
          onChange={(busyReasons) => change({ busyReasons })}
          faults={faults}
        />
        <HandOffSection handOff={draft.handOff} onChange={(handOff) => change({ handOff })} />
        <CannedSection />
        {settings.hasDemo && (
          <DemoSection
            isBusy={removeDemo.isPending}
            onRemove={(done) =>
              removeDemo.mutate(
                {},
                {
                  onSuccess: ({ removed }) => {
                    done();
                    refresh("settings:get");
                    toast.success(t("demo.removed", { count: removed }));
                  },
                  onError: (error) => {
                    done();
                    toast.error(error.code === "in_use" ? t("demo.inUse") : errorText(error.code));
                  },
                },
              )
            }
          />
        )}
      </SettingsView>
      {guard.dialog}
    </>
  );
}

const withoutDemo: readonly SectionId[] = sectionIds.filter((id) => id !== "demo");

function useSaveKey(save: () => void) {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== "s" || !(event.ctrlKey || event.metaKey) || event.altKey) return;
      event.preventDefault();
      save();
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  });
}
