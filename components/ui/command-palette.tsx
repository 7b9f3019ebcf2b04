"use client";

import type { ReactNode } from "react";
import { Command, defaultFilter } from "cmdk";
import { Search } from "lucide-react";
import { useTranslations } from "next-intl";
import { Dialog as Radix } from "radix-ui";
import { Kbd } from "./kbd.tsx";
import { scrimLook } from "./overlay-look.ts";

export type PaletteItem = {
  id: string;
  label: string;
  icon?: ReactNode;
  hint?: string;
  kbd?: string;
  /** Further words it is found by. */
  keywords?: string[];
  onSelect: () => void;
};
export type PaletteGroup = { label: string; items: PaletteItem[] };

/** Everything that can be done, by name (Ctrl or ⌘ K). Closes before it does what was chosen. */
export function CommandPalette(props: {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  groups: readonly PaletteGroup[];
}) {
  const t = useTranslations("common.palette");
  return (
    <Radix.Root open={props.isOpen} onOpenChange={props.onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className={scrimLook} />
        <Radix.Content
          aria-describedby={undefined}
          className="fixed inset-x-4 top-[12vh] z-(--z-dialog) mx-auto max-w-[560px] overflow-hidden rounded-lg bg-overlay shadow-dialog outline-none data-[state=open]:animate-appear"
        >
          <Radix.Title className="sr-only">{t("label")}</Radix.Title>
          <Command
            label={t("label")}
            // The value is an id, which nobody types.
            filter={(_id, search, words) => defaultFilter(words?.join(" ") ?? "", search)}
            className="flex flex-col"
          >
            <div className="flex items-center gap-2.5 border-b border-border px-4 text-subtle">
              <Search aria-hidden className="icon" />
              <Command.Input
                placeholder={t("placeholder")}
                className="h-12 w-full bg-transparent text-base text-foreground outline-none max-md:text-lg"
              />
            </div>
            <Command.List className="max-h-[min(400px,60vh)] overflow-y-auto p-1.5 outline-none">
              <Command.Empty className="px-3 py-3 text-muted">{t("none")}</Command.Empty>
              {props.groups.map((group) => (
                <Command.Group
                  key={group.label}
                  heading={group.label}
                  className="[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-2xs [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-subtle"
                >
                  {group.items.map((item) => (
                    <Command.Item
                      key={item.id}
                      value={item.id}
                      keywords={[item.label, ...(item.keywords ?? [])]}
                      onSelect={() => {
                        props.onOpenChange(false);
                        item.onSelect();
                      }}
                      className="flex min-h-9 cursor-default items-center gap-2.5 rounded-sm px-2.5 data-[selected=true]:bg-control-hover"
                    >
                      {item.icon}
                      <span className="min-w-0 flex-1 truncate">{item.label}</span>
                      {item.hint && <span className="text-xs text-subtle">{item.hint}</span>}
                      {item.kbd && <Kbd keys={item.kbd} />}
                    </Command.Item>
                  ))}
                </Command.Group>
              ))}
            </Command.List>
          </Command>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
