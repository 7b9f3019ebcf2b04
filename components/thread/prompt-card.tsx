"use client";

import { type ReactNode, useId } from "react";

/** A question in the log that asks for a decision: "Shall a person take a look?". Children are its buttons. */
export function PromptCard(props: { title: ReactNode; text?: ReactNode; children: ReactNode }) {
  const id = useId();
  return (
    <section
      aria-labelledby={id}
      className="mb-3 max-w-[318px] rounded-lg bg-accent-soft px-[13px] pt-3 pb-[13px] inset-ring inset-ring-accent-border"
    >
      <h2 id={id} className="text-md leading-5 font-semibold">
        {props.title}
      </h2>
      {props.text && <p className="mt-0.5 text-base text-muted">{props.text}</p>}
      <div className="mt-[11px] flex flex-wrap gap-2">{props.children}</div>
    </section>
  );
}
