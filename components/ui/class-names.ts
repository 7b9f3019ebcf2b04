import { type ClassValue, clsx } from "clsx";

/**
 * Joins class names, skipping what is false. It does not resolve conflicts (a merger costs the customer chat 8 kB):
 * a component takes a prop for what may differ, or the caller marks a class important (`h-9!`).
 */
export function cn(...classes: ClassValue[]): string {
  return clsx(classes);
}
