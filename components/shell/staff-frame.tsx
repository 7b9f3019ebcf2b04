"use client";

import type { Me } from "#server/contract/views.ts";
import { type ReactNode, useEffect } from "react";
import { signOut } from "next-auth/react";
import { AgentProvider } from "#components/realtime/agent-provider.tsx";
import { useConnectionStatus } from "#components/realtime/use-connection-status.ts";
import { useDesk, useSessionEnded } from "#components/realtime/use-desk.ts";
import { AccountMenu } from "./account-menu.tsx";
import { StaffShell } from "./staff-shell.tsx";
import { useStaffRailItems } from "./staff-rail-items.tsx";

/** Who is signed in, as the page's guard found it. */
export type FrameMe = Pick<Me, "name" | "email" | "roles"> & { id: string };

/** The connection, the rail and the frame of a staff page; one per page. */
export function StaffFrame({ me, children }: { me: FrameMe; children: ReactNode }) {
  return (
    <AgentProvider key={me.id} staffId={me.id}>
      <Framed me={me}>{children}</Framed>
    </AgentProvider>
  );
}

function Framed({ me, children }: { me: FrameMe; children: ReactNode }) {
  const { desk } = useDesk();
  useSignedOut();
  const marks = {
    workbench: desk?.conversations.filter(({ unread }) => unread > 0).length,
    messageBox: desk?.openRequests,
  };
  const { items, footItems } = useStaffRailItems(me.roles, marks);
  // Availability is an agent's word; somebody without seats has none to show.
  const presence = desk && me.roles.includes("agent") ? desk.availability : undefined;
  return (
    <StaffShell
      items={items}
      footItems={footItems}
      account={
        <AccountMenu
          name={me.name}
          email={me.email}
          presence={presence}
          passwordHref="/account/password"
          onSignOut={() => void signOut({ callbackUrl: "/sign-in" })}
        />
      }
    >
      {children}
    </StaffShell>
  );
}

/** A session that has ended leads to the sign-in and back here. */
function useSignedOut(): void {
  const { status, code } = useConnectionStatus();
  const ended = useSessionEnded();
  const isOut = ended !== null || (status === "refused" && code === "signed_out");
  useEffect(() => {
    if (isOut) location.assign(`/sign-in?next=${encodeURIComponent(`${location.pathname}${location.search}`)}`);
  }, [isOut]);
}
