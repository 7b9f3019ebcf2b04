export interface ProcessRecord {
  pid: number;
  identity?: string | null;
}
export type Lock<More extends object = object> =
  | {
      isHeld: true;
      previous: (ProcessRecord & Partial<More>) | null;
      update(more: More): void;
      release(): void;
    }
  | { isHeld: false; holder: ProcessRecord & Partial<More> };
export function processIdentity(pid: number): string | null;
export function isRunning(record: ProcessRecord | null | undefined): boolean;
export function acquireLock<More extends object = object>(path: string): Lock<More>;
