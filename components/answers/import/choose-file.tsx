"use client";

import { useRef } from "react";
import { Download, FileUp } from "lucide-react";
import { useTranslations } from "next-intl";
import { useFileDrop } from "#components/thread/use-file-drop.ts";
import { Button, buttonClass } from "#components/ui/button.tsx";
import { cn } from "#components/ui/class-names.ts";

/** Where a file is dropped or chosen, and an example of what it should look like. */
export function ChooseFile({ onFile }: { onFile(file: File): void }) {
  const t = useTranslations("answers.import");
  const input = useRef<HTMLInputElement>(null);
  const drop = useFileDrop(([file]) => file && onFile(file));
  return (
    <div className="flex flex-col gap-4">
      <div
        {...drop.handlers}
        className={cn(
          "flex flex-col items-center gap-3 rounded-lg border border-dashed px-6 py-10 text-center transition-colors",
          drop.isOver ? "border-accent bg-accent-soft" : "border-field bg-panel",
        )}
      >
        <FileUp aria-hidden className="icon-lg text-muted" />
        <p className="text-muted">{t("drop")}</p>
        <Button variant="primary" onClick={() => input.current?.click()}>
          {t("choose")}
        </Button>
        <input
          ref={input}
          type="file"
          hidden
          aria-label={t("choose")}
          accept=".csv,.tsv,.json,.jsonl,text/csv,application/json"
          onChange={(event) => {
            const [file] = event.target.files ?? [];
            event.target.value = "";
            if (file) onFile(file);
          }}
        />
      </div>
      <div className="flex flex-wrap items-center gap-2 text-muted">
        <p className="min-w-0 flex-1 basis-64">{t("template")}</p>
        {(["csv", "json"] as const).map((format) => (
          <a
            key={format}
            href={`/api/library/template?format=${format}`}
            download
            className={buttonClass({ size: "sm" })}
          >
            <Download aria-hidden className="icon-sm" />
            {t("templateOf", { format: format.toUpperCase() })}
          </a>
        ))}
      </div>
    </div>
  );
}
