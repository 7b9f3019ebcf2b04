import { cn } from "./class-names.ts";
import { initials } from "./initials.ts";
import { PresenceDot, type PresenceState } from "./presence.tsx";

const sizes = {
  xs: "size-5 text-[9px]",
  sm: "size-6 text-[10px]",
  md: "size-7 text-[11px]",
  default: "size-8 text-[12px]",
  lg: "size-10 text-[14px]",
};
const tones = {
  neutral: "text-muted bg-selected",
  me: "text-accent-text bg-accent-soft",
  consult: "text-consult-text bg-consult-soft",
};
export type AvatarTone = keyof typeof tones;

/** Initials on a quiet tint. Decorative: the name itself stands near it. */
export function Avatar(props: {
  name: string;
  size?: keyof typeof sizes;
  tone?: AvatarTone;
  presence?: PresenceState;
  className?: string;
}) {
  return (
    <span
      aria-hidden
      className={cn(
        "relative inline-grid shrink-0 place-items-center rounded-full leading-none font-medium select-none",
        sizes[props.size ?? "default"],
        tones[props.tone ?? "neutral"],
        props.className,
      )}
    >
      {initials(props.name)}
      {props.presence && (
        <PresenceDot
          state={props.presence}
          className="absolute -end-px -bottom-px shadow-[0_0_0_2px_var(--ground,var(--color-surface))]"
        />
      )}
    </span>
  );
}
