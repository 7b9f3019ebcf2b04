"use client";

import type { ImportPreview } from "#server/contract/library-job-views.ts";
import { CircleAlert, CircleCheck } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { Badge } from "#components/ui/badge.tsx";
import { ScrollBox } from "#components/ui/scroll-box.tsx";
import { Table, TBody, Td, Th, THead, Tr } from "#components/ui/table.tsx";
import { useLanguageName } from "../data/use-language-name.ts";

const sums = ["adds", "changes", "unchanged"] as const;

/** What a file would do, before anything is written: the sums, every error by its row, and how the first rows read. */
export function ImportPreviewPart({ preview }: { preview: ImportPreview }) {
  const t = useTranslations("answers.import");
  const format = useFormatter();
  const nameOf = useLanguageName();
  const hasErrors = preview.errorCount > 0;
  return (
    <div className="flex flex-col gap-4">
      <dl className="grid grid-cols-4 gap-2 max-sm:grid-cols-2">
        {sums.map((key) => (
          <div
            key={key}
            className="rounded-md px-3.5 pt-2.5 pb-3 text-xs text-muted inset-ring inset-ring-border-strong"
          >
            <dd className="text-2xl font-semibold tracking-[-0.02em] text-foreground">{format.number(preview[key])}</dd>
            <dt>{t(`sum.${key}`)}</dt>
          </div>
        ))}
        <div className="rounded-md px-3.5 pt-2.5 pb-3 text-xs text-muted inset-ring inset-ring-border-strong">
          <dd
            className={`text-2xl font-semibold tracking-[-0.02em] ${hasErrors ? "text-danger-text" : "text-success-text"}`}
          >
            {format.number(preview.errorCount)}
          </dd>
          <dt>{t("sum.errors")}</dt>
        </div>
      </dl>
      <p role="status" className="flex items-start gap-2">
        {hasErrors ? (
          <CircleAlert aria-hidden className="icon mt-0.5 text-danger-text" />
        ) : (
          <CircleCheck aria-hidden className="icon mt-0.5 text-success-text" />
        )}
        <span>{hasErrors ? t("hasErrors", { count: preview.errorCount }) : t("isGood", { rows: preview.rows })}</span>
      </p>
      {hasErrors ? (
        <ScrollBox className="-mx-6 max-h-[40vh] overflow-y-auto border-y border-border">
          <Table label={t("errors")}>
            <THead>
              <tr>
                <Th isNumber className="w-16">
                  {t("row")}
                </Th>
                <Th>{t("column")}</Th>
                <Th>{t("wrong")}</Th>
                <Th>{t("value")}</Th>
              </tr>
            </THead>
            <TBody>
              {preview.errors.map((error, index) => (
                <Tr key={index}>
                  <Td isNumber title={error.line === null ? undefined : t("line", { line: error.line })}>
                    {error.row === null ? t("file") : format.number(error.row)}
                  </Td>
                  <Td>{error.column ?? ""}</Td>
                  <Td className="whitespace-normal!">{t(`error.${error.code}`, { hint: error.hint })}</Td>
                  <Td className="max-w-56 truncate text-muted" title={error.value}>
                    {error.value}
                  </Td>
                </Tr>
              ))}
            </TBody>
          </Table>
          {preview.errorCount > preview.errors.length && (
            <p className="px-6 py-2 text-xs text-subtle">
              {t("moreErrors", { count: preview.errorCount - preview.errors.length })}
            </p>
          )}
        </ScrollBox>
      ) : (
        <ScrollBox className="-mx-6 max-h-[40vh] overflow-y-auto border-y border-border">
          <Table label={t("sample")}>
            <THead>
              <tr>
                <Th isNumber className="w-16">
                  {t("row")}
                </Th>
                <Th>{t("entry")}</Th>
                <Th>{t("category")}</Th>
                <Th>{t("language")}</Th>
                <Th isNumber>{t("questions")}</Th>
                <Th>
                  <span className="sr-only">{t("what")}</span>
                </Th>
              </tr>
            </THead>
            <TBody>
              {preview.sample.map((row) => (
                <Tr key={row.row}>
                  <Td isNumber>{format.number(row.row)}</Td>
                  <Td className="max-w-72 truncate font-medium">{row.title}</Td>
                  <Td className="text-muted">{row.category ?? ""}</Td>
                  <Td className="text-muted">{nameOf(row.language)}</Td>
                  <Td isNumber>{row.questionCount}</Td>
                  <Td>
                    <Badge tone={row.what === "new" ? "success" : row.what === "changed" ? "warning" : "neutral"}>
                      {t(`whatIs.${row.what}`)}
                    </Badge>
                  </Td>
                </Tr>
              ))}
            </TBody>
          </Table>
          {preview.rows > preview.sample.length && (
            <p className="px-6 py-2 text-xs text-subtle">
              {t("moreRows", { count: preview.rows - preview.sample.length })}
            </p>
          )}
        </ScrollBox>
      )}
    </div>
  );
}
