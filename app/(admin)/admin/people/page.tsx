import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AreaMessages } from "#components/i18n/area-messages.tsx";
import { People } from "#components/people/people.tsx";
import { StaffFrame } from "#components/shell/staff-frame.tsx";
import { requireStaffPage } from "#server/auth/page-guard.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("people");
  return { title: t("title") };
}

/** People and teams: who works here, and in which line. */
export default async function Page() {
  const me = await requireStaffPage({ role: "admin" });
  return (
    <AreaMessages areas={["people"]}>
      <StaffFrame me={{ id: me.staffId, name: me.name, email: me.email, roles: [...me.roles] }}>
        <People meId={me.staffId} />
      </StaffFrame>
    </AreaMessages>
  );
}
