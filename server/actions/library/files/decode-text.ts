import { fileTypeFromBuffer } from "file-type";
import { RefusedError } from "../../../contract/errors.ts";
import type { ImportPreview } from "../../../contract/library-job-views.ts";

export interface DecodedFile {
  text: string;
  encoding: ImportPreview["encoding"];
}

/** Texts that pass for something else are texts all the same. */
const textual = /^(text|application\/(json|xml))/;

/** Signs that no text has: controls but for tabs, line and page ends. */
const notText = /[^\P{Cc}\t\n\v\f\r\u0085]/u;

/**
 * A file's text, by its bytes and not by its name: byte order marks, UTF-16 as Excel writes it ("Unicode text"), UTF-8,
 * else what Excel calls CSV in China (GB 18030) or in Europe (Windows-1252). Refuses `wrong_type` for what is no text.
 */
export async function decodeText(bytes: Uint8Array): Promise<DecodedFile> {
  // The mark of UTF-16 is also how some sound files begin.
  const isMarked = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  const sniffed = isMarked ? undefined : await fileTypeFromBuffer(bytes).catch(() => undefined);
  if (sniffed !== undefined && !textual.test(sniffed.mime)) throw new RefusedError("wrong_type");
  const decoded = decode(bytes);
  if (decoded === null || notText.test(decoded.text)) throw new RefusedError("wrong_type");
  return decoded;
}

function decode(bytes: Uint8Array): DecodedFile | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return decodeAs("utf-16le", bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return decodeAs("utf-16be", bytes);
  const head = bytes.subarray(0, 400);
  const zeros = (odd: number) => head.filter((byte, at) => at % 2 === odd && byte === 0).length;
  if (zeros(1) > head.length / 5 && zeros(0) === 0) return decodeAs("utf-16le", bytes);
  if (zeros(0) > head.length / 5 && zeros(1) === 0) return decodeAs("utf-16be", bytes);
  const chinese = () => {
    const decoded = decodeAs("gb18030", bytes);
    const foreign = decoded?.text.match(/\P{ASCII}/gu) ?? [];
    const han = foreign.filter((sign) => /[\p{Script=Han}\u3000-\u303f\uff00-\uffef]/u.test(sign));
    return foreign.length > 0 && han.length > 0.9 * foreign.length ? decoded : null;
  };
  return decodeAs("utf-8", bytes) ?? chinese() ?? decodeAs("windows-1252", bytes);
}

/** Null when the bytes are not of this encoding. The byte order mark is taken off. */
function decodeAs(encoding: DecodedFile["encoding"], bytes: Uint8Array): DecodedFile | null {
  try {
    return { text: new TextDecoder(encoding, { fatal: true }).decode(bytes), encoding };
  } catch {
    return null;
  }
}
