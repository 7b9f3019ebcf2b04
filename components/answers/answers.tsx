"use client";

import { useEffect, useState } from "react";
import { useTranslations } from "next-intl";
import { useAgentQuery } from "#components/realtime/use-agent-query.ts";
import { useConnectionStatus } from "#components/realtime/use-connection-status.ts";
import { Pane, PaneBody, PaneHead } from "#components/shell/pane.tsx";
import { OfflineBanner } from "#components/ui/banner.tsx";
import { Drawer } from "#components/ui/drawer.tsx";
import { Segments } from "#components/ui/segments.tsx";
import { useLibraryNews } from "./data/use-library-news.ts";
import { EntryEditor } from "./editor/entry-editor.tsx";
import { ImportDialog } from "./import/import-dialog.tsx";
import { LearnedList } from "./learned/learned-list.tsx";
import { LearnedPane } from "./learned/learned-pane.tsx";
import { useLearned } from "./learned/use-learned.ts";
import { LibraryList } from "./list/library-list.tsx";
import { type ListFilter, noFilter } from "./list/list-filter.ts";
import { ListPane } from "./list/list-pane.tsx";
import { useLibraryList } from "./list/use-library-list.ts";
import { useRemoveEntry } from "./list/use-remove-entry.ts";
import { NothingOpen, OpenEntry } from "./open-entry.tsx";
import { BeforeBar } from "./publish/before-bar.tsx";
import type { DraftChoice } from "./publish/draft-choice.ts";
import { PublishDialog } from "./publish/publish-dialog.tsx";
import { useLibraryDiff } from "./publish/use-library-diff.ts";
import { useTrial } from "./publish/use-trial.ts";
import { nothingTried, TryConsole } from "./try/try-console.tsx";
import { GroupPane } from "./unanswered/group-pane.tsx";
import { UnansweredList } from "./unanswered/unanswered-list.tsx";
import { firstUnanswered, useUnanswered } from "./unanswered/use-unanswered.ts";
import { newAnswer, usePlace } from "./use-place.ts";
import { VersionsDrawer } from "./versions/versions-drawer.tsx";

type Over = "publish" | "versions" | "import" | null;

