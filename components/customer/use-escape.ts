"use client";

import { type RefObject, useEffect, useRef } from "react";

/**
 * Escape pressed inside an element, for that element alone: it is marked as dealt with, so the panel around it stays.
 * Listens on the element itself, before anything that listens on the document.
 */
export function useEscape(box: RefObject<HTMLElement | null>, isOn: boolean, onEscape: () => void): void {
  const latest = useRef(onEscape);
  useEffect(() => {
    latest.current = onEscape;
  });
  useEffect(() => {
    const element = box.current;
    if (!isOn || !element) return;
    const hear = (event: KeyboardEvent) => {
      if (event.key !== "Escape" || event.isComposing) return;
      event.preventDefault();
      latest.current();
    };
    element.addEventListener("keydown", hear);
    return () => element.removeEventListener("keydown", hear);
  }, [box, isOn]);
}
