"use client";

import type { RoutingView } from "#server/contract/routing-commands.ts";
import { Ellipsis, History, PenLine, RotateCcw, Undo2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { Pane, PaneHead } from "#components/shell/pane.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Menu, MenuItem } from "#components/ui/menu.tsx";
import { Select } from "#components/ui/select.tsx";
import { useModKey } from "#components/ui/use-mod-key.ts";
import { SHOP } from "./draft/routing-draft.ts";
import type { RoutingWork } from "./draft/use-routing-work.ts";
import { HoursSection } from "./hours/hours-section.tsx";
import { LadderSection } from "./ladder/ladder-section.tsx";
import { LineSection } from "./sections/line-section.tsx";
import { LoadSection } from "./sections/load-section.tsx";
import { NeedsSection } from "./sections/needs-section.tsx";
import { OfferSection } from "./sections/offer-section.tsx";
import { OverflowSection } from "./sections/overflow-section.tsx";
import { QuietSection } from "./sections/quiet-section.tsx";
import { ShopSections } from "./sections/shop-sections.tsx";
import { StrategySection } from "./sections/strategy-section.tsx";

/** The rules of one team, or of the whole shop; one save for all that was changed. */
export function RulesPane(props: { view: RoutingView; work: RoutingWork; isAdmin: boolean; onTry(): void }) {
  const t = useTranslations("routing");
  const { view, work, isAdmin } = props;
  const team = view.teams.find(({ id }) => id === work.target);
  return (
    <Pane label={team?.name ?? t("shop")}>
      <PaneHead className="ps-6! max-md:ps-4!">
        <h1 className="sr-only md:hidden">{t("title")}</h1>
        <h2 className="min-w-0 truncate text-base font-semibold max-md:hidden">{team?.name ?? t("shop")}</h2>
        <Select
          aria-label={t("targets")}
          value={work.target}
          onChange={(event) => work.choose(event.target.value)}
          options={[
            ...view.teams.map(({ id, name }) => ({ value: id as string, label: name })),
            { value: SHOP, label: t("shop") },
          ]}
          className="min-w-0 shrink md:hidden"
        />
        {work.dirty.length > 0 && (
          <Badge tone="warning" icon={<PenLine aria-hidden className="icon-xs" />} className="max-md:hidden">
            {t("unsaved")}
          </Badge>
        )}
        <span className="ms-auto flex items-center gap-2">
          <Button
            icon={<History aria-hidden className="icon" />}
            onClick={props.onTry}
            className="lg:hidden max-md:[&>span]:sr-only"
          >
            <span>{t("replay.short")}</span>
          </Button>
          {isAdmin ? <Acts work={work} /> : <Badge>{t("readOnly")}</Badge>}
        </span>
      </PaneHead>
      <div className="min-h-0 flex-1 overflow-x-hidden overflow-y-auto">
        {/* Another target begins at its top, with fields of its own. */}
        <fieldset key={work.target} disabled={!isAdmin} className="max-w-[820px] min-w-0 px-6 pb-16 max-md:px-4">
          <legend className="sr-only">{team?.name ?? t("shop")}</legend>
          {team === undefined ? (
            <ShopSections />
          ) : (
            <>
              <StrategySection />
              <OfferSection />
              <LoadSection shopWeight={view.shop.weights.chat} />
              <NeedsSection members={team.members} />
              <LineSection />
              <OverflowSection others={view.teams.filter(({ id }) => id !== team.id)} />
              <HoursSection team={team} />
              <LadderSection defaults={view.defaults.rules.ladder} />
              <QuietSection shop={view.shop.intervals} />
            </>
          )}
        </fieldset>
      </div>
    </Pane>
  );
}

function Acts({ work }: { work: RoutingWork }) {
  const t = useTranslations("routing");
  const mod = useModKey();
  const isDirty = work.dirty.length > 0;
  return (
    <>
      {isDirty && (
        <Button variant="ghost" onClick={work.discard} className="max-sm:hidden">
          {t("discard")}
        </Button>
      )}
      <Button
        variant="primary"
        kbd={`${mod} S`}
        isBusy={work.isSaving}
        aria-disabled={!isDirty || undefined}
        onClick={() => void work.save()}
        className="max-md:[&_kbd]:hidden"
      >
        {t("save")}
      </Button>
      <Menu align="end" trigger={<IconButton label={t("more")} icon={<Ellipsis aria-hidden className="icon" />} />}>
        <MenuItem
          icon={<Undo2 aria-hidden className="icon text-muted" />}
          isDisabled={work.undo === null}
          onSelect={() => void work.undo?.()}
        >
          {t("undoSave")}
        </MenuItem>
        <MenuItem
          icon={<Undo2 aria-hidden className="icon text-muted" />}
          isDisabled={!isDirty}
          onSelect={work.discard}
        >
          {t("discardAll")}
        </MenuItem>
        <MenuItem icon={<RotateCcw aria-hidden className="icon text-muted" />} onSelect={work.reset}>
          {t("asDelivered")}
        </MenuItem>
      </Menu>
    </>
  );
}
