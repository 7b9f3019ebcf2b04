/**
 * Tones made on the spot (no file to load): two rising ones for an offer, again and again until it is answered, and
 * one soft one for a message. Browsers keep sound shut until somebody has touched the page: `arm` opens it.
 */
export interface AlertSound {
  /** Opens the sound; call it from a gesture. Resolves with whether it is open now. */
  arm(): Promise<boolean>;
  isArmed(): boolean;
  /** Rings at once and every `ringEveryMs`, until `stopRinging`. */
  startRinging(): void;
  stopRinging(): void;
  ping(): void;
  subscribe(onChange: () => void): () => void;
}

export const ringEveryMs = 2_500;

/** One note: when it starts after now and how long it lasts (s), its pitch (Hz), how loud (0..1). */
interface Note {
  at: number;
  length: number;
  pitch: number;
  loudness: number;
}

const offerNotes: readonly Note[] = [
  { at: 0, length: 0.28, pitch: 659.25, loudness: 0.32 },
  { at: 0.16, length: 0.42, pitch: 880, loudness: 0.32 },
  { at: 0.62, length: 0.28, pitch: 659.25, loudness: 0.26 },
  { at: 0.78, length: 0.5, pitch: 880, loudness: 0.26 },
];
const messageNotes: readonly Note[] = [{ at: 0, length: 0.22, pitch: 587.33, loudness: 0.12 }];

export function createAlertSound(): AlertSound {
  const listeners = new Set<() => void>();
  let context: AudioContext | null = null;
  let ringing: ReturnType<typeof setInterval> | null = null;

  const open = (): AudioContext | null => {
    if (context || typeof AudioContext === "undefined") return context;
    context = new AudioContext();
    context.addEventListener("statechange", () => {
      for (const listener of listeners) listener();
    });
    return context;
  };
  const sound = (notes: readonly Note[]) => {
    if (context?.state === "running") for (const note of notes) play(context, note);
  };

  return {
    async arm() {
      // Before a real gesture (a lone Alt is none) the browser would only complain.
      if (navigator.userActivation && !navigator.userActivation.hasBeenActive) return false;
      const opened = open();
      if (opened?.state === "suspended") await opened.resume().catch(() => undefined);
      return opened?.state === "running";
    },
    isArmed: () => context?.state === "running",
    startRinging() {
      if (ringing) return;
      sound(offerNotes);
      ringing = setInterval(() => sound(offerNotes), ringEveryMs);
    },
    stopRinging() {
      if (ringing) clearInterval(ringing);
      ringing = null;
    },
    ping: () => sound(messageNotes),
    subscribe(onChange) {
      listeners.add(onChange);
      return () => listeners.delete(onChange);
    },
  };
}

/** A sine with a soft start and end, so that it does not click. */
function play(context: AudioContext, note: Note): void {
  const tone = context.createOscillator();
  const volume = context.createGain();
  const start = context.currentTime + note.at;
  tone.frequency.value = note.pitch;
  volume.gain.setValueAtTime(0.0001, start);
  volume.gain.exponentialRampToValueAtTime(note.loudness, start + 0.015);
  volume.gain.exponentialRampToValueAtTime(0.0001, start + note.length);
  tone.connect(volume).connect(context.destination);
  tone.start(start);
  tone.stop(start + note.length);
  tone.addEventListener("ended", () => {
    tone.disconnect();
    volume.disconnect();
  });
}

let shared: AlertSound | null = null;

/** The page's one sound; it lives as long as the page. */
export function alertSound(): AlertSound {
  shared ??= createAlertSound();
  return shared;
}
