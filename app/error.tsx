"use client";

import { useEffect } from "react";
import { CircleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";

/** A page that broke: what to do, and the number an admin finds it by in the log. */
export default function ErrorPage({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  const t = useTranslations("common");
  useEffect(() => {
    console.error(error);
  }, [error]);
  return (
    <main
      role="alert"
      className="flex min-h-dvh flex-col items-start justify-center gap-1 bg-canvas px-6 sm:items-center sm:text-center"
    >
      <span className="mb-4 grid size-10 place-items-center rounded-lg bg-danger-soft text-danger-text">
        <CircleAlert aria-hidden className="icon-lg" />
      </span>
      <h1 className="text-xl font-semibold tracking-[-0.01em]">{t("crash.title")}</h1>
      <p className="max-w-[52ch] text-base text-muted">{t("crash.text", { digest: error.digest ?? "–" })}</p>
      <Button variant="primary" size="lg" onClick={reset} className="mt-5">
        {t("tryAgain")}
      </Button>
    </main>
  );
}
