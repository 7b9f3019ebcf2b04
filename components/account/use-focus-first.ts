import { type RefObject, useEffect, useRef } from "react";

/** A ref for the field a page is about: it has the focus once the page is awake, where the page has nothing else to read first. */
export function useFocusFirst(isWanted = true): RefObject<HTMLInputElement | null> {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (isWanted) field.current?.focus();
  }, [isWanted]);
  return field;
}
