import { RefusedError } from "../contract/errors.ts";

/** A request's body up to a limit; a longer one is refused as soon as it shows, not after it was read. */
export async function readBytes(request: Request, limit: number): Promise<Uint8Array> {
  if (Number(request.headers.get("content-length") ?? 0) > limit) throw new RefusedError("too_large");
  const reader = request.body?.getReader();
  if (reader === undefined) throw new RefusedError("invalid");
  const parts: Uint8Array[] = [];
  let length = 0;
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    length += part.value.byteLength;
    if (length > limit) {
      await reader.cancel();
      throw new RefusedError("too_large");
    }
    parts.push(part.value);
  }
  if (length === 0) throw new RefusedError("invalid");
  return Buffer.concat(parts);
}
