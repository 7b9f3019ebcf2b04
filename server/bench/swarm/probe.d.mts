/** Answers a bench's question what this process holds, over its IPC channel. */
export function answerProbes(more?: () => Record<string, unknown>): void;
/** What this process is started with: the first word on its channel. */
export function readOptions(): Promise<unknown>;
