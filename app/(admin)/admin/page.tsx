import { redirect } from "next/navigation";
import { requireStaffPage } from "#server/auth/page-guard.ts";

/** The admin's first page. */
export default async function Page() {
  await requireStaffPage({ role: "admin" });
  redirect("/admin/answers");
}
