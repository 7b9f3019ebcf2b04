/**
 * What the frame and the loader (`loader.js`) say to each other over postMessage. Both carry `source: "answerline"`,
 * both sides check the sender's origin, and what has another shape is ignored.
 *
 *   frame → page   ready { color }      I am up: introduce yourself.
 *                  session { token }    Keep this for me; null: the cookie does the work, only remember that I exist.
 *                  unread { count }     Messages not read yet, for the badge.
 *                  close                The customer closed the chat (Escape, the arrow on a phone).
 *   page → frame   hello { token, isOpen, isFull }   The answer to `ready`; token as kept, or null.
 *                  shown { isOpen, isFull }          The panel was opened, closed, or fills the screen now.
 */
export type ToPage =
  | { type: "ready"; color: string }
  | { type: "session"; token: string | null }
  | { type: "unread"; count: number }
  | { type: "close" };

export type FromPage =
  | { type: "hello"; token: string | null; isOpen: boolean; isFull: boolean }
  | { type: "shown"; isOpen: boolean; isFull: boolean };

const tokenShape = /^[\w.~-]{16,512}$/;

/** What the host page said, or null when the words are not ours or the page is not the one expected. */
export function parseFromPage(data: unknown, origin: string, expectedOrigin: string): FromPage | null {
  if (origin !== expectedOrigin || typeof data !== "object" || data === null) return null;
  const said = data as Record<string, unknown>;
  if (said.source !== "answerline" || typeof said.isOpen !== "boolean" || typeof said.isFull !== "boolean") return null;
  const { isOpen, isFull } = said;
  if (said.type === "shown") return { type: "shown", isOpen, isFull };
  if (said.type !== "hello") return null;
  const token = typeof said.token === "string" && tokenShape.test(said.token) ? said.token : null;
  return { type: "hello", token, isOpen, isFull };
}

/**
 * The one origin this frame may speak to: the page that says it holds us, if the site allows it. A page that lies
 * gains nothing: what is posted to an origin it does not have never arrives.
 */
export function pageOrigin(
  claimed: string | null,
  allowedOrigins: readonly string[],
  ownOrigin: string,
): string | null {
  if (claimed === null) return null;
  return claimed === ownOrigin || allowedOrigins.includes(claimed) ? claimed : null;
}