/** The answer library: its lists, what is open, and the test console side by side. Fills the frame it stands in. */
export function Answers() {
  const t = useTranslations("answers");
  const { tab, openId, go } = usePlace();
  const { status } = useConnectionStatus();
  const [filter, setFilter] = useState<ListFilter>(noFilter);
  const [unansweredFilter, setUnansweredFilter] = useState(firstUnanswered);
  const [isRevoked, setRevoked] = useState(false);
  const [over, setOver] = useState<Over>(null);
  const [hasUnsaved, setUnsaved] = useState(false);
  const [trying, setTrying] = useState(nothingTried);
  const [isTryOpen, setTryOpen] = useState(false);
  const library = useLibraryList(filter);
  const unanswered = useUnanswered(unansweredFilter);
  const learned = useLearned(isRevoked, tab === "learned");
  const colleagues = useAgentQuery("colleague:list", {});
  const [draftChoice, setDraftChoice] = useState<DraftChoice>(null);
  const drafts = useLibraryDiff("drafts");
  const chosen = useLibraryDiff("drafts", { choice: draftChoice });
  const trial = useTrial(chosen.print, draftChoice);
  useLibraryNews();
  const remove = useRemoveEntry((isGone) => isGone && go({ tab: "library" }));
  const teams = colleagues.data?.teams ?? [];
  const { draftCount } = library;
  // Drafts that come after the last one was published are looked at anew.
  useEffect(() => {
    if (draftCount === 0) setDraftChoice(null);
  }, [draftCount]);

  const openEntry = (id: string) => go({ tab: "library", openId: id });
  const tryText = (text: string) => {
    setTrying({ ...trying, text });
    // Beside the editor there is room for it only on a wide screen.
    if (!matchMedia("(min-width: 1200px)").matches) setTryOpen(true);
  };
  const closeOver = (isOpen: boolean) => !isOpen && setOver(null);
  const back = () => go({ tab });
  const tester = (
    <TryConsole
      state={trying}
      onState={setTrying}
      teams={teams}
      askerKinds={library.rows?.flatMap(({ askerKind }) => askerKind ?? []) ?? []}
      hasUnsaved={hasUnsaved}
      onOpen={(id) => {
        setTryOpen(false);
        openEntry(id);
      }}
    />
  );
  const choice = (
    <Segments
      label={t("try.on")}
      value={trying.on}
      onChange={(on) => setTrying({ ...trying, on })}
      options={[
        { value: "draft", label: t("try.draft") },
        { value: "published", label: t("try.published") },
      ]}
    />
  );
  const group = tab === "unanswered" ? unanswered.groups?.find(({ id }) => id === openId) : undefined;
  const pair = tab === "learned" ? learned.pairs?.find(({ id }) => id === openId) : undefined;

  return (
    <div className="grid min-h-0 min-w-0 grid-rows-[minmax(0,1fr)_auto] md:grid-cols-[300px_minmax(0,1fr)] lg:grid-cols-[328px_minmax(0,1fr)_404px]">
      <ListPane
        tab={tab}
        onTab={(next) => go({ tab: next })}
        counts={{
          library: library.wholeCount ?? undefined,
          unanswered: unanswered.groups && unansweredFilter.which === "open" ? unanswered.totalGroups : undefined,
          learned: learned.pairs ? learned.total : undefined,
        }}
        version={library.version}
        model={library.model}
        onNew={() => openEntry(newAnswer)}
        onImport={() => setOver("import")}
        onVersions={() => setOver("versions")}
        className={`border-e border-border ${openId === null ? "" : "max-md:hidden!"}`}
      >
        {tab === "library" ? (
          <LibraryList
            library={library}
            filter={filter}
            onFilter={(change) => setFilter({ ...filter, ...change })}
            openId={openId}
            onOpen={openEntry}
            onNew={() => openEntry(newAnswer)}
            onImport={() => setOver("import")}
          />
        ) : tab === "unanswered" ? (
          <UnansweredList
            unanswered={unanswered}
            filter={unansweredFilter}
            onFilter={(change) => setUnansweredFilter({ ...unansweredFilter, ...change })}
            openId={openId}
            onOpen={(id) => go({ tab, openId: id })}
          />
        ) : (
          <LearnedList
            learned={learned}
            isRevoked={isRevoked}
            onRevoked={setRevoked}
            openId={openId}
            onOpen={(id) => go({ tab, openId: id })}
          />
        )}
      </ListPane>
      <div className={`flex min-h-0 min-w-0 flex-col ${openId === null ? "max-md:hidden" : ""}`}>
        <div className="grid min-h-0 flex-1">
          {openId !== null && tab === "library" ? (
            <OpenEntry key={openId} id={openId} onBack={back}>
              {(entry) => (
                <EntryEditor
                  entry={entry}
                  categories={library.facets?.categories.flatMap(({ category }) => category ?? []) ?? []}
                  languages={library.facets?.languages.map(({ language }) => language) ?? []}
                  teams={teams}
                  draftCount={draftCount}
                  onUnsaved={setUnsaved}
                  onSaved={(id, wasNew) => wasNew && openEntry(id)}
                  onOpen={openEntry}
                  onBack={back}
                  onTry={() => setTryOpen(true)}
                  onPublish={() => setOver("publish")}
                  onVersions={() => setOver("versions")}
                  onRemove={() => entry && remove(entry)}
                />
              )}
            </OpenEntry>
          ) : group ? (
            <GroupPane
              key={group.id}
              group={group}
              onDraft={openEntry}
              onGone={back}
              onOpen={openEntry}
              onTry={tryText}
              onBack={back}
            />
          ) : pair ? (
            <LearnedPane
              key={pair.id}
              pair={pair}
              isBusy={learned.isBusy}
              onRevoke={(next) => learned.setRevoked(pair, next)}
              onOpen={openEntry}
              onTry={tryText}
              onBack={back}
            />
          ) : (
            <NothingOpen tab={tab} hasId={openId !== null} onBack={back} />
          )}
        </div>
        {(status === "offline" || status === "connecting") && hasUnsaved && <OfflineBanner />}
        <BeforeBar trial={trial} draftCount={draftCount} onSeeAll={() => setOver("publish")} />
      </div>
      <Pane as="aside" tone="panel" label={t("try.title")} className="border-s border-border max-lg:hidden!">
        <PaneHead title={t("try.title")}>
          <span className="ms-auto flex">{choice}</span>
        </PaneHead>
        <PaneBody>{tester}</PaneBody>
      </Pane>
      {openId === null && draftCount > 0 && (
        <div className="md:hidden">
          <BeforeBar trial={trial} draftCount={draftCount} onSeeAll={() => setOver("publish")} />
        </div>
      )}
      <Drawer isOpen={isTryOpen} onOpenChange={setTryOpen} title={t("try.title")} width={420}>
        <div className="px-4 pt-3">{choice}</div>
        {tester}
      </Drawer>
      <PublishDialog
        isOpen={over === "publish"}
        onOpenChange={closeOver}
        drafts={drafts}
        diff={chosen}
        choice={draftChoice}
        onChoice={setDraftChoice}
        trial={trial}
        teams={teams}
        hasUnsaved={hasUnsaved}
        onTry={tryText}
        onOpen={openEntry}
      />
      <VersionsDrawer isOpen={over === "versions"} onOpenChange={closeOver} teams={teams} />
      <ImportDialog isOpen={over === "import"} onOpenChange={closeOver} />
    </div>
  );
}
