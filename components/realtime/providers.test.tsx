import { renderToString } from "react-dom/server";
import { afterEach, expect, test, vi } from "vitest";
import { AgentProvider } from "./agent-provider.tsx";
import { CustomerProvider } from "./customer-provider.tsx";
import { useBoard } from "./use-board.ts";
import { useConnectionStatus } from "./use-connection-status.ts";
import { useConversation } from "./use-conversation.ts";
import { useCustomerThread } from "./use-customer-thread.ts";
import { useDesk } from "./use-desk.ts";
import { useDraft } from "./use-draft.ts";
import { useQueuePlace } from "./use-queue-place.ts";
import { useRequests } from "./use-requests.ts";

afterEach(() => vi.unstubAllGlobals());

function CustomerScreen() {
  const { isReady, items, pending } = useCustomerThread();
  const [draft] = useDraft("customer");
  return `${useConnectionStatus().status} ${isReady} ${items.length} ${pending.length} ${useQueuePlace()?.position ?? "no place"} ${draft}`;
}
function DeskScreen() {
  const { conversation } = useConversation(null);
  return `${useConnectionStatus().status} ${useDesk().isReady} ${conversation?.hasEarlier ?? "no chat"} ${useBoard().isLoading} ${useRequests(["stored"]).requests.length}`;
}

test("both sides render on the server, and open nothing there", () => {
  const opened = vi.fn();
  vi.stubGlobal("BroadcastChannel", opened);
  vi.stubGlobal("WebSocket", opened);
  vi.stubGlobal("setTimeout", opened);
  expect(
    renderToString(
      <CustomerProvider site="shop">
        <CustomerScreen />
      </CustomerProvider>,
    ),
  ).toContain("connecting false 0 0 no place");
  expect(
    renderToString(
      <AgentProvider staffId="lin">
        <DeskScreen />
      </AgentProvider>,
    ),
  ).toContain("connecting false no chat true 0");
  expect(opened).not.toHaveBeenCalled();
});

test("a hook outside its provider says so", () => {
  expect(() => renderToString(<CustomerScreen />)).toThrow("CustomerProvider");
});
