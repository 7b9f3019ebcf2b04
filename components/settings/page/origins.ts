export type OriginFault = "notAddress" | "scheme" | "path";

/**
 * Reads one allowed site: `https://shop.example`, with a port if need be. A bare name is taken as https. A path, a user
 * or another scheme is a fault: the whole site is allowed or nothing.
 */
export function readOrigin(text: string): { origin: string } | { fault: OriginFault } {
  const written = text.trim();
  const address = /^[a-z][a-z\d+.-]*:\/\//i.test(written) ? written : `https://${written}`;
  if (written === "" || /\s/.test(written) || !URL.canParse(address)) return { fault: "notAddress" };
  const url = new URL(address);
  if (!/^https?:$/.test(url.protocol)) return { fault: "scheme" };
  if (url.username !== "" || url.password !== "" || url.pathname !== "/" || url.search !== "" || url.hash !== "")
    return { fault: "path" };
  // "shop" is a typing error more often than a machine's name, but for the machine itself.
  const isHost = url.hostname.includes(".") || url.hostname.startsWith("[") || url.hostname === "localhost";
  return isHost && !url.hostname.includes("*") ? { origin: url.origin } : { fault: "notAddress" };
}

/** Adds what was typed or pasted (lines, spaces or commas between); what is there already is not added twice. */
export function addOrigins(
  list: readonly string[],
  text: string,
): { list: string[]; faults: { text: string; fault: OriginFault }[] } {
  const faults: { text: string; fault: OriginFault }[] = [];
  const next = [...list];
  for (const part of text.split(/[\s,;，；]+/u).filter(Boolean)) {
    const read = readOrigin(part);
    if ("fault" in read) faults.push({ text: part, fault: read.fault });
    else if (!next.includes(read.origin)) next.push(read.origin);
  }
  return { list: next, faults };
}
