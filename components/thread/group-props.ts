import type { ThreadMessage } from "./thread-entry.ts";

/** What a group of messages needs, in either view. Keys are the messages' own. */
export type GroupProps = {
  messages: [ThreadMessage, ...ThreadMessage[]];
  onRetry?: (key: string) => void;
  onDiscard?: (key: string) => void;
  onFeedback?: (key: string, isHelpful: boolean) => void;
};
