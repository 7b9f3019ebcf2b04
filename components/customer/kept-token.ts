const keyOf = (site: string) => `answerline:token:${site}`;

/** The token this page keeps for itself where its cookies are refused; null when there is none or no storage either. */
export function readKeptToken(site: string): string | null {
  try {
    return localStorage.getItem(keyOf(site));
  } catch {
    return null;
  }
}

/** Keeps the token, or forgets it with null. Without storage the session lasts as long as the page. */
export function keepToken(site: string, token: string | null): void {
  try {
    if (token) localStorage.setItem(keyOf(site), token);
    else localStorage.removeItem(keyOf(site));
  } catch {
    // Nothing to do: the page goes on with what it holds in memory.
  }
}
