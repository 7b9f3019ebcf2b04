"use client";

import { signOut } from "next-auth/react";
import { useTranslations } from "next-intl";
import { AuthFrame } from "./auth-frame.tsx";
import { Button } from "#components/ui/button.tsx";
import { PasswordForm } from "./password-form.tsx";

/** The page a one-time password opens, and nothing else does. */
export function FirstPassword({ name, email }: { name: string; email: string }) {
  const t = useTranslations("sign-in.first");
  return (
    <AuthFrame
      title={t("title")}
      text={t("text")}
      foot={
        <Button variant="ghost" onClick={() => void signOut({ callbackUrl: "/sign-in" })}>
          {t("leave", { name })}
        </Button>
      }
    >
      <PasswordForm email={email} isFirst onDone={() => location.replace("/sign-in")} />
    </AuthFrame>
  );
}
