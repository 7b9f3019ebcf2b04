"use client";

import { useEffect, useRef } from "react";
import { CustomerProvider } from "#components/realtime/customer-provider.tsx";
import { brandStyle } from "#components/ui/brand-colour.ts";
import { cn } from "#components/ui/class-names.ts";
import type { SiteView } from "#server/contract/index.ts";
import { ChatScreen } from "./chat-screen.tsx";
import { LiveWire } from "./live-wire.tsx";
import { unreadCount } from "./unread.ts";
import { useCustomerSession } from "./use-customer-session.ts";
import { useHostPage } from "./use-host-page.ts";
import { useTitleBadge } from "./use-title-badge.ts";
import { useWiredChat } from "./use-wired-chat.ts";

/**
 * The customer's page: who they are, the page around it if there is one, the wire, and the chat. `hostOrigin` is the
 * origin of the page that holds this frame, already found among the site's allowed ones; null = a page by itself.
 */
export function ChatPage(props: { site: SiteView; hostOrigin: string | null; openedAt: number }) {
  const { site, hostOrigin } = props;
  const host = useHostPage(hostOrigin, site.accentColor);
  const session = useCustomerSession({
    site: site.key,
    isOpen: host.isOpen,
    handedToken: host.token,
    onGrant: host.keepToken,
  });
  const { model, actions, onLive } = useWiredChat(site, session);
  const inputRef = useRef<HTMLTextAreaElement>(null);
  const token = session.grant?.kind === "token" ? session.grant.token : null;
  const unread = unreadCount(model.conversations, model.items);
  const { showUnread } = host;

  useTitleBadge(model.site.name, unread);
  useEffect(() => showUnread(unread), [showUnread, unread]);
  useEffect(() => {
    // On a touch screen the focus would push up the keyboard before anything was read.
    if (host.isOpen && window.matchMedia("(pointer: fine)").matches) inputRef.current?.focus();
  }, [host.isOpen]);
  return (
    <main
      style={brandStyle(model.site.accentColor)}
      className={cn(
        "mx-auto flex h-dvh flex-col overflow-hidden",
        !hostOrigin && "max-w-[720px] md:border-x md:border-border",
      )}
    >
      {session.grant && (
        <CustomerProvider key={session.round} site={site.key} token={token}>
          <LiveWire site={site} isShown={host.isOpen} onLive={onLive} />
        </CustomerProvider>
      )}
      <ChatScreen
        model={model}
        actions={actions}
        token={token}
        openedAt={props.openedAt}
        inputRef={inputRef}
        onClose={host.isFull ? host.close : undefined}
      />
    </main>
  );
}
