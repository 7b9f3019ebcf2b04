"use client";

import { useEffect, useRef } from "react";
import { type ShortcutId, shortcutOf } from "./shortcuts.ts";

export type ShortcutActions = Partial<Record<ShortcutId, () => void>>;

/**
 * Listens for the workbench's keys wherever the focus is, also inside the composer and menus. A key whose action is
 * missing now (nothing to accept) stays the browser's.
 */
export function useShortcuts(actions: ShortcutActions): void {
  const current = useRef(actions);
  useEffect(() => {
    current.current = actions;
  });
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.repeat || event.isComposing) return;
      const id = shortcutOf(event);
      const action = id && current.current[id];
      if (!action) return;
      event.preventDefault();
      event.stopPropagation();
      action();
    };
    window.addEventListener("keydown", press, { capture: true });
    return () => window.removeEventListener("keydown", press, { capture: true });
  }, []);
}
