/** Both tables stand on one set of columns; the first takes what is left. Phones show the few that matter. */
export const columns = {
  name: "",
  second: "w-24 min-[1400px]:w-[120px]",
  third: "w-[176px] max-md:w-24",
  fourth: "w-28 max-md:w-[58px]",
  owes: "w-[92px] max-md:w-[60px]",
  closed: "w-[76px] max-md:hidden",
  next: "w-[84px] max-[1399px]:hidden",
  menu: "w-12 max-md:w-11",
  library: "w-[120px] min-[1400px]:w-[168px] max-md:hidden",
  left: "w-24 min-[1400px]:w-[132px] max-md:hidden",
} as const;

export const headRow = "border-b border-border bg-panel";

/** A table's own look: fixed columns, and on phones the pane's narrower inset. */
export const tableLook = "table-fixed max-md:[&_:is(th,td):first-child]:ps-4";
