import { cn } from "./class-names.ts";
import { linePath } from "./line-path.ts";

const tones = {
  neutral: "text-muted",
  warning: "text-warning",
  danger: "text-danger",
  accent: "text-accent",
};
const boxWidth = 240;

/** A line of numbers at even distances, oldest first; it fills its box and starts its scale at zero. `height` in px. */
export function Sparkline(props: {
  points: readonly number[];
  height?: number;
  tone?: keyof typeof tones;
  label?: string;
  className?: string;
}) {
  const height = props.height ?? 44;
  const line = linePath(props.points, { width: boxWidth, height });
  return (
    <svg
      viewBox={`0 0 ${boxWidth} ${height}`}
      height={height}
      preserveAspectRatio="none"
      role={props.label ? "img" : undefined}
      aria-label={props.label}
      aria-hidden={props.label ? undefined : true}
      className={cn(
        "block w-full overflow-visible fill-none stroke-current",
        tones[props.tone ?? "neutral"],
        props.className,
      )}
    >
      {line && (
        <>
          <path d={`${line}V${height}H0Z`} className="fill-current stroke-none opacity-10" />
          <path
            d={line}
            strokeWidth={1.5}
            strokeLinejoin="round"
            strokeLinecap="round"
            vectorEffect="non-scaling-stroke"
          />
        </>
      )}
    </svg>
  );
}
