import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { AreaMessages } from "#components/i18n/area-messages.tsx";
import { LanguageMenu } from "#components/i18n/language-menu.tsx";
import { AuthFrame } from "#components/account/auth-frame.tsx";
import { SignInForm } from "#components/account/sign-in-form.tsx";
import { safeNextPath } from "#server/auth/next-path.ts";
import { readStaffPage } from "#server/auth/page-guard.ts";
import { homeOf } from "#server/auth/permission.ts";
import { running } from "#server/running.ts";
import { siteById } from "#server/store/site.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("sign-in");
  return { title: t("title"), robots: { index: false } };
}

/** The sign-in. Who is signed in already goes on: to where they wanted to, or to their work. */
export default async function Page({ searchParams }: { searchParams: Promise<{ next?: string | string[] }> }) {
  const next = safeNextPath((await searchParams).next);
  const me = await readStaffPage();
  if (me !== null) redirect(me.mustChangePassword ? "/account/password" : (next ?? homeOf(me.roles)));
  const { app } = running();
  const [t, site] = await Promise.all([getTranslations("sign-in"), siteById(app.database.main, app.siteId)]);
  return (
    <AreaMessages areas={["sign-in"]}>
      <AuthFrame
        title={t("title")}
        text={site === null ? undefined : t("staffOf", { shop: site.view.name })}
        foot={<LanguageMenu className="w-36" />}
      >
        <SignInForm next={next} />
      </AuthFrame>
    </AreaMessages>
  );
}
