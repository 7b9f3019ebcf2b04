"use client";

import { type FormEvent, useRef, useState } from "react";
import { CircleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { useErrorText } from "#components/i18n/use-error-text.ts";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { PasswordInput } from "./password-input.tsx";
import { requestSignIn } from "./sign-in-request.ts";
import { textOf } from "./text-of.ts";
import { useFocusFirst } from "./use-focus-first.ts";

/** E-mail and password. Where to go next is decided by the server, which then knows the roles. */
export function SignInForm({ next }: { next: string | null }) {
  const t = useTranslations("sign-in");
  const errorText = useErrorText();
  const [code, setCode] = useState<string | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const email = useFocusFirst();
  const password = useRef<HTMLInputElement>(null);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (isBusy) return;
    const fields = new FormData(event.currentTarget);
    const address = textOf(fields, "email").trim();
    const secret = textOf(fields, "password");
    if (address === "" || secret === "") return setCode("missing");
    setIsBusy(true);
    setCode(null);
    const refused = await requestSignIn(address, secret);
    if (refused === null) {
      // The whole page, so that nothing of another person's stay is left in memory. Busy until it comes.
      location.replace(next === null ? "/sign-in" : `/sign-in?next=${encodeURIComponent(next)}`);
      return;
    }
    setIsBusy(false);
    setCode(refused);
    password.current?.select();
  }

  const words = code === "missing" ? t("missing") : code === "slow_down" ? t("slowDown") : code && errorText(code);
  return (
    // `post`: should the page not be awake yet, a password never lands in the address.
    <form method="post" noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
      <Field label={t("email")}>
        <Input
          ref={email}
          name="email"
          type="email"
          autoComplete="username"
          required
          maxLength={254}
          spellCheck={false}
          className="h-10!"
        />
      </Field>
      <Field label={t("password")}>
        <PasswordInput
          ref={password}
          name="password"
          autoComplete="current-password"
          required
          maxLength={200}
          className="h-10!"
        />
      </Field>
      <div role="alert" className="empty:-mt-4">
        {words && (
          <p className="flex items-start gap-2 rounded-sm bg-danger-soft px-3 py-2 text-sm text-danger-text inset-ring inset-ring-danger-border">
            <CircleAlert aria-hidden className="icon mt-0.5" />
            {words}
          </p>
        )}
      </div>
      <Button type="submit" variant="primary" size="lg" isBusy={isBusy} className="w-full">
        {t("submit")}
      </Button>
      <p className="text-xs text-subtle">{t("help")}</p>
    </form>
  );
}
