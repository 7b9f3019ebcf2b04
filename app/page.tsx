import { redirect } from "next/navigation";
import { homeOf } from "#server/auth/permission.ts";
import { readStaffPage } from "#server/auth/page-guard.ts";

/** The bare address: staff go to their work, everybody else to the chat. */
export default async function Page() {
  const me = await readStaffPage();
  redirect(me === null ? "/chat" : homeOf(me.roles));
}
