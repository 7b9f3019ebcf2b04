"use client";

import type { ConversationId } from "#server/contract/ids.ts";
import type { Board } from "#server/contract/views.ts";
import { type ReactNode, useState } from "react";
import { MoveRight, TrendingDown, TrendingUp } from "lucide-react";
import { useTranslations } from "next-intl";
import { Badge } from "#components/ui/badge.tsx";
import { formatDegree } from "#components/ui/degree.tsx";
import { DegreeHistogram } from "./degree-histogram.tsx";
import { ThresholdsDrawer } from "./thresholds-drawer.tsx";
import { type BoardThresholds, pressedTeam, reasonWords } from "./threshold-reason.ts";

const trends = { rising: TrendingUp, steady: MoveRight, falling: TrendingDown };
const strong = (chunks: ReactNode) => <b className="font-medium text-foreground">{chunks}</b>;

/** The hand-off thresholds in force: where they stand among today's degrees, between which bounds, and why. */
export function ThresholdsPanel(props: {
  board: Board;
  hasLines: boolean;
  onConversation(id: ConversationId, title: string): void;
}) {
  const { board, hasLines } = props;
  const t = useTranslations("dashboard.thresholds");
  const pressed = pressedTeam(board.teams);
  const [openId, setOpenId] = useState<string | null>(null);
  const Trend = trends[pressed?.thresholds.trend ?? "steady"];
  return (
    <section
      aria-label={t("title")}
      className="px-5 py-3.5 max-lg:col-span-full max-lg:border-t max-lg:border-border max-md:px-4"
    >
      <h2 className="flex items-center gap-1.5 text-base font-medium text-muted">
        <span className="truncate">
          {t("title")}
          {pressed && board.teams.length > 1 && <span className="font-normal text-subtle"> · {pressed.team.name}</span>}
        </span>
        {pressed && (
          <Badge icon={<Trend aria-hidden className="icon-xs" />} className="ms-auto">
            {t(`trend.${pressed.thresholds.trend}`)}
          </Badge>
        )}
      </h2>
      {pressed === null ? (
        <p className="mt-3 text-sm text-muted">{t("none")}</p>
      ) : (
        <>
          <DegreeHistogram degrees={board.degreesToday} thresholds={pressed.thresholds} />
          <div className="mt-1.5 grid grid-cols-[auto_auto_auto_1fr] items-center gap-x-2.5 gap-y-0.5">
            <Row
              label={t("single")}
              value={pressed.thresholds.single}
              bounds={pressed.thresholds.singleBounds}
              points={hasLines ? board.history.map(({ single }) => single) : []}
            />
            <Row
              label={t("mean")}
              value={pressed.thresholds.mean}
              bounds={pressed.thresholds.meanBounds}
              points={hasLines ? board.history.map(({ mean }) => mean) : []}
              isDashed
            />
          </div>
          <Reason thresholds={pressed.thresholds} />
          <button
            type="button"
            onClick={() => setOpenId(pressed.team.id)}
            className="mt-1 rounded-xs text-xs font-medium text-accent-text underline-offset-2 hover:underline"
          >
            {t("open")}
          </button>
          <ThresholdsDrawer
            teams={board.teams}
            teamId={openId}
            onTeam={setOpenId}
            onConversation={props.onConversation}
          />
        </>
      )}
    </section>
  );
}

function Row(props: {
  label: string;
  value: number;
  bounds: readonly [number, number];
  points: readonly number[];
  isDashed?: boolean;
}) {
  const t = useTranslations("dashboard.thresholds");
  const [least, most] = props.bounds;
  return (
    <>
      <span className="inline-flex items-center gap-1.5 text-muted">
        <svg aria-hidden width="14" height="12">
          <path
            d="M7 0v12"
            stroke="currentColor"
            strokeWidth="2"
            strokeDasharray={props.isDashed ? "3 2" : undefined}
          />
        </svg>
        {props.label}
      </span>
      <span className="text-lg leading-[22px] font-semibold">{formatDegree(props.value)}</span>
      <span className="truncate text-subtle">
        {t("bounds", { least: formatDegree(least), most: formatDegree(most) })}
      </span>
      <span className="w-24 justify-self-end max-[430px]:w-16">
        <BoundLine points={props.points} bounds={props.bounds} />
      </span>
    </>
  );
}

/** Drawn between its bounds: from zero every move would look flat. */
function BoundLine({
  points,
  bounds: [least, most],
}: {
  points: readonly number[];
  bounds: readonly [number, number];
}) {
  if (points.length < 2) return null;
  const step = 96 / (points.length - 1);
  const path = points.map(
    (value, index) =>
      `${(index * step).toFixed(1)} ${(16 - ((Math.min(most, Math.max(least, value)) - least) / (most - least)) * 14).toFixed(1)}`,
  );
  return (
    <svg
      aria-hidden
      viewBox="0 0 96 18"
      height={18}
      preserveAspectRatio="none"
      className="block w-full overflow-visible fill-none stroke-muted"
    >
      <path
        d={`M${path.join("L")}`}
        strokeWidth={1.5}
        strokeLinejoin="round"
        strokeLinecap="round"
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  );
}

/** Always as high as its longest words: the board must not move when the reason changes. */
function Reason({ thresholds }: { thresholds: BoardThresholds }) {
  const t = useTranslations("dashboard.thresholds");
  const { reason, seats, shift, passing } = reasonWords(thresholds);
  return (
    <p className="mt-2 min-h-[54px] leading-[18px] text-muted">
      {t.rich(passing ? "sentencePassing" : "sentence", {
        b: strong,
        name: passing?.isLeaving ? t("until", { name: t(`reason.${reason}`) }) : t(`reason.${reason}`),
        seats: t(reason === "nobody" ? "seatsNobody" : "seats", {
          free: seats.free,
          total: seats.total,
          waiting: seats.waiting,
        }),
        shift: t(`shift.${shift.key}`, { by: shift.by }),
        effect: passing ? t(`passing.${passing.heading}`) : t(`effect.${reason}`),
      })}
    </p>
  );
}
