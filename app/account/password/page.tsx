import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { FirstPassword } from "#components/account/first-password.tsx";
import { AreaMessages } from "#components/i18n/area-messages.tsx";
import { requireStaffPage } from "#server/auth/page-guard.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("sign-in.first");
  return { title: t("title") };
}

/** Where a one-time password leads. Who has a password of their own changes it in their account. */
export default async function Page() {
  const { name, email, mustChangePassword } = await requireStaffPage({ mayOweAPassword: true });
  if (!mustChangePassword) redirect("/account#password");
  return (
    <AreaMessages areas={["sign-in"]}>
      <FirstPassword name={name} email={email} />
    </AreaMessages>
  );
}
