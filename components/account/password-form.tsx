"use client";

import { type FormEvent, useState } from "react";
import { useTranslations } from "next-intl";
import { useErrorText } from "#components/i18n/use-error-text.ts";
import { PasswordInput } from "./password-input.tsx";
import { textOf } from "./text-of.ts";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { requestPassword } from "./request-password.ts";
import { useFocusFirst } from "./use-focus-first.ts";

/** Sets a password. At the first sign-in the one so far is not asked for again: it was typed a moment ago. */
export function PasswordForm(props: { email: string; isFirst?: boolean; onDone: () => void }) {
  const t = useTranslations("sign-in");
  const errorText = useErrorText();
  const [code, setCode] = useState<string | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const { isFirst = false } = props;
  const first = useFocusFirst(isFirst);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (isBusy) return;
    const form = event.currentTarget;
    const fields = new FormData(form);
    const next = textOf(fields, "next");
    if (next === "") return setCode("missing");
    setIsBusy(true);
    setCode(null);
    const refused = await requestPassword({ current: isFirst ? null : textOf(fields, "current"), next });
    if (refused !== null || !isFirst) setIsBusy(false);
    setCode(refused);
    if (refused !== null) return;
    form.reset();
    props.onDone();
  }

  const words: Record<string, string> = {
    missing: t("change.missing"),
    weak_password: t("change.weak"),
    wrong_password: t("change.wrongCurrent"),
    slow_down: t("slowDown"),
  };
  const text = code === null ? undefined : (words[code] ?? errorText(code));
  const isAboutCurrent = code === "wrong_password" && !isFirst;
  const height = isFirst ? "h-10!" : "";
  return (
    <form method="post" noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
      {/* Tells password managers whose password it is. */}
      <input type="text" name="username" autoComplete="username" defaultValue={props.email} readOnly hidden />
      {!isFirst && (
        <Field label={t("change.current")} error={isAboutCurrent ? text : undefined}>
          <PasswordInput name="current" autoComplete="current-password" required maxLength={200} className={height} />
        </Field>
      )}
      <Field label={t("change.next")} hint={t("change.rule")} error={isAboutCurrent ? undefined : text}>
        <PasswordInput
          ref={first}
          name="next"
          autoComplete="new-password"
          required
          maxLength={200}
          className={height}
        />
      </Field>
      <Button
        type="submit"
        variant={isFirst ? "primary" : "plain"}
        size={isFirst ? "lg" : "md"}
        isBusy={isBusy}
        className={isFirst ? "w-full" : "self-start"}
      >
        {isFirst ? t("first.submit") : t("change.submit")}
      </Button>
    </form>
  );
}
