import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AreaMessages } from "#components/i18n/area-messages.tsx";
import { Settings } from "#components/settings/settings.tsx";
import { StaffFrame } from "#components/shell/staff-frame.tsx";
import { requireStaffPage } from "#server/auth/page-guard.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("settings");
  return { title: t("title") };
}

/** The shop's settings; a supervisor who is no admin has the canned replies only. */
export default async function Page() {
  const me = await requireStaffPage({ role: "supervisor" });
  return (
    <AreaMessages areas={["settings"]}>
      <StaffFrame me={{ id: me.staffId, name: me.name, email: me.email, roles: [...me.roles] }}>
        <Settings isAdmin={me.roles.includes("admin")} />
      </StaffFrame>
    </AreaMessages>
  );
}
