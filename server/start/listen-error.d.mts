export function explainListenError(error: NodeJS.ErrnoException, port: number, host?: string): string;
