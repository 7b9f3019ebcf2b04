import type { Clock } from "./clock.ts";
import { createThrottle } from "./throttle.ts";

/** How often a change of the text is told at most. */
const TELL_EVERY_MS = 1_000;
/** Typing is told again at least this often while it goes on, and ends by itself after `TYPING_LASTS_MS` without word. */
const QUIET_MS = 4_000;
/** How long a heard "is typing" stays on screen without being repeated: one lost signal must not end it. */
export const TYPING_LASTS_MS = 6_000;

export interface TypingSender {
  onType(text: string): void;
  stop(): void;
}

/** Turns keystrokes into few signals: at most one a second while typing, one "stopped" after 4 s of rest or on send. */
export function createTypingSender(clock: Clock, send: (isTyping: boolean, text: string) => void): TypingSender {
  let text = "";
  let isTyping = false;
  let cancelQuiet: (() => void) | null = null;
  const throttle = createThrottle(clock, TELL_EVERY_MS, () => {
    isTyping = true;
    send(true, text);
  });
  function stop(): void {
    throttle.cancel();
    cancelQuiet?.();
    cancelQuiet = null;
    if (!isTyping) return;
    isTyping = false;
    send(false, "");
  }
  return {
    onType(next) {
      text = next;
      if (next.trim() === "") return stop();
      cancelQuiet?.();
      cancelQuiet = clock.after(QUIET_MS, stop);
      throttle.request();
    },
    stop,
  };
}
