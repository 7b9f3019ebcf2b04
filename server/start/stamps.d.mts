export function isStamped(path: string, fingerprint: string): boolean;
export function removeStamp(path: string): void;
export function writeStamp(path: string, fingerprint: string): void;
export function fingerprintOf(root: string, paths: string[], isInput?: (path: string) => boolean): string;
export function isInstalled(root: string): boolean;
