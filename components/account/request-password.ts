/** Changes the password over HTTP: a one-time password opens no socket. Null when done, else the code of the refusal. */
export async function requestPassword(
  change: { current: string | null; next: string },
  ask: typeof fetch = fetch,
): Promise<string | null> {
  try {
    const response = await ask("/api/account/password", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(change),
    });
    const body: unknown = await response.json().catch(() => null);
    if (typeof body !== "object" || body === null || !("ok" in body)) return "unavailable";
    if (body.ok === true) return null;
    const error = "error" in body ? body.error : null;
    return typeof error === "object" && error !== null && "code" in error ? String(error.code) : "internal";
  } catch {
    return "network";
  }
}
