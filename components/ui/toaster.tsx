"use client";

import { useSyncExternalStore } from "react";
import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { useTheme } from "next-themes";
import { Toaster as Sonner } from "sonner";

export { toast } from "sonner";

const look = {
  toast:
    "flex w-full items-center gap-2.5 rounded-lg bg-overlay px-4 py-3 font-sans text-sm text-foreground shadow-pop",
  title: "font-medium",
  description: "text-muted",
  content: "min-w-0 flex-1",
  actionButton:
    "ms-auto h-7 shrink-0 rounded-sm px-2.5 text-xs font-medium bg-control inset-ring inset-ring-border-strong",
};

/** Sonner's own limit: below it a toast is as wide as the screen. */
const wide = "(min-width: 601px)";
function hearWidth(changed: () => void): () => void {
  const query = matchMedia(wide);
  query.addEventListener("change", changed);
  return () => query.removeEventListener("change", changed);
}

/** Where short confirmations appear. Stands once, in the staff shell. */
export function Toaster() {
  const t = useTranslations("common");
  const { resolvedTheme } = useTheme();
  const isWide = useSyncExternalStore(
    hearWidth,
    () => matchMedia(wide).matches,
    () => true,
  );
  return (
    <Sonner
      containerAriaLabel={t("notifications")}
      // Its own, Alt T, transfers a chat at the desk.
      hotkey={["F8"]}
      theme={resolvedTheme === "dark" ? "dark" : "light"}
      position="top-center"
      // On a phone one over the other, below the head of what is open: who one talks to stays in sight, and so does the way back.
      expand={isWide}
      mobileOffset={{ top: 60, left: 12, right: 12 }}
      style={{ zIndex: "var(--z-toast)" }}
      toastOptions={{ unstyled: true, classNames: look }}
      icons={{
        success: <CircleCheck aria-hidden className="icon text-success-text" />,
        error: <CircleAlert aria-hidden className="icon text-danger-text" />,
        warning: <TriangleAlert aria-hidden className="icon text-warning-text" />,
        info: <Info aria-hidden className="icon text-info-text" />,
      }}
    />
  );
}
