/** What the tab of the browser says: offers first, then unread chats, then the page's own name. */
export function pageTitle(base: string, counts: { offers: number; unread: number }, offerWords: string): string {
  if (counts.offers > 0) return `● ${offerWords}`;
  return counts.unread > 0 ? `(${counts.unread}) ${base}` : base;
}
