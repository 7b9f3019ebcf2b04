import { historyEn } from "./history-en.ts";
import { historyZh } from "./history-zh.ts";
import type { HistoryConversation } from "./history-item.ts";

/** Everything closed before the demo begins, so that lists, histories and ratings have something to show. */
export const demoHistory: readonly HistoryConversation[] = [...historyEn, ...historyZh];
