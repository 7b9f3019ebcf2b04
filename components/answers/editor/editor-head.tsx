"use client";

import type { LibraryEntryView } from "#server/contract/library-views.ts";
import { useState } from "react";
import {
  ArrowLeft,
  CircleOff,
  Ellipsis,
  FileDiff,
  FlaskConical,
  History,
  PenLine,
  Plus,
  Trash2,
  Undo2,
} from "lucide-react";
import { useTranslations } from "next-intl";
import { PaneHead } from "#components/shell/pane.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { Drawer } from "#components/ui/drawer.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Menu, MenuItem, MenuLine } from "#components/ui/menu.tsx";
import { useModKey } from "#components/ui/use-mod-key.ts";
import { EntryDiff } from "../diff/entry-diff.tsx";
import type { TeamOption } from "../team-option.ts";
import { contentOf, type EntryDraft } from "./entry-draft.ts";

/** What the entry is, how far its draft is, and what can be done with it. */
export function EditorHead(props: {
  entry: LibraryEntryView | null;
  draft: EntryDraft;
  isDirty: boolean;
  isSaving: boolean;
  /** Drafts of the whole library: publishing takes all of them. */
  draftCount: number;
  teams: readonly TeamOption[];
  onSave(): void;
  onDiscard(): void;
  onPublish(): void;
  onBack(): void;
  onTry(): void;
  onVersions(): void;
  onRemove(): void;
}) {
  const t = useTranslations("answers.editor");
  const mod = useModKey();
  const [isDiffOpen, setDiffOpen] = useState(false);
  const { entry, draft, isDirty } = props;
  const hasDraft = entry?.draft != null;
  return (
    <PaneHead className="ps-6! max-md:gap-1! max-md:px-2!">
      <IconButton
        label={t("back")}
        icon={<ArrowLeft aria-hidden className="icon" />}
        onClick={props.onBack}
        className="md:hidden!"
      />
      <h2 className="min-w-0 truncate text-base font-semibold tracking-[-0.005em]">
        {draft.category && <span className="font-normal text-muted max-lg:hidden">{draft.category} / </span>}
        {draft.title.trim() || t("untitled")}
      </h2>
      <span role="status" className="flex shrink-0">
        <DraftMark entry={entry} isDirty={isDirty} isEnabled={draft.isEnabled} />
      </span>
      <span className="ms-auto flex shrink-0 items-center gap-2 max-md:gap-1">
        <IconButton
          label={t("try")}
          icon={<FlaskConical aria-hidden className="icon" />}
          onClick={props.onTry}
          className="lg:hidden!"
        />
        <Menu align="end" trigger={<IconButton label={t("more")} icon={<Ellipsis aria-hidden className="icon" />} />}>
          <MenuItem icon={<History aria-hidden className="icon-sm" />} onSelect={props.onVersions}>
            {t("versions")}
          </MenuItem>
          <MenuItem
            icon={<FileDiff aria-hidden className="icon-sm" />}
            isDisabled={!entry?.published || (!hasDraft && !isDirty)}
            onSelect={() => setDiffOpen(true)}
          >
            {t("compare")}
          </MenuItem>
          <MenuItem
            icon={<Undo2 aria-hidden className="icon-sm" />}
            isDisabled={!hasDraft && !isDirty}
            onSelect={props.onDiscard}
          >
            {t("discardLong", { what: isDirty ? "unsaved" : "draft" })}
          </MenuItem>
          {entry && (
            <>
              <MenuLine />
              <MenuItem
                isDanger
                icon={<Trash2 aria-hidden className="icon-sm" />}
                isDisabled={entry.draft?.state === "removed"}
                onSelect={props.onRemove}
              >
                {t("remove")}
              </MenuItem>
            </>
          )}
        </Menu>
        {(isDirty || hasDraft) && (
          <Button variant="ghost" onClick={props.onDiscard} className="max-lg:hidden!">
            {t("discard")}
          </Button>
        )}
        {isDirty || props.isSaving || props.draftCount === 0 ? (
          <Button
            variant="primary"
            kbd={`${mod} S`}
            isBusy={props.isSaving}
            aria-disabled={!isDirty || undefined}
            onClick={props.onSave}
            className="max-lg:[&_kbd]:hidden"
          >
            {t("save")}
          </Button>
        ) : (
          <Button variant="primary" onClick={props.onPublish}>
            {t("publish")}
          </Button>
        )}
      </span>
      <Drawer isOpen={isDiffOpen} onOpenChange={setDiffOpen} title={t("compareTitle")} width={480}>
        <EntryDiff
          before={entry?.published ?? null}
          after={contentOf(draft)}
          names={{
            teams: new Map(props.teams.map(({ id, name }) => [id, name])),
            titles: new Map(entry?.followUps.map(({ answerId, title }) => [answerId, title]) ?? []),
          }}
          className="p-4"
        />
      </Drawer>
    </PaneHead>
  );
}

/** One mark: not saved, a draft, or switched off. Nothing on an entry that is as customers get it. */
function DraftMark({
  entry,
  isDirty,
  isEnabled,
}: {
  entry: LibraryEntryView | null;
  isDirty: boolean;
  isEnabled: boolean;
}) {
  const t = useTranslations("answers.editor");
  if (isDirty)
    return (
      <Badge tone="warning" icon={<PenLine aria-hidden className="icon-xs" />}>
        {t("unsaved")}
      </Badge>
    );
  if (entry?.draft)
    return (
      <Badge
        tone={entry.draft.state === "removed" ? "danger" : "warning"}
        icon={<PenLine aria-hidden className="icon-xs" />}
        title={t(`draftTitle.${entry.draft.state}`)}
      >
        {t(`draft.${entry.draft.state}`)}
      </Badge>
    );
  if (!isEnabled) return <Badge icon={<CircleOff aria-hidden className="icon-xs" />}>{t("off")}</Badge>;
  return null;
}

/** The head while nothing is open. */
export function NewButton({ onNew }: { onNew(): void }) {
  const t = useTranslations("answers.list");
  return (
    <Button icon={<Plus aria-hidden className="icon" />} onClick={onNew}>
      {t("new")}
    </Button>
  );
}
