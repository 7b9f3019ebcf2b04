import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Answers } from "#components/answers/answers.tsx";
import { AreaMessages } from "#components/i18n/area-messages.tsx";
import { StaffFrame } from "#components/shell/staff-frame.tsx";
import { requireStaffPage } from "#server/auth/page-guard.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("answers");
  return { title: t("title") };
}

/** The answer library: list, editor, test console. */
export default async function Page() {
  const me = await requireStaffPage({ role: "library" });
  return (
    <AreaMessages areas={["thread", "answers"]}>
      <StaffFrame me={{ id: me.staffId, name: me.name, email: me.email, roles: [...me.roles] }}>
        <Answers />
      </StaffFrame>
    </AreaMessages>
  );
}
