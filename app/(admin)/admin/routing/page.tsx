import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AreaMessages } from "#components/i18n/area-messages.tsx";
import { Routing } from "#components/routing/routing.tsx";
import { StaffFrame } from "#components/shell/staff-frame.tsx";
import { requireStaffPage } from "#server/auth/page-guard.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("routing");
  return { title: t("title") };
}

/** Every rule of queue and assignment, each with what it does; a supervisor who is no admin reads them. */
export default async function Page() {
  const me = await requireStaffPage({ role: "supervisor" });
  return (
    <AreaMessages areas={["routing"]}>
      <StaffFrame me={{ id: me.staffId, name: me.name, email: me.email, roles: [...me.roles] }}>
        <Routing isAdmin={me.roles.includes("admin")} />
      </StaffFrame>
    </AreaMessages>
  );
}
