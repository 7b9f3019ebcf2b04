"use client";

import type { ReactNode, Ref } from "react";
import { ArrowDownWideNarrow, ChevronDown, Search, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { cn } from "#components/ui/class-names.ts";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Input } from "#components/ui/input.tsx";
import { Kbd } from "#components/ui/kbd.tsx";
import { Menu, MenuChoice } from "#components/ui/menu.tsx";
import type { AnswerFilter, AnswerSort } from "./filter-answers.ts";

/** Search and filters over the list. A set filter shows what it is and is taken off with one press. */
export function ListFilters(props: {
  filter: AnswerFilter;
  onFilter(change: Partial<AnswerFilter>): void;
  categories: readonly string[];
  languages: readonly { value: string; label: string }[];
  inputRef: Ref<HTMLInputElement>;
  onDown(): void;
}) {
  const t = useTranslations("answers.list");
  const { filter, onFilter } = props;
  const categories = [
    ...props.categories.map((value) => ({ value, label: value })),
    { value: "", label: t("noCategory") },
  ];
  const states = (["on", "off", "poor"] as const).map((value) => ({ value, label: t(`state.${value}`) }));
  const sorts = (["asked", "title", "changed"] as const satisfies AnswerSort[]).map((value) => ({
    value,
    label: t(`sort.${value}`),
  }));
  return (
    <div className="grid shrink-0 gap-2 px-3 pt-3 pb-1.5">
      <Input
        ref={props.inputRef}
        type="search"
        aria-label={t("search")}
        placeholder={t("search")}
        value={filter.search}
        onChange={(event) => onFilter({ search: event.target.value })}
        onKeyDown={(event) => {
          if (event.key === "ArrowDown") {
            event.preventDefault();
            props.onDown();
          }
          if (event.key === "Escape" && filter.search !== "") onFilter({ search: "" });
        }}
        icon={<Search aria-hidden className="icon" />}
        end={filter.search === "" ? <Kbd keys="/" /> : undefined}
      />
      <div className="flex gap-1.5">
        <FilterMenu
          label={t("category")}
          value={filter.category}
          options={categories}
          onChange={(category) => onFilter({ category })}
        />
        <FilterMenu
          label={t("language")}
          value={filter.language}
          options={props.languages}
          onChange={(language) => onFilter({ language })}
        />
        <FilterMenu
          label={t("stateLabel")}
          value={filter.state}
          options={states}
          onChange={(state) => onFilter({ state })}
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
          <MenuChoice value={filter.sort} options={sorts} onChange={(sort) => onFilter({ sort })} />
        </Menu>
      </div>
    </div>
  );
}

const pill = "inline-flex h-6 min-w-0 items-center gap-1 rounded-sm text-xs whitespace-nowrap";

function FilterMenu<Value extends string>(props: {
  label: string;
  value: Value | null;
  options: readonly { value: Value; label: ReactNode }[];
  onChange(value: Value | null): void;
}) {
  const t = useTranslations("answers.list");
  const chosen = props.options.find(({ value }) => value === props.value);
  if (chosen)
    return (
      <button
        type="button"
        aria-label={t("removeFilter", { filter: props.label })}
        onClick={() => props.onChange(null)}
        className={cn(pill, "bg-selected px-2 font-medium")}
      >
        <span className="truncate">{chosen.label}</span>
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
      <MenuChoice value={"-" as Value} options={props.options} onChange={props.onChange} />
    </Menu>
  );
}
