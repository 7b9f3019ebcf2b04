import { useSyncExternalStore } from "react";

const never = () => () => {};

/** What the keyboard's command key is called here: "⌘" on Apple's, "Ctrl" elsewhere (and on the server). */
export function useModKey(): "⌘" | "Ctrl" {
  return useSyncExternalStore(
    never,
    () => (/Mac|iPhone|iPad/.test(navigator.platform) ? "⌘" : "Ctrl"),
    () => "Ctrl",
  );
}
