import type { ReactNode } from "react";

/** One part of the rules, with an anchor of its own. */
export function Section(props: { id: string; title: string; text?: ReactNode; end?: ReactNode; children: ReactNode }) {
  return (
    <section
      id={props.id}
      aria-labelledby={`${props.id}-title`}
      data-section
      className="scroll-mt-4 border-b border-border py-6 first:pt-4 last:border-0"
    >
      <div className="flex flex-wrap items-center gap-2">
        <h3 id={`${props.id}-title`} className="text-base font-semibold tracking-[-0.005em]">
          {props.title}
        </h3>
        {props.end}
      </div>
      {props.text && <p className="mt-0.5 max-w-[68ch] text-sm text-muted">{props.text}</p>}
      <div className="mt-4 flex flex-col gap-5">{props.children}</div>
    </section>
  );
}
