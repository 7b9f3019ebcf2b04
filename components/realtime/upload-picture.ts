import type { Ack } from "#server/contract/errors.ts";
import type { MediaId } from "#server/contract/ids.ts";

export interface StoredPicture {
  mediaId: MediaId;
  width: number;
  height: number;
}

export type UploadPicture = (
  picture: Blob,
  to: {
    side: "customer" | "desk";
    conversationId: string | null;
    token: string | null;
    onProgress: (share: number) => void;
  },
) => Promise<Ack<StoredPicture>>;

const UPLOAD_TIMEOUT_MS = 120_000;

/**
 * POSTs a picture's raw bytes to `/api/media`. XMLHttpRequest, because fetch tells nothing about an upload's progress.
 * Resolves with the server's answer, never rejects: no way, or an answer that is not ours, is `unavailable`.
 */
export const uploadPicture: UploadPicture = (picture, { side, conversationId, token, onProgress }) =>
  new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open("POST", "/api/media");
    request.responseType = "json";
    request.timeout = UPLOAD_TIMEOUT_MS;
    request.withCredentials = true;
    if (picture.type) request.setRequestHeader("content-type", picture.type);
    // Staff and customer may be signed in in one browser: the page says whose picture this is.
    request.setRequestHeader("x-answerline-side", side);
    if (conversationId) request.setRequestHeader("x-answerline-conversation", conversationId);
    if (token) request.setRequestHeader("x-answerline-token", token);
    request.upload.onprogress = (event) => event.lengthComputable && onProgress(event.loaded / event.total);
    const fail = (): void => resolve({ ok: false, error: { code: "unavailable" } });
    request.onerror = request.ontimeout = request.onabort = fail;
    request.onload = () => {
      const answer: unknown = request.response;
      if (isAck(answer)) resolve(answer);
      // A proxy's own page about size never reaches our handler.
      else if (request.status === 413) resolve({ ok: false, error: { code: "too_large" } });
      else fail();
    };
    request.send(picture);
  });

/** The route is ours; this only tells its answer from a proxy's error page. */
const isAck = (answer: unknown): answer is Ack<StoredPicture> =>
  typeof answer === "object" && answer !== null && "ok" in answer && ("data" in answer || "error" in answer);
