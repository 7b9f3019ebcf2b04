"use client";

import { type ComponentProps, useState } from "react";
import { Eye, EyeOff } from "lucide-react";
import { useTranslations } from "next-intl";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Input } from "#components/ui/input.tsx";

/** A password that can be looked at. Stands in a `Field` like any input. */
export function PasswordInput(props: Omit<ComponentProps<typeof Input>, "type" | "end">) {
  const t = useTranslations("sign-in");
  const [isShown, setIsShown] = useState(false);
  const Icon = isShown ? EyeOff : Eye;
  return (
    <Input
      {...props}
      type={isShown ? "text" : "password"}
      autoCapitalize="none"
      autoCorrect="off"
      spellCheck={false}
      end={
        <IconButton
          label={isShown ? t("hide") : t("show")}
          icon={<Icon aria-hidden className="icon" />}
          aria-pressed={isShown}
          onClick={() => setIsShown(!isShown)}
          className="-me-2"
        />
      }
    />
  );
}
