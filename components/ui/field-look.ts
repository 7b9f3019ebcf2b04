/** The box of everything one types into: a 3:1 outline, the ring inside when focused, red when wrong. */
export const fieldLook =
  "min-w-0 rounded-sm bg-surface text-foreground inset-ring inset-ring-field transition-colors " +
  "has-[:focus-visible]:inset-ring-2 has-[:focus-visible]:inset-ring-ring " +
  "has-[[aria-invalid=true]]:inset-ring-danger has-[:disabled]:opacity-60";
