"use client";

import type { ReplayResult } from "#server/contract/replay-commands.ts";
import { useFormatter, useTranslations } from "next-intl";
import { cn } from "#components/ui/class-names.ts";
import { formatClock } from "#components/ui/format-clock.ts";
import { Table, TBody, Td, Th, THead, Tr } from "#components/ui/table.tsx";

type Figures = ReplayResult["real"];
type Kind = "clock" | "percent" | "count" | "minutes";

/** What is shown, how it is written, and which way is better (0 = neither). */
const rows = [
  ["waitMeanMs", "clock", -1],
  ["waitP50Ms", "clock", -1],
  ["waitP90Ms", "clock", -1],
  ["waitP99Ms", "clock", -1],
  ["abandonedPercent", "percent", -1],
  ["served", "count", 1],
  ["diverted", "count", -1],
  ["overflowed", "count", 0],
  ["libraryPercent", "percent", 0],
  ["idlePercent", "percent", 0],
  ["effortMinutesPerHour", "minutes", 0],
  ["effortSpreadPercent", "percent", -1],
] as const satisfies readonly (readonly [keyof Figures, Kind, -1 | 0 | 1])[];

/** The day as it was, as the model has it, and with the changes. */
export function FiguresTable({ result }: { result: ReplayResult }) {
  const t = useTranslations("routing.replay");
  const format = useFormatter();
  const { real, modelled, changed } = result;
  const write = (kind: Kind, value: number | null): string => {
    if (value === null) return "–";
    if (kind === "clock") return formatClock(value);
    if (kind === "percent") return format.number(value / 100, { style: "percent", maximumFractionDigits: 1 });
    return format.number(value, { maximumFractionDigits: kind === "minutes" ? 1 : 0 });
  };
  return (
    <Table label={t("figures")}>
      <THead>
        <tr>
          <Th>{t("figure")}</Th>
          <Th isNumber>{t("real")}</Th>
          <Th isNumber>{t("modelled")}</Th>
          {changed && <Th isNumber>{t("changed")}</Th>}
        </tr>
      </THead>
      <TBody>
        {rows.map(([name, kind, better]) => {
          const [was, is] = [modelled[name], changed?.[name] ?? null];
          const way = was === null || is === null ? 0 : Math.sign(is - was) * better;
          const isSame = write(kind, was) === write(kind, is);
          return (
            <Tr key={name}>
              <Td className="whitespace-normal!">{t(`row.${name}`)}</Td>
              <Td isNumber className="text-muted tabular-nums">
                {write(kind, real[name])}
              </Td>
              <Td isNumber className="tabular-nums">
                {write(kind, was)}
              </Td>
              {changed && (
                <Td
                  isNumber
                  className={cn(
                    "font-medium tabular-nums",
                    !isSame && way > 0 && "text-success-text",
                    !isSame && way < 0 && "text-danger-text",
                  )}
                >
                  {!isSame && way !== 0 && <span className="sr-only">{t(way > 0 ? "better" : "worse")} </span>}
                  {!isSame && was !== null && is !== null && <span aria-hidden>{is < was ? "↓ " : "↑ "}</span>}
                  {write(kind, is)}
                </Td>
              )}
            </Tr>
          );
        })}
      </TBody>
    </Table>
  );
}
