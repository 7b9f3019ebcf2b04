/** Browser and system out of a user agent, for recognising one's own devices; null for what is not a browser we know. */
export function deviceOf(userAgent: string | null): { browser: string; system: string } | null {
  if (userAgent === null) return null;
  // The order matters: most browsers also name the ones they descend from.
  const browser = firstOf(userAgent, [
    [/\bEdg(e|A|iOS)?\//, "Edge"],
    [/\b(OPR|Opera)\//, "Opera"],
    [/\bSamsungBrowser\//, "Samsung Internet"],
    [/\bMicroMessenger\//, "WeChat"],
    [/\b(Firefox|FxiOS)\//, "Firefox"],
    [/\b(Chrome|Chromium|CriOS)\//, "Chrome"],
    [/\bVersion\/[\d.]+.*\bSafari\//, "Safari"],
  ]);
  const system = firstOf(userAgent, [
    [/\biPad\b/, "iPad"],
    [/\b(iPhone|iPod)\b/, "iPhone"],
    [/\bAndroid\b/, "Android"],
    [/\bWindows\b/, "Windows"],
    [/\bCrOS\b/, "ChromeOS"],
    [/\bMac OS X\b|\bMacintosh\b/, "macOS"],
    [/\bLinux\b/, "Linux"],
  ]);
  return browser === null || system === null ? null : { browser, system };
}

function firstOf(text: string, signs: readonly (readonly [RegExp, string])[]): string | null {
  return signs.find(([sign]) => sign.test(text))?.[1] ?? null;
}
