/** Path of a Chromium, installed when there is none; null after saying plainly what is missing. */
export function ensureBrowser(say: (line: string) => void): string | null;
