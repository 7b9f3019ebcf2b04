"use client";

import { useTranslations } from "next-intl";
import { formatDegree } from "#components/ui/degree.tsx";
import type { BoardThresholds } from "./threshold-reason.ts";

const BOX = { width: 384, height: 40, gap: 2 };

/** Today's questions by degree, with both thresholds standing in them: what is left of the line is offered a person. */
export function DegreeHistogram({ degrees, thresholds }: { degrees: readonly number[]; thresholds: BoardThresholds }) {
  const t = useTranslations("dashboard.thresholds");
  const most = Math.max(1, ...degrees);
  const step = BOX.width / Math.max(1, degrees.length);
  const asked = degrees.reduce((sum, count) => sum + count, 0);
  return (
    <div className="mt-3">
      <svg
        viewBox={`0 0 ${BOX.width} ${BOX.height}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={t("histogram", {
          count: asked,
          single: formatDegree(thresholds.single),
          mean: formatDegree(thresholds.mean),
        })}
        className="block h-10 w-full overflow-visible"
      >
        {degrees.map((count, bin) => {
          const height = Math.max(2, (count / most) * (BOX.height - 4));
          const isAbove = (bin + 0.5) / degrees.length >= thresholds.single;
          return (
            <rect
              key={bin}
              x={bin * step}
              y={BOX.height - height}
              width={step - BOX.gap}
              height={height}
              rx={1.5}
              className={isAbove ? "fill-accent-border" : "fill-degree-track"}
            />
          );
        })}
        <Mark at={thresholds.single} />
        <Mark at={thresholds.mean} isDashed />
      </svg>
      <p aria-hidden className="mt-1 flex justify-between text-2xs leading-3 text-subtle">
        <span>0</span>
        <span>{t("degreesToday", { count: asked })}</span>
        <span>1</span>
      </p>
    </div>
  );
}

function Mark({ at, isDashed }: { at: number; isDashed?: boolean }) {
  const x = at * BOX.width;
  return (
    <line
      x1={x}
      x2={x}
      y1={-6}
      y2={BOX.height}
      strokeWidth={2}
      strokeDasharray={isDashed ? "3 3" : undefined}
      vectorEffect="non-scaling-stroke"
      className="stroke-foreground"
    />
  );
}
