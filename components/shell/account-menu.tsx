"use client";

import { KeyRound, LogOut, Monitor, Moon, Sun } from "lucide-react";
import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { useTheme } from "next-themes";
import { chooseLocale } from "#components/i18n/choose-locale.ts";
import { localeNames, locales } from "#components/i18n/locales.ts";
import { Avatar } from "#components/ui/avatar.tsx";
import { Menu, MenuChoice, MenuItem, MenuLabel, MenuLine } from "#components/ui/menu.tsx";
import type { PresenceState } from "#components/ui/presence.tsx";

/** Who is signed in, and what is theirs to set: theme, language, password, leaving. Stands at the end of the rail. */
export function AccountMenu(props: {
  name: string;
  email?: string;
  presence?: PresenceState;
  passwordHref?: string;
  onSignOut: () => void;
}) {
  const t = useTranslations("common");
  const { theme, setTheme } = useTheme();
  const locale = useLocale();
  const router = useRouter();
  const { passwordHref } = props;
  return (
    <Menu
      align="end"
      side="top"
      className="w-60"
      trigger={
        <button
          type="button"
          aria-label={t("account", { name: props.name })}
          title={props.name}
          className="grid size-10 place-items-center rounded-md hover:bg-hover data-[state=open]:bg-selected"
        >
          <Avatar
            name={props.name}
            size="sm"
            tone="me"
            presence={props.presence}
            className="[--ground:var(--color-canvas)]"
          />
        </button>
      }
    >
      <div className="px-2 pt-1.5 pb-2">
        <p className="truncate font-medium">{props.name}</p>
        {props.email && <p className="truncate text-xs text-subtle">{props.email}</p>}
      </div>
      <MenuLine />
      <MenuLabel>{t("theme")}</MenuLabel>
      <MenuChoice
        value={theme ?? "system"}
        onChange={setTheme}
        options={[
          { value: "light", label: t("themeLight"), icon: <Sun aria-hidden className="icon text-muted" /> },
          { value: "dark", label: t("themeDark"), icon: <Moon aria-hidden className="icon text-muted" /> },
          { value: "system", label: t("themeSystem"), icon: <Monitor aria-hidden className="icon text-muted" /> },
        ]}
      />
      <MenuLine />
      <MenuLabel>{t("language")}</MenuLabel>
      <MenuChoice
        value={locale}
        onChange={chooseLocale}
        options={locales.map((value) => ({ value, label: <span lang={value}>{localeNames[value]}</span> }))}
      />
      <MenuLine />
      {passwordHref && (
        <MenuItem
          icon={<KeyRound aria-hidden className="icon text-muted" />}
          onSelect={() => router.push(passwordHref)}
        >
          {t("changePassword")}
        </MenuItem>
      )}
      <MenuItem icon={<LogOut aria-hidden className="icon text-muted" />} onSelect={props.onSignOut}>
        {t("signOut")}
      </MenuItem>
    </Menu>
  );
}
