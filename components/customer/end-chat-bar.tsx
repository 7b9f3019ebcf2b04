"use client";

import { useEffect, useRef } from "react";
import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import { useEscape } from "./use-escape.ts";

/** "End this chat?" as a line above the composer: nothing is covered, and one key takes it back. */
export function EndChatBar(props: { isWaiting: boolean; isBusy: boolean; onEnd: () => void; onCancel: () => void }) {
  const t = useTranslations("customer.endChat");
  const box = useRef<HTMLElement>(null);
  useEffect(() => box.current?.querySelector("button")?.focus(), []);
  useEscape(box, true, props.onCancel);
  return (
    <section
      ref={box}
      aria-label={t("title")}
      className="flex shrink-0 flex-wrap items-center gap-x-4 gap-y-2 border-t border-border bg-panel px-4 py-3"
    >
      <div className="min-w-40 flex-1">
        <p className="text-md font-semibold">{t("title")}</p>
        <p className="text-base text-muted">{t(props.isWaiting ? "textWaiting" : "text")}</p>
      </div>
      <div className="flex gap-2">
        <Button variant="danger" className="h-10!" isBusy={props.isBusy} onClick={props.onEnd}>
          {t("confirm")}
        </Button>
        <Button variant="ghost" className="h-10!" onClick={props.onCancel}>
          {t("cancel")}
        </Button>
      </div>
    </section>
  );
}
