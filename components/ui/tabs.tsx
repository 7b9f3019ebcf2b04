"use client";

import type { ReactNode } from "react";
import { Tabs as Radix } from "radix-ui";
import { cn } from "./class-names.ts";

/** Tabs over their panels. Counts stand after the label, quietly. `listClassName` places the row of tabs. */
export function Tabs<Value extends string>(props: {
  value: Value;
  onChange: (value: Value) => void;
  label: string;
  tabs: readonly { value: Value; label: ReactNode; count?: number }[];
  children?: ReactNode;
  className?: string;
  listClassName?: string;
}) {
  return (
    <Radix.Root
      value={props.value}
      onValueChange={(chosen) => {
        const tab = props.tabs.find(({ value }) => value === chosen);
        if (tab) props.onChange(tab.value);
      }}
      className={cn("flex min-h-0 flex-col", props.className)}
    >
      <Radix.List
        aria-label={props.label}
        className={cn(
          "flex shrink-0 gap-4 overflow-x-auto border-b border-border [scrollbar-width:none]",
          props.listClassName,
        )}
      >
        {props.tabs.map((tab) => (
          <Radix.Trigger
            key={tab.value}
            value={tab.value}
            className="group inline-flex h-9 items-center gap-[5px] border-b-2 border-transparent font-medium whitespace-nowrap text-muted -outline-offset-2 hover:text-foreground data-[state=active]:border-foreground data-[state=active]:text-foreground"
          >
            {tab.label}
            {tab.count !== undefined && (
              <span className="text-xs font-normal text-subtle group-data-[state=active]:text-muted">{tab.count}</span>
            )}
          </Radix.Trigger>
        ))}
      </Radix.List>
      {props.children}
    </Radix.Root>
  );
}

export function TabPanel({ value, children, className }: { value: string; children: ReactNode; className?: string }) {
  return (
    <Radix.Content value={value} className={cn("min-h-0 flex-1 -outline-offset-2", className)}>
      {children}
    </Radix.Content>
  );
}
