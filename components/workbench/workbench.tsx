"use client";

import type { Desk } from "#server/contract/index.ts";
import { type ReactNode, useEffect, useState } from "react";
import { useTranslations } from "next-intl";
import { useErrorText } from "#components/i18n/use-error-text.ts";
import { useConnectionStatus } from "#components/realtime/use-connection-status.ts";
import { useDesk, useSessionEnded } from "#components/realtime/use-desk.ts";
import { useServerClock } from "#components/realtime/use-server-now.ts";
import { Pane } from "#components/shell/pane.tsx";
import { OfflineBanner, ReloadBanner } from "#components/ui/banner.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { SkeletonRows } from "#components/ui/skeleton.tsx";
import { ServerClock } from "./server-clock.tsx";
import { WorkbenchDesk } from "./workbench-desk.tsx";

/** What the message box brings into the workbench; the page composes the two features. */
export interface MessageBoxParts {
  preview: ReactNode;
  list: ReactNode;
  pane: ReactNode;
}

/** The agent's workbench: list, conversation, context. Fills the frame it stands in. */
export function Workbench({ messageBox }: { messageBox: MessageBoxParts }) {
  const { desk } = useDesk();
  const connection = useConnectionStatus();
  const sessionEnded = useSessionEnded();
  const skewMs = useSkewMs(desk);
  if (sessionEnded || connection.status === "refused") return <SignedOut code={connection.code ?? "signed_out"} />;
  return (
    <ServerClock skewMs={skewMs}>
      <div className="flex min-h-0 min-w-0 flex-col">
        {connection.status === "reload_needed" && <ReloadBanner className="border-t-0" />}
        {connection.status === "offline" && !desk && (
          <OfflineBanner className="border-t-0" isStickyMissing={connection.isStickyMissing} />
        )}
        {desk ? <WorkbenchDesk desk={desk} messageBox={messageBox} /> : <DeskLoading />}
      </div>
    </ServerClock>
  );
}

/** This sign-in was ended by somebody: say so, and the way back in. Drafts stay in the browser. */
function SignedOut({ code }: { code: string }) {
  const errorText = useErrorText();
  const t = useTranslations("workbench");
  return (
    <Pane>
      <EmptyState
        title={errorText(code)}
        action={
          <a href="/sign-in" className={buttonClass({ variant: "primary" })}>
            {t("signIn")}
          </a>
        }
        className="m-auto"
      />
    </Pane>
  );
}

/** Server's clock minus ours, measured again with every new desk. */
function useSkewMs(desk: Desk | null): number {
  const clock = useServerClock();
  const [skewMs, setSkewMs] = useState(0);
  useEffect(() => {
    // Below a second it is noise, and every new value draws every wait again.
    const next = Math.round((clock() - Date.now()) / 1000) * 1000;
    setSkewMs(next);
  }, [clock, desk?.seq]);
  return skewMs;
}

function DeskLoading() {
  return (
    <div className="grid min-h-0 flex-1 md:grid-cols-[340px_minmax(0,1fr)]">
      <Pane tone="panel" className="border-e border-border">
        <SkeletonRows count={6} height={72} className="pt-14" />
      </Pane>
      <Pane className="max-md:hidden!">{null}</Pane>
    </div>
  );
}
