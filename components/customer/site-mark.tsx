/** The shop's mark: the first letter of its name on its own colour. Decorative, the name stands beside it. */
export function SiteMark({ name }: { name: string }) {
  const letter = /[\p{L}\p{N}]/u.exec(name)?.[0] ?? "·";
  return (
    <span
      aria-hidden
      className="grid size-9 shrink-0 place-items-center rounded-lg bg-accent text-lg font-semibold text-on-accent select-none"
    >
      {letter.toLocaleUpperCase()}
    </span>
  );
}
