"use client";

import { BookPlus, Copy, Ellipsis } from "lucide-react";
import { useTranslations } from "next-intl";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Menu, MenuItem } from "#components/ui/menu.tsx";
import { toast } from "#components/ui/toaster.tsx";

/** What can be done with an agent's reply: make an answer of it, take its words. */
export function ReplyMenu({ text, onPropose }: { text: string; onPropose: (() => void) | null }) {
  const t = useTranslations("workbench.message");
  const copy = () =>
    void navigator.clipboard.writeText(text).then(
      () => toast.success(t("copied")),
      () => toast.error(t("copyFailed")),
    );
  return (
    <Menu
      align="end"
      trigger={<IconButton size="sm" label={t("menu")} icon={<Ellipsis aria-hidden className="icon" />} />}
    >
      {onPropose && (
        <MenuItem icon={<BookPlus aria-hidden className="icon text-muted" />} onSelect={onPropose}>
          {t("propose")}
        </MenuItem>
      )}
      <MenuItem icon={<Copy aria-hidden className="icon text-muted" />} onSelect={copy}>
        {t("copy")}
      </MenuItem>
    </Menu>
  );
}
