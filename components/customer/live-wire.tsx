"use client";

import { memo, useEffect } from "react";
import { useCustomerReadCursor } from "#components/realtime/use-customer-signals.ts";
import type { SiteView } from "#server/contract/index.ts";
import type { ChatActions, ChatModel } from "./chat-model.ts";
import { useLiveChat } from "./use-live-chat.ts";

export interface LiveChat {
  model: ChatModel;
  actions: ChatActions;
}

/**
 * The chat on the wire, without any look: tells what is read while it is in sight, and gives the newest model to the
 * page. So the screen stands before there is a session, and nobody's words or caret are lost when one begins.
 */
export const LiveWire = memo(function LiveWire(props: {
  site: SiteView;
  isShown: boolean;
  onLive: (live: LiveChat) => void;
}) {
  const { model, actions } = useLiveChat(props.site);
  const { onLive } = props;
  useCustomerReadCursor(props.isShown);
  useEffect(() => onLive({ model, actions }), [onLive, model, actions]);
  return null;
});
