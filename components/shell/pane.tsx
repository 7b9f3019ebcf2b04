import type { ReactNode } from "react";
import { cn } from "#components/ui/class-names.ts";
import { ScrollBox } from "#components/ui/scroll-box.tsx";

const tones = { surface: "bg-surface", panel: "bg-panel [--ground:var(--color-panel)]" };

/** One of the panes of the frame: side panes stand on `panel`, the one worked in on `surface`. A label makes it a landmark. */
export function Pane(props: {
  tone?: keyof typeof tones;
  as?: "section" | "aside" | "div";
  label?: string;
  children: ReactNode;
  className?: string;
}) {
  const Tag = props.as ?? "section";
  return (
    <Tag
      aria-label={props.label}
      className={cn("relative flex min-h-0 min-w-0 flex-col", tones[props.tone ?? "surface"], props.className)}
    >
      {props.children}
    </Tag>
  );
}

/** The 52 px head of a pane: its title, then what belongs to it. One pane of a page has level 1. */
export function PaneHead(props: { title?: ReactNode; level?: 1 | 2; children?: ReactNode; className?: string }) {
  const Heading = props.level === 1 ? "h1" : "h2";
  return (
    <header className={cn("flex h-13 shrink-0 items-center gap-2 border-b border-border px-4", props.className)}>
      {props.title && (
        <Heading className="min-w-0 truncate text-base font-semibold tracking-[-0.005em]">{props.title}</Heading>
      )}
      {props.children}
    </header>
  );
}

/** The part of a pane that scrolls. */
export function PaneBody({ children, className }: { children: ReactNode; className?: string }) {
  return (
    <ScrollBox className={cn("min-h-0 flex-1 overflow-x-hidden overflow-y-auto", className)}>{children}</ScrollBox>
  );
}

/** The title of a section in a pane, with something quiet at its end. */
export function SectionTitle({
  children,
  end,
  className,
}: {
  children: ReactNode;
  end?: ReactNode;
  className?: string;
}) {
  return (
    <h3 className={cn("flex items-center gap-1.5 text-xs font-semibold", className)}>
      {children}
      {end && <span className="ms-auto font-medium text-muted">{end}</span>}
    </h3>
  );
}
