import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Dashboard } from "#components/dashboard/dashboard.tsx";
import { AreaMessages } from "#components/i18n/area-messages.tsx";
import { StaffFrame } from "#components/shell/staff-frame.tsx";
import { requireStaffPage } from "#server/auth/page-guard.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("dashboard");
  return { title: t("title") };
}

/** The supervisor's live board. */
export default async function Page() {
  const me = await requireStaffPage({ role: "supervisor" });
  return (
    <AreaMessages areas={["thread", "dashboard", "decision"]}>
      <StaffFrame me={{ id: me.staffId, name: me.name, email: me.email, roles: [...me.roles] }}>
        <Dashboard />
      </StaffFrame>
    </AreaMessages>
  );
}
