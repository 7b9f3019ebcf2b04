"use client";

import { useTranslations } from "next-intl";
import { formatDegree } from "#components/ui/degree.tsx";
import { type BoardThresholds, signed } from "./threshold-reason.ts";

/** Threshold = base + shift, both of them as sums. */
export function ThresholdSums(props: {
  thresholds: BoardThresholds;
  /** The base as it was set; null while it is fetched. */
  site: { single: number; mean: number } | null;
}) {
  const t = useTranslations("dashboard.thresholds");
  const { thresholds, site } = props;
  const rows = [
    { key: "single", value: thresholds.single, base: thresholds.singleBase, set: site?.single },
    { key: "mean", value: thresholds.mean, base: thresholds.meanBase, set: site?.mean },
  ] as const;
  return (
    <table className="w-full text-sm">
      <caption className="mb-1.5 text-start text-base font-medium">{t("drawer.sum")}</caption>
      <thead className="text-xs text-muted">
        <tr>
          <th />
          {(["set", "learned", "shift", "now"] as const).map((column) => (
            <th key={column} scope="col" className="py-1 text-end font-normal">
              {t(`drawer.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, value, base, set }) => (
          <tr key={key} className="border-t border-border">
            <th scope="row" className="py-1.5 text-start font-normal text-muted">
              {t(key)}
            </th>
            <td className="text-end">{set === undefined ? "" : formatDegree(set)}</td>
            <td className="text-end">{set === undefined ? "" : signed(base - set)}</td>
            <td className="text-end">{signed(value - base)}</td>
            <td className="text-end font-semibold">{formatDegree(value)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
