import type { ReactNode } from "react";

/** One block of the context pane under its title; `aside` is its sum. */
export function ContextSection(props: { title: string; aside?: ReactNode; children: ReactNode }) {
  return (
    <section className="border-b border-border px-4 py-3.5 last:border-b-0">
      <h3 className="mb-2 flex items-center gap-1.5 text-xs font-semibold">
        {props.title}
        {props.aside && <span className="ms-auto font-medium text-muted">{props.aside}</span>}
      </h3>
      {props.children}
    </section>
  );
}
