import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AccountScreen } from "#components/account/account-screen.tsx";
import { AreaMessages } from "#components/i18n/area-messages.tsx";
import { StaffFrame } from "#components/shell/staff-frame.tsx";
import { requireStaffPage } from "#server/auth/page-guard.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("sign-in.account");
  return { title: t("title") };
}

/** One's own account, for everybody on the staff. */
export default async function Page() {
  const { staffId, name, email, roles } = await requireStaffPage();
  return (
    <AreaMessages areas={["sign-in"]}>
      <StaffFrame me={{ id: staffId, name, email, roles: [...roles] }}>
        <AccountScreen me={{ name, email, roles: [...roles] }} />
      </StaffFrame>
    </AreaMessages>
  );
}
