"use client";

import type { LibraryFacets } from "#server/contract/library-views.ts";
import type { ReactNode, Ref } from "react";
import { ArrowDownWideNarrow, ChevronDown, Search, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useLanguageOptions } from "#components/i18n/use-language-options.ts";
import { cn } from "#components/ui/class-names.ts";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Input } from "#components/ui/input.tsx";
import { Kbd } from "#components/ui/kbd.tsx";
import { Menu, MenuChoice } from "#components/ui/menu.tsx";
import type { ListFilter, ListSort } from "./list-filter.ts";

/** Search and filters over the list. A set filter shows what it is and is taken off with one press. */
export function ListFilters(props: {
  filter: ListFilter;
  onFilter(change: Partial<ListFilter>): void;
  facets: LibraryFacets | null;
  inputRef: Ref<HTMLInputElement>;
  onDown(): void;
}) {
  const t = useTranslations("answers.list");
  const { filter, onFilter, facets } = props;
  const used = facets?.languages ?? [];
  const names = new Map(useLanguageOptions(used.map(({ language }) => language)).map((one) => [one.value, one.label]));
  const states = facets && {
    ...facets.states,
    draft: facets.states.new + facets.states.changed + facets.states.removed,
  };
  return (
    <div className="grid shrink-0 gap-2 px-3 pt-3 pb-1.5">
      <Input
        ref={props.inputRef}
        type="search"
        aria-label={t("search")}
        placeholder={t("search")}
        value={filter.search}
        maxLength={200}
        onChange={(event) => onFilter({ search: event.target.value })}
        onKeyDown={(event) => {
          if (event.key === "ArrowDown") {
            event.preventDefault();
            props.onDown();
          }
          if (event.key === "Escape" && filter.search !== "") onFilter({ search: "" });
        }}
        icon={<Search aria-hidden className="icon" />}
        end={filter.search === "" ? <Kbd keys="/" className="max-md:hidden" /> : undefined}
      />
      <div className="flex flex-wrap items-center gap-1.5">
        <FilterMenu
          label={t("category")}
          value={filter.category}
          options={(facets?.categories ?? []).map(({ category, count }) => ({
            value: category ?? "",
            label: category ?? t("noCategory"),
            count,
          }))}
          onChange={(category) => onFilter({ category })}
        />
        <FilterMenu
          label={t("language")}
          value={filter.language}
          options={used.map(({ language, count }) => ({
            value: language,
            label: names.get(language) ?? language,
            count,
          }))}
          onChange={(language) => onFilter({ language })}
        />
        <FilterMenu
          label={t("stateLabel")}
          value={filter.health ?? filter.state}
          options={[
            ...(["draft", "new", "changed", "removed", "disabled"] as const).map((value) => ({
              value,
              label: t(`state.${value}`),
              count: states?.[value],
            })),
            ...(["care", "fine", "unused"] as const).map((value) => ({
              value,
              label: t("healthIs", { health: t(`health.${value}`) }),
              count: facets?.health[value],
            })),
          ]}
          onChange={(value) =>
            onFilter({
              health: value === "care" || value === "fine" || value === "unused" ? value : null,
              state: value === "care" || value === "fine" || value === "unused" ? null : value,
            })
          }
        />
        <Menu
          align="end"
          trigger={
            <IconButton
              size="sm"
              label={t("sortedBy", { order: t(`sort.${filter.sort}`) })}
              icon={<ArrowDownWideNarrow aria-hidden className="icon-sm" />}
              className="ms-auto size-6!"
            />
          }
        >
          <MenuChoice
            value={filter.sort}
            options={(["asked", "title", "updated"] as const satisfies ListSort[]).map((value) => ({
              value,
              label: t(`sort.${value}`),
            }))}
            onChange={(sort) => onFilter({ sort })}
          />
        </Menu>
      </div>
    </div>
  );
}

const pill = "inline-flex h-6 min-w-0 items-center gap-1 rounded-sm text-xs whitespace-nowrap";

function FilterMenu<Value extends string>(props: {
  label: string;
  value: Value | null;
  options: readonly { value: Value; label: ReactNode; count?: number }[];
  onChange(value: Value | null): void;
}) {
  const t = useTranslations("answers.list");
  const chosen = props.options.find(({ value }) => value === props.value);
  if (props.value !== null)
    return (
      <button
        type="button"
        aria-label={t("removeFilter", { filter: props.label })}
        onClick={() => props.onChange(null)}
        className={cn(pill, "max-w-36 bg-selected px-2 font-medium")}
      >
        <span className="truncate">{chosen?.label ?? props.value}</span>
        <X aria-hidden className="icon-xs" />
      </button>
    );
  return (
    <Menu
      trigger={
        <button
          type="button"
          className={cn(
            pill,
            "shrink-0 ps-2 pe-1.5 text-muted inset-ring inset-ring-border-strong hover:bg-hover data-[state=open]:bg-selected",
          )}
        >
          {props.label}
          <ChevronDown aria-hidden className="icon-xs" />
        </button>
      }
    >
      <MenuChoice
        value={"-" as Value}
        options={props.options.map(({ count, ...option }) => ({ ...option, hint: count }))}
        onChange={props.onChange}
      />
    </Menu>
  );
}
