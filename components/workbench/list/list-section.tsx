import type { ReactNode } from "react";

/** A group of rows under a quiet title; `aside` says how they are ordered. */
export function ListSection(props: { title: string; aside?: ReactNode; children: ReactNode }) {
  return (
    <section aria-label={props.title}>
      <h2 className="flex h-7 items-center gap-1.5 px-3.5 pt-1.5 text-xs text-subtle">
        {props.title}
        {props.aside && <span className="ms-auto truncate ps-2">{props.aside}</span>}
      </h2>
      {props.children}
    </section>
  );
}
