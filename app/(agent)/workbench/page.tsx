import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AreaMessages } from "#components/i18n/area-messages.tsx";
import { RequestList } from "#components/message-box/request-list.tsx";
import { RequestPane } from "#components/message-box/request-pane.tsx";
import { RequestPreview } from "#components/message-box/request-preview.tsx";
import { StaffFrame } from "#components/shell/staff-frame.tsx";
import { Workbench } from "#components/workbench/workbench.tsx";
import { requireStaffPage } from "#server/auth/page-guard.ts";
import { staffIdSchema } from "#server/contract/ids.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("workbench");
  return { title: t("title") };
}

/** The agent's workbench, with the message box as one of its lists. */
export default async function Page() {
  const me = await requireStaffPage({ role: "agent" });
  return (
    <AreaMessages areas={["thread", "workbench", "message-box", "decision"]}>
      <StaffFrame me={{ id: staffIdSchema.parse(me.staffId), name: me.name, email: me.email, roles: [...me.roles] }}>
        <Workbench messageBox={{ preview: <RequestPreview />, list: <RequestList />, pane: <RequestPane /> }} />
      </StaffFrame>
    </AreaMessages>
  );
}
