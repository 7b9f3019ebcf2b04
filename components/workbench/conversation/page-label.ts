/** A page's address without scheme and query: what a person would call it. Null for none, or for what is no address. */
export function pageLabel(pageUrl: string | null): string | null {
  if (!pageUrl) return null;
  try {
    const url = new URL(pageUrl);
    const path = decodeURI(url.pathname).replace(/\/$/, "");
    return path ? `${url.host}${path}` : url.host;
  } catch {
    return null;
  }
}
