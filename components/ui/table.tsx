import type { ComponentProps } from "react";
import { cn } from "./class-names.ts";
import { ScrollBox } from "./scroll-box.tsx";

/** A dense table: rows of 33 px, a head of 28. The label is its name. It scrolls sideways rather than squeeze. */
export function Table({ label, className, ...rest }: ComponentProps<"table"> & { label: string }) {
  return (
    <ScrollBox className="overflow-x-auto">
      <table {...rest} aria-label={label} className={cn("w-full border-collapse text-sm", className)} />
    </ScrollBox>
  );
}

export function THead(props: ComponentProps<"thead">) {
  return <thead {...props} />;
}

export function TBody(props: ComponentProps<"tbody">) {
  return <tbody {...props} />;
}

export function Tr({ isSelected, className, ...rest }: ComponentProps<"tr"> & { isSelected?: boolean }) {
  return (
    <tr
      aria-selected={isSelected}
      {...rest}
      className={cn("border-t border-border", isSelected ? "bg-selected" : rest.onClick && "hover:bg-hover", className)}
    />
  );
}

const cell = "px-2 first:ps-5 last:pe-5 whitespace-nowrap";

/** `isNumber` aligns to the end, so that digits stand under each other. */
export function Th({ isNumber, className, ...rest }: ComponentProps<"th"> & { isNumber?: boolean }) {
  return (
    <th
      scope="col"
      {...rest}
      className={cn(cell, "h-7 text-xs font-normal text-muted", isNumber ? "text-end" : "text-start", className)}
    />
  );
}

export function Td({ isNumber, className, ...rest }: ComponentProps<"td"> & { isNumber?: boolean }) {
  return <td {...rest} className={cn(cell, "h-8", isNumber && "text-end", className)} />;
}
