const here = "http://here.invalid";

/**
 * Where to go after a sign-in, when it is a path of ours; null for everything else: other origins in any disguise
 * (`//host`, `/\host`, `https:host`), addresses that are no page, the sign-in itself.
 */
export function safeNextPath(next: string | readonly string[] | undefined | null): string | null {
  if (typeof next !== "string" || next.length > 500 || !/^\/(?![/\\])/.test(next) || /[\p{Cc}\\]/u.test(next))
    return null;
  if (!URL.canParse(next, here)) return null;
  const url = new URL(next, here);
  if (url.origin !== here || url.pathname.startsWith("//")) return null;
  // Only when it is there: rewriting the others would change how they are written.
  if (url.searchParams.has("_rsc")) url.searchParams.delete("_rsc");
  const isPage = !/^\/(api|_next|sign-in)(\/|$)/.test(url.pathname);
  return isPage ? `${url.pathname}${url.search}` : null;
}
