"use client";

import type { ReactNode } from "react";
import { ThemeProvider as NextThemes } from "next-themes";

/** Light, dark or as the device; set on <html> before the first paint. Stands in the root layout. */
export function ThemeProvider({ children, nonce }: { children: ReactNode; nonce?: string }) {
  return (
    <NextThemes
      attribute="data-theme"
      defaultTheme="system"
      enableSystem
      disableTransitionOnChange
      storageKey="theme"
      nonce={nonce}
    >
      {children}
    </NextThemes>
  );
}
