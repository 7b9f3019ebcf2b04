import "./globals.css";
import type { Metadata, Viewport } from "next";
import type { ReactNode } from "react";
import { headers } from "next/headers";
import { getLocale } from "next-intl/server";
import { AreaMessages } from "#components/i18n/area-messages.tsx";
import { ThemeProvider } from "#components/shell/theme-provider.tsx";

export const metadata: Metadata = {
  title: { default: "Answerline", template: "%s · Answerline" },
};

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  viewportFit: "cover",
  // The composer stays above a phone's keyboard.
  interactiveWidget: "resizes-content",
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const [locale, asked] = await Promise.all([getLocale(), headers()]);
  return (
    // The theme is set by a script before React wakes up.
    <html lang={locale === "zh" ? "zh-CN" : locale} suppressHydrationWarning>
      <body>
        <ThemeProvider nonce={asked.get("x-nonce") ?? undefined}>
          <AreaMessages areas={[]}>{children}</AreaMessages>
        </ThemeProvider>
      </body>
    </html>
  );
}
