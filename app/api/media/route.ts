import { route } from "#server/auth/route.ts";
import { RefusedError } from "#server/contract/errors.ts";
import { readBytes } from "#server/media/read-bytes.ts";
import { PICTURE_MAX_BYTES, savePicture } from "#server/media/pictures.ts";

/** Takes a picture's raw bytes from whoever may write somewhere; it belongs to them until a message carries it. */
export const POST = route("/api/media", { limit: { points: 30, perMs: 60_000 } }, async ({ request, me, running }) => {
  const { app } = running;
  // In one browser both may be signed in: the page says which it is by the token or the desk's own header.
  const isDesk = me.staff !== null && (me.customer === null || request.headers.get("x-answerline-side") === "desk");
  const bytes = await readBytes(request, PICTURE_MAX_BYTES);
  const owner =
    isDesk && me.staff !== null
      ? ({ kind: "staff", id: me.staff.staffId } as const)
      : me.customer !== null
        ? ({ kind: "customer", id: me.customer.customerId } as const)
        : null;
  if (owner === null) throw new RefusedError("signed_out");
  return savePicture(app.database.main, app.media, { ...owner, siteId: app.siteId }, bytes);
});
