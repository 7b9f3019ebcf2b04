"use client";

import { useTranslations } from "next-intl";
import { Dialog } from "#components/ui/dialog.tsx";
import { Kbd } from "#components/ui/kbd.tsx";
import { useModKey } from "#components/ui/use-mod-key.ts";
import { namedShortcuts, shortcutGroups } from "./shortcuts.ts";

/** All keys on one page. */
export function ShortcutSheet(props: { isOpen: boolean; onOpenChange(isOpen: boolean): void }) {
  const t = useTranslations("workbench.keys");
  const mod = useModKey();
  return (
    <Dialog
      isOpen={props.isOpen}
      onOpenChange={props.onOpenChange}
      size="lg"
      title={t("title")}
      description={t("description")}
    >
      <div className="gap-x-10 sm:columns-2">
        {shortcutGroups.map((group) => (
          <section key={group} aria-label={t(`group.${group}`)} className="break-inside-avoid pb-5 last:pb-0">
            <h3 className="mb-1 text-xs font-semibold">{t(`group.${group}`)}</h3>
            <dl>
              {namedShortcuts
                .filter((shortcut) => shortcut.group === group)
                .map(({ id, keys }) => (
                  <div key={id} className="flex min-h-8 items-center gap-3 border-b border-border last:border-b-0">
                    <dt className="min-w-0 flex-1">{t(`name.${id}`)}</dt>
                    <dd className="flex gap-1">
                      {keys.split(" ").map((key) => (
                        <Kbd key={key} keys={key === "Mod" ? mod : key} />
                      ))}
                    </dd>
                  </div>
                ))}
              {group === "write" &&
                (["send", "break", "slash"] as const).map((id) => (
                  <div key={id} className="flex min-h-8 items-center gap-3 border-b border-border last:border-b-0">
                    <dt className="min-w-0 flex-1">{t(`name.${id}`)}</dt>
                    <dd className="flex gap-1">
                      {{ send: ["↵"], break: ["⇧", "↵"], slash: ["/"] }[id].map((key) => (
                        <Kbd key={key} keys={key} />
                      ))}
                    </dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
