"use client";

import { useCallback, useEffect, useState, useSyncExternalStore } from "react";
import { alertSound } from "./alert-sound.ts";
import { askDesktopPermission, type DesktopPermission, desktopPermission, showDesktopAlert } from "./desktop-alert.ts";

export interface AlertCheck {
  /** False until the page has been touched once: an offer would be silent. */
  isSoundOpen: boolean;
  desktop: DesktopPermission;
  /** When this person last heard the test in this browser; epoch ms. */
  testedAt: number | null;
}

const never = { isSoundOpen: false, desktop: "default", testedAt: null } as const satisfies AlertCheck;

function subscribeSound(onChange: () => void): () => void {
  return alertSound().subscribe(onChange);
}

/**
 * The state of sound and desktop alerts, and the test that plays the one and shows the other. The first gesture on
 * the page opens the sound.
 */
export function useAlertCheck(words: {
  title: string;
  body: string;
}): AlertCheck & { isReady: boolean; test(): Promise<AlertCheck> } {
  const isSoundOpen = useSyncExternalStore(
    subscribeSound,
    () => alertSound().isArmed(),
    () => false,
  );
  const [state, setState] = useState<Omit<AlertCheck, "isSoundOpen"> | null>(null);

  useEffect(() => {
    setState({ desktop: desktopPermission(), testedAt: readTestedAt() });
    const arm = () => void alertSound().arm();
    const options = { capture: true, passive: true };
    arm();
    for (const gesture of gestures) window.addEventListener(gesture, arm, options);
    return () => {
      for (const gesture of gestures) window.removeEventListener(gesture, arm, options);
    };
  }, []);

  const test = useCallback(async (): Promise<AlertCheck> => {
    const isOpen = await alertSound().arm();
    alertSound().startRinging();
    alertSound().stopRinging();
    const desktop = await askDesktopPermission();
    showDesktopAlert({ tag: "test", title: words.title, body: words.body });
    const testedAt = Date.now();
    localStorage.setItem(storageKey, String(testedAt));
    setState({ desktop, testedAt });
    return { isSoundOpen: isOpen, desktop, testedAt };
  }, [words.title, words.body]);

  return { ...never, ...state, isSoundOpen, isReady: state !== null, test };
}

/** What a browser takes for a gesture; on touch screens that is the end of a press. */
const gestures = ["pointerdown", "pointerup", "keydown"] as const;
const storageKey = "answerline:alerts-tested-at";

function readTestedAt(): number | null {
  const stored = Number(localStorage.getItem(storageKey));
  return Number.isFinite(stored) && stored > 0 ? stored : null;
}
