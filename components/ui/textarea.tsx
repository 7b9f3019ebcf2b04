"use client";

import { type ComponentProps, useLayoutEffect, useRef } from "react";
import { cn } from "./class-names.ts";
import { useFieldLinks } from "./field.tsx";
import { fieldLook } from "./field-look.ts";
import { fitHeight } from "./fit-height.ts";

/** Several lines of text; with `hasAutoHeight` (and `value`) it grows with what is in it. */
export function Textarea({
  hasAutoHeight,
  className,
  ref,
  ...rest
}: ComponentProps<"textarea"> & { hasAutoHeight?: boolean }) {
  const own = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => {
    if (hasAutoHeight && own.current) fitHeight(own.current);
  }, [hasAutoHeight, rest.value]);
  return (
    <span className={cn("flex", fieldLook, className)}>
      <textarea
        rows={3}
        {...useFieldLinks()}
        {...rest}
        ref={(node) => {
          own.current = node;
          if (typeof ref === "function") return ref(node);
          if (ref) ref.current = node;
        }}
        className="block w-full resize-y bg-transparent px-2.5 py-1.5 text-sm text-foreground outline-none max-md:text-lg"
      />
    </span>
  );
}
