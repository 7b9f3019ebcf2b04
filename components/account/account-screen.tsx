"use client";

import { type ReactNode, useId } from "react";
import { useTranslations } from "next-intl";
import { Pane, PaneBody, PaneHead } from "#components/shell/pane.tsx";
import { Avatar } from "#components/ui/avatar.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { toast } from "#components/ui/toaster.tsx";
import type { Role } from "#server/contract/views.ts";
import { LookSection } from "./look-section.tsx";
import { PasswordForm } from "./password-form.tsx";
import { SessionsList } from "./sessions-list.tsx";

/** One's own account: who I am, my password, language and look, and where I am signed in. */
export function AccountScreen({ me }: { me: { name: string; email: string; roles: readonly Role[] } }) {
  const t = useTranslations("sign-in");
  return (
    <Pane label={t("account.title")}>
      <PaneHead level={1} title={t("account.title")} />
      <PaneBody>
        <div className="mx-auto flex max-w-[680px] flex-col px-5 pb-16 sm:px-8">
          <Section title={t("account.profile")} hint={t("account.profileHint")}>
            <div className="flex items-center gap-3">
              <Avatar name={me.name} size="lg" tone="me" />
              <div className="min-w-0">
                <p className="text-base font-semibold wrap-break-word">{me.name}</p>
                <p className="text-sm wrap-break-word text-muted">{me.email}</p>
              </div>
            </div>
            <p className="mt-3 flex flex-wrap items-center gap-1.5">
              <span className="sr-only">{t("account.roles")}</span>
              {me.roles.map((role) => (
                <Badge key={role}>{t(`account.role.${role}`)}</Badge>
              ))}
            </p>
          </Section>
          <Section id="password" title={t("account.passwordTitle")}>
            <div className="max-w-90">
              <PasswordForm email={me.email} onDone={() => toast.success(t("change.done"))} />
            </div>
          </Section>
          <Section title={t("account.lookTitle")}>
            <LookSection />
          </Section>
          <Section title={t("account.sessionsTitle")} hint={t("account.sessionsHint")}>
            <SessionsList />
          </Section>
        </div>
      </PaneBody>
    </Pane>
  );
}

function Section(props: { id?: string; title: string; hint?: string; children: ReactNode }) {
  const titleId = useId();
  return (
    <section
      id={props.id}
      aria-labelledby={titleId}
      className="scroll-mt-4 border-b border-border py-7 last:border-b-0"
    >
      <h2 id={titleId} className="text-base font-semibold">
        {props.title}
      </h2>
      {props.hint && <p className="mt-0.5 text-sm text-muted">{props.hint}</p>}
      <div className="mt-4">{props.children}</div>
    </section>
  );
}
