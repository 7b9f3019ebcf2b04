"use client";

import { type ReactNode, useEffect, useId, useRef, useState } from "react";
import { Ellipsis, LogOut, Mail } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { useTheme } from "next-themes";
import { chooseLocale } from "#components/i18n/choose-locale.ts";
import { isLocale, localeNames, locales } from "#components/i18n/locales.ts";
import { IconButton } from "#components/ui/icon-button.tsx";
import { useEscape } from "./use-escape.ts";
import { useIsHydrated } from "./use-is-hydrated.ts";
import { MenuChoice } from "./menu-choice.tsx";

/** Language, look, and the two ways out. A plain disclosure: small, and every key works as anywhere on the web. */
export function ChatMenu(props: { canEnd: boolean; onLeaveMessage: () => void; onEnd: () => void }) {
  const t = useTranslations("customer");
  const [isOpen, setIsOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const id = useId();
  useEffect(() => {
    if (!isOpen) return;
    const outside = (event: Event) => {
      if (event.target instanceof Node && !box.current?.contains(event.target)) setIsOpen(false);
    };
    document.addEventListener("pointerdown", outside);
    document.addEventListener("focusin", outside);
    // A press in the page that holds our frame takes the focus out of this window.
    const away = () => setIsOpen(false);
    window.addEventListener("blur", away);
    return () => {
      document.removeEventListener("pointerdown", outside);
      document.removeEventListener("focusin", outside);
      window.removeEventListener("blur", away);
    };
  }, [isOpen]);
  useEscape(box, isOpen, () => {
    setIsOpen(false);
    box.current?.querySelector("button")?.focus();
  });
  const then = (act: () => void) => () => {
    setIsOpen(false);
    act();
  };
  return (
    <div ref={box} className="relative">
      <IconButton
        size="lg"
        label={t("head.menu")}
        icon={<Ellipsis aria-hidden className="icon-lg" />}
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setIsOpen(!isOpen)}
      />
      {isOpen && (
        <div id={id} className="absolute end-0 top-full z-(--z-menu) mt-1 w-64 rounded-md bg-overlay p-1 shadow-pop">
          <Looks />
          <hr className="my-1 border-border" />
          <Row icon={<Mail aria-hidden className="icon" />} onPress={then(props.onLeaveMessage)}>
            {t("menu.leaveMessage")}
          </Row>
          {props.canEnd && (
            <Row icon={<LogOut aria-hidden className="icon" />} onPress={then(props.onEnd)}>
              {t("menu.endChat")}
            </Row>
          )}
        </div>
      )}
    </div>
  );
}

function Looks() {
  const t = useTranslations("common");
  const words = useTranslations("customer");
  const locale = useLocale();
  const { theme, setTheme } = useTheme();
  const isHydrated = useIsHydrated();
  return (
    <>
      <MenuChoice
        label={t("language")}
        value={locale}
        options={locales.map((value) => ({ value, label: localeNames[value] }))}
        onChange={(value) => isLocale(value) && chooseLocale(value)}
      />
      <MenuChoice
        label={t("theme")}
        value={isHydrated ? (theme ?? "system") : "system"}
        options={[
          { value: "light", label: t("themeLight") },
          { value: "dark", label: t("themeDark") },
          { value: "system", label: words("menu.themeDevice") },
        ]}
        onChange={setTheme}
      />
    </>
  );
}

function Row(props: { icon: ReactNode; onPress: () => void; children: ReactNode }) {
  return (
    <button
      type="button"
      onClick={props.onPress}
      className="flex min-h-10 w-full items-center gap-2.5 rounded-xs px-2 text-start text-base hover:bg-control-hover focus-visible:-outline-offset-2"
    >
      <span className="text-muted">{props.icon}</span>
      {props.children}
    </button>
  );
}
