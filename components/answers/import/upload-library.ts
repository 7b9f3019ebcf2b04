import type { Ack } from "#server/contract/errors.ts";

const TIMEOUT_MS = 300_000;

/**
 * Sends a file of entries to be read. XMLHttpRequest, because fetch tells nothing about an upload's progress.
 * Resolves with the job that reads it, never rejects: no way, or an answer that is not ours, is `unavailable`.
 * @returns the answer, and how to stop the upload (it then resolves with null)
 */
export function uploadLibrary(
  file: File,
  onProgress: (share: number) => void,
): { answer: Promise<Ack<{ jobId: string }> | null>; stop(): void } {
  const request = new XMLHttpRequest();
  const answer = new Promise<Ack<{ jobId: string }> | null>((resolve) => {
    request.open("POST", "/api/library/import");
    request.responseType = "json";
    request.timeout = TIMEOUT_MS;
    request.setRequestHeader("content-type", file.type || "application/octet-stream");
    request.setRequestHeader("x-file-name", encodeURIComponent(file.name.slice(0, 200)));
    request.upload.onprogress = (event) => event.lengthComputable && onProgress(event.loaded / event.total);
    const fail = () => resolve({ ok: false, error: { code: "unavailable" } });
    request.onerror = request.ontimeout = fail;
    request.onabort = () => resolve(null);
    request.onload = () => {
      const body: unknown = request.response;
      if (isAck(body)) resolve(body);
      // A proxy's own page about size never reaches our handler.
      else if (request.status === 413) resolve({ ok: false, error: { code: "too_large" } });
      else fail();
    };
    request.send(file);
  });
  return { answer, stop: () => request.abort() };
}

/** The route is ours; this only tells its answer from a proxy's error page. */
const isAck = (body: unknown): body is Ack<{ jobId: string }> =>
  typeof body === "object" && body !== null && "ok" in body && ("data" in body || "error" in body);
