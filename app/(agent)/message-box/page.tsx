import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AreaMessages } from "#components/i18n/area-messages.tsx";
import { MessageBox } from "#components/message-box/message-box.tsx";
import { StaffFrame } from "#components/shell/staff-frame.tsx";
import { requireStaffPage } from "#server/auth/page-guard.ts";
import { staffIdSchema } from "#server/contract/ids.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("message-box");
  return { title: t("title") };
}

/** The message box as a page of its own; everybody on the staff reads it, agents answer. */
export default async function Page() {
  const me = await requireStaffPage();
  return (
    <AreaMessages areas={["thread", "message-box"]}>
      <StaffFrame me={{ id: staffIdSchema.parse(me.staffId), name: me.name, email: me.email, roles: [...me.roles] }}>
        <MessageBox />
      </StaffFrame>
    </AreaMessages>
  );
}
