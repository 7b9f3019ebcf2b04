"use client";

import { type ReactNode, type RefObject, useEffect, useRef, useState } from "react";
import { PenLine } from "lucide-react";
import { useTranslations } from "next-intl";
import { Pane, PaneHead } from "#components/shell/pane.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { cn } from "#components/ui/class-names.ts";
import { useModKey } from "#components/ui/use-mod-key.ts";

export const sectionIds = ["shop", "page", "reasons", "hand-off", "canned", "demo"] as const;
export type SectionId = (typeof sectionIds)[number];

/** The page of settings: where to go on the side, sections under each other, one save for all that is not saved by itself. */
export function SettingsView(props: {
  sections: readonly SectionId[];
  children: ReactNode;
  /** Null where nothing waits for a save. */
  save: { isDirty: boolean; isSaving: boolean; onSave(): void; onDiscard(): void } | null;
}) {
  const t = useTranslations("settings");
  const mod = useModKey();
  const scroller = useRef<HTMLDivElement>(null);
  const current = useCurrentSection(scroller, props.sections);
  const { save } = props;
  return (
    <div className={cn("grid min-h-0 min-w-0", props.sections.length > 1 && "md:grid-cols-[220px_minmax(0,1fr)]")}>
      {props.sections.length > 1 && (
        <Pane as="aside" tone="panel" className="border-e border-border max-md:hidden!">
          <PaneHead title={t("title")} level={1} className="ps-5!" />
          <nav aria-label={t("sections")} className="flex flex-col gap-px p-2">
            {props.sections.map((id) => (
              <a
                key={id}
                href={`#${id}`}
                aria-current={current === id ? "true" : undefined}
                className={cn(
                  "flex h-8 items-center rounded-sm px-3 -outline-offset-2",
                  current === id ? "bg-selected font-medium" : "text-muted hover:bg-hover hover:text-foreground",
                )}
              >
                {t(`section.${id}`)}
              </a>
            ))}
          </nav>
        </Pane>
      )}
      <Pane>
        <PaneHead className="ps-6! max-md:ps-4!">
          <h1 className={cn("text-base font-semibold", props.sections.length > 1 && "md:hidden")}>{t("title")}</h1>
          {save?.isDirty && (
            <Badge tone="warning" icon={<PenLine aria-hidden className="icon-xs" />}>
              {t("unsaved")}
            </Badge>
          )}
          {save && (
            <span className="ms-auto flex items-center gap-2">
              {save.isDirty && (
                <Button variant="ghost" onClick={save.onDiscard}>
                  {t("discard")}
                </Button>
              )}
              <Button
                variant="primary"
                kbd={`${mod} S`}
                isBusy={save.isSaving}
                aria-disabled={!save.isDirty || undefined}
                onClick={save.onSave}
                className="max-md:[&_kbd]:hidden"
              >
                {t("save")}
              </Button>
            </span>
          )}
        </PaneHead>
        <div ref={scroller} className="min-h-0 flex-1 overflow-x-hidden overflow-y-auto">
          <div className="max-w-[820px] px-6 pb-16 max-md:px-4">{props.children}</div>
        </div>
      </Pane>
    </div>
  );
}

/** The section at the top of what is seen; the last one when the end is reached. */
function useCurrentSection(scroller: RefObject<HTMLElement | null>, ids: readonly SectionId[]): SectionId | undefined {
  const [current, setCurrent] = useState<SectionId | undefined>(ids[0]);
  useEffect(() => {
    const box = scroller.current;
    if (!box) return;
    const look = () => {
      const top = box.getBoundingClientRect().top + 80;
      const isAtEnd = box.scrollTop + box.clientHeight >= box.scrollHeight - 4 && box.scrollTop > 0;
      const passed = [...box.querySelectorAll<HTMLElement>("[data-section]")].filter(
        (section) => section.getBoundingClientRect().top <= top,
      );
      const id = isAtEnd ? ids.at(-1) : passed.at(-1)?.id;
      setCurrent(ids.find((each) => each === id) ?? ids[0]);
    };
    look();
    box.addEventListener("scroll", look, { passive: true });
    return () => box.removeEventListener("scroll", look);
  }, [scroller, ids]);
  return current;
}
