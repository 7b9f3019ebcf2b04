"use client";

import { useState } from "react";
import { useTranslations } from "next-intl";
import { useErrorText } from "#components/i18n/use-error-text.ts";
import { useAgentCommand } from "#components/realtime/use-agent-command.ts";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { toast } from "#components/ui/toaster.tsx";
import { useJob } from "../data/use-job.ts";
import { useRefreshLibrary } from "../data/use-refresh-library.ts";
import { ProgressLine } from "../progress-line.tsx";
import { ChooseFile } from "./choose-file.tsx";
import { ImportPreviewPart } from "./import-preview.tsx";
import { uploadLibrary } from "./upload-library.ts";

/**
 * Entries from a file: chosen or dropped, read by the server, looked at with every error by its row, and written into
 * the drafts all at once or not at all. Closing it leaves the reading going on; opening it again finds it.
 */
export function ImportDialog(props: { isOpen: boolean; onOpenChange(isOpen: boolean): void }) {
  const t = useTranslations("answers.import");
  const errorText = useErrorText();
  const refresh = useRefreshLibrary();
  const job = useJob("import");
  const apply = useAgentCommand("library:import-apply");
  const [upload, setUpload] = useState<{ name: string; share: number; stop(): void } | null>(null);
  const [told, setTold] = useState<string | null>(null);
  const state = job.job?.state;
  const preview = state === "done" ? (job.job?.preview ?? null) : null;
  const fileName = upload?.name ?? job.job?.fileName ?? "";

  const read = async (file: File) => {
    setTold(null);
    job.follow(null);
    const sending = uploadLibrary(file, (share) => setUpload((held) => held && { ...held, share }));
    setUpload({ name: file.name, share: 0, stop: sending.stop });
    const answer = await sending.answer;
    setUpload(null);
    if (answer === null) return;
    if (answer.ok) job.follow(answer.data.jobId);
    else setTold(answer.error.code === "wrong_type" ? t("wrongType") : errorText(answer.error.code));
  };
  const startOver = () => {
    setTold(null);
    if (job.isAtWork || state === "done") job.cancel();
    job.follow(null);
  };
  const write = () => {
    if (!job.job) return;
    setTold(null);
    apply.mutate(
      { id: job.job.id, isPublished: false, note: "" },
      {
        onSuccess: (answer) => {
          refresh();
          if (answer.result === "written") {
            toast.success(t("written", { adds: answer.adds, changes: answer.changes }));
            job.follow(null);
            props.onOpenChange(false);
          } else setTold(t(answer.result === "stale" ? "stale" : "notWritten"));
        },
        onError: (error) => setTold(errorText(error.code)),
      },
    );
  };
  const isReading = upload === null && job.isAtWork;
  const isOver = job.isOwn && (state === "failed" || state === "lost" || state === "cancelled");
  const words = preview ? preview.adds + preview.changes : 0;
  return (
    <Dialog
      isOpen={props.isOpen}
      onOpenChange={props.onOpenChange}
      size="lg"
      title={t("title")}
      description={preview ? fileName : t("text")}
      footer={
        preview && upload === null ? (
          <>
            <Button onClick={startOver}>{t("otherFile")}</Button>
            <Button
              variant="primary"
              isBusy={apply.isPending}
              aria-disabled={preview.errorCount > 0 || words === 0 || undefined}
              onClick={write}
            >
              {t("write", { count: preview.errorCount > 0 ? 0 : words })}
            </Button>
          </>
        ) : undefined
      }
    >
      {(told !== null || (isOver && upload === null)) && (
        <p role="alert" className="mb-3 rounded-md bg-danger-soft px-3 py-2 text-danger-text">
          {told ?? t(state === "cancelled" ? "cancelled" : "failed")}
        </p>
      )}
      {upload !== null ? (
        <ProgressLine
          label={t("uploading", { name: upload.name })}
          share={upload.share}
          onCancel={upload.stop}
          className="py-8"
        />
      ) : isReading || apply.isPending ? (
        <ProgressLine
          label={t(state === "writing" || apply.isPending ? "writing" : "reading", { name: fileName })}
          share={job.job?.share ?? null}
          onCancel={apply.isPending ? undefined : job.cancel}
          className="py-8"
        />
      ) : job.isSought ? (
        <Skeleton className="h-40 rounded-md" />
      ) : preview ? (
        <ImportPreviewPart preview={preview} />
      ) : (
        <ChooseFile onFile={(file) => void read(file)} />
      )}
    </Dialog>
  );
}
