/** Whether this browser shows our alerts on the desktop; `unsupported` also where the page is not on https. */
export type DesktopPermission = "granted" | "denied" | "default" | "unsupported";

export function desktopPermission(): DesktopPermission {
  if (typeof Notification === "undefined" || !window.isSecureContext) return "unsupported";
  return Notification.permission;
}

export async function askDesktopPermission(): Promise<DesktopPermission> {
  if (desktopPermission() !== "default") return desktopPermission();
  return Notification.requestPermission();
}

/**
 * Shows an alert, replacing one with the same tag; a press on it brings the page to the front.
 * @returns what closes it again; nothing is shown without permission, and some phones refuse even with it
 */
export function showDesktopAlert(alert: { tag: string; title: string; body: string; onOpen?: () => void }): () => void {
  if (desktopPermission() !== "granted") return () => {};
  try {
    const shown = new Notification(alert.title, { tag: alert.tag, body: alert.body, requireInteraction: true });
    shown.addEventListener("click", () => {
      window.focus();
      shown.close();
      alert.onOpen?.();
    });
    return () => shown.close();
  } catch {
    return () => {};
  }
}
