/** The veil behind dialogs and drawers. */
export const scrimLook = "fixed inset-0 z-(--z-dialog) bg-scrim data-[state=open]:animate-appear";

/** A small floating surface: menus, popovers. */
export const popLook =
  "z-(--z-menu) rounded-md bg-overlay text-sm text-foreground shadow-pop outline-none data-[state=open]:animate-appear [--ground:var(--color-overlay)]";

/** A row of a menu; `data-highlighted` is the one the keyboard or the mouse is on. */
export const menuItemLook =
  "flex min-h-8 w-full cursor-default items-center gap-2 rounded-xs px-2 text-start outline-none select-none " +
  "data-[highlighted]:bg-control-hover data-[disabled]:pointer-events-none data-[disabled]:opacity-50";
