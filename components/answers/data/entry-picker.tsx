"use client";

import type { LibraryRow } from "#server/contract/library-views.ts";
import { type KeyboardEvent, type ReactElement, useId, useState } from "react";
import { Search } from "lucide-react";
import { useTranslations } from "next-intl";
import { useAgentQuery } from "#components/realtime/use-agent-query.ts";
import { cn } from "#components/ui/class-names.ts";
import { Input } from "#components/ui/input.tsx";
import { Popover } from "#components/ui/popover.tsx";
import { SkeletonRows } from "#components/ui/skeleton.tsx";
import { listInput, noFilter } from "../list/list-filter.ts";
import { useSettled } from "./use-settled.ts";

const SHOWN = 30;
const nothing: ReadonlySet<string> = new Set();

/** Finds one entry of the library by its words: type, arrows, Enter. */
export function EntryPicker(props: {
  trigger: ReactElement;
  label: string;
  without?: ReadonlySet<string>;
  onPick(row: LibraryRow): void;
}) {
  const [isOpen, setOpen] = useState(false);
  return (
    <Popover trigger={props.trigger} label={props.label} isOpen={isOpen} onOpenChange={setOpen} className="w-80 p-1.5!">
      <Found
        label={props.label}
        without={props.without ?? nothing}
        onPick={(row) => {
          setOpen(false);
          props.onPick(row);
        }}
      />
    </Popover>
  );
}

function Found(props: { label: string; without: ReadonlySet<string>; onPick(row: LibraryRow): void }) {
  const t = useTranslations("answers.picker");
  const id = useId();
  const [text, setText] = useState("");
  const [at, setAt] = useState(0);
  const query = useSettled(text, 150);
  const found = useAgentQuery(
    "library:list",
    { ...listInput(noFilter, query), after: null, limit: SHOWN },
    { keepPrevious: true },
  );
  const rows = (found.data?.rows ?? []).filter((row) => row.draft !== "removed" && !props.without.has(row.id));
  const chosen = Math.min(at, rows.length - 1);
  const press = (event: KeyboardEvent) => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    const row = rows[chosen];
    if (step !== 0) {
      event.preventDefault();
      setAt(Math.max(0, Math.min(rows.length - 1, chosen + step)));
    } else if (event.key === "Enter" && row && !event.nativeEvent.isComposing) {
      event.preventDefault();
      props.onPick(row);
    }
  };
  return (
    <>
      <Input
        autoFocus
        type="search"
        role="combobox"
        aria-expanded
        aria-controls={`${id}-list`}
        aria-activedescendant={rows[chosen] ? `${id}-${chosen}` : undefined}
        aria-label={props.label}
        placeholder={t("search")}
        value={text}
        maxLength={200}
        onChange={(event) => {
          setText(event.target.value);
          setAt(0);
        }}
        onKeyDown={press}
        icon={<Search aria-hidden className="icon" />}
      />
      {found.data === undefined ? (
        <SkeletonRows count={4} height={32} />
      ) : (
        <div id={`${id}-list`} role="listbox" aria-label={props.label} className="mt-1 max-h-72 overflow-y-auto">
          {rows.map((row, index) => (
            <div
              key={row.id}
              id={`${id}-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === chosen}
              ref={index === chosen ? (node) => node?.scrollIntoView({ block: "nearest" }) : undefined}
              onMouseMove={() => setAt(index)}
              onClick={() => props.onPick(row)}
              className={cn(
                "flex min-h-8 cursor-default items-center gap-2 rounded-xs px-2 py-1",
                index === chosen && "bg-control-hover",
              )}
            >
              <span lang={row.language} className="min-w-0 flex-1 truncate">
                {row.title || t("untitled")}
              </span>
              {row.category && <span className="max-w-28 truncate text-xs text-subtle">{row.category}</span>}
            </div>
          ))}
          {rows.length === 0 && <p className="px-2 py-2 text-muted">{t("none")}</p>}
        </div>
      )}
    </>
  );
}
